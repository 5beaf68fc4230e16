using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>The vector kernels against obvious scalar code, at awkward sizes.</summary>
public sealed class CentroidTableTests
{
    public static TheoryData<int> Columns => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 200];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Distances_agree_with_64_bits(int columns)
    {
        var rng = new Rng((ulong)columns);
        var block = new float[columns * DistanceLanes.Points];
        var panel = new float[columns * DistanceLanes.Centres];
        var squared = new float[DistanceLanes.Points * DistanceLanes.Centres];
        rng.Normal(block);
        rng.Normal(panel);

        DistanceLanes.SquaredDistances(block, panel, squared);

        for (int c = 0; c < DistanceLanes.Centres; c++)
        {
            for (int i = 0; i < DistanceLanes.Points; i++)
            {
                double expected = 0;
                for (int p = 0; p < columns; p++)
                {
                    double difference = (double)block[p * DistanceLanes.Points + i] - panel[p * DistanceLanes.Centres + c];
                    expected += difference * difference;
                }

                Assert.Equal(expected, squared[c * DistanceLanes.Points + i], 1e-6 * expected + 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void The_fast_way_and_the_64_bit_way_always_agree(int columns)
    {
        // Rows in the very middle between two centroids, moved by less than 32-bit distances can show, and far from the origin.
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            int count = 1 + rng.NextInt(40);
            int k = 1 + rng.NextInt(9);
            float offset = seed % 2 == 0 ? 0 : 1000;
            var centroids = new double[k * columns];
            for (int i = 0; i < centroids.Length; i++) centroids[i] = (float)(offset + rng.Normal());
            var rows = new Matrix(count, columns);
            for (int i = 0; i < count; i++)
            {
                int a = rng.NextInt(k), b = rng.NextInt(k);
                for (int p = 0; p < columns; p++) rows[i, p] = (float)((centroids[a * columns + p] + centroids[b * columns + p]) / 2 * (1 + 1e-7 * rng.Normal()));
            }

            var origin = new double[columns];
            Array.Fill(origin, offset + 0.3);
            var frame = Frame.Around(origin, columns);
            var table = new CentroidTable(centroids, columns, frame);
            var labels = new int[count];
            table.Assign(PackedObservations.PackChunk(rows, frame), rows, labels, out _);

            for (int i = 0; i < count; i++) Assert.True(table.Nearest(rows.Row(i)) == labels[i], $"seed {seed}, row {i}");
        }
    }
}
