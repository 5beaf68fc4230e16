using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

public sealed class KMeansPlusPlusTests
{
    [Fact]
    public void Distinct_rows_are_chosen_while_there_are_any()
    {
        // 21 rows leave the last block of sixteen mostly empty: its filling must never be drawn or counted.
        for (ulong seed = 0; seed < 50; seed++)
        {
            Matrix rows = Blobs.Make(21, 3, 1, seed);
            double[] chosen = Choose(rows, 21, seed);

            Assert.True(Rows(chosen, 3).SetEquals(Rows([.. rows.Values.ToArray().Select(v => (double)v)], 3)), $"seed {seed}");
        }
    }

    [Fact]
    public void One_centroid_starts_in_each_far_cloud()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            Matrix rows = Blobs.Make(6 * 30, 4, 6, seed, spread: 1000);
            double[] chosen = Choose(rows, 6, seed);

            var clouds = new HashSet<int>();
            for (int c = 0; c < 6; c++)
            {
                for (int i = 0; i < rows.RowCount; i++)
                {
                    if (rows[i, 0] == chosen[c * 4] && rows[i, 1] == chosen[c * 4 + 1]) clouds.Add(i % 6);
                }
            }

            Assert.True(clouds.Count == 6, $"seed {seed}: {clouds.Count} clouds of 6");
        }
    }

    private static double[] Choose(Matrix rows, int clusterCount, ulong seed)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var data = PackedObservations.Pack(rows, ColumnStatistics.Of(rows, token), clusterCount, token);
        return new KMeansPlusPlus(data, clusterCount).Choose(new Rng(seed), token);
    }

    private static HashSet<string> Rows(double[] values, int columns) =>
        [.. values.Chunk(columns).Select(row => string.Join(' ', row))];
}
