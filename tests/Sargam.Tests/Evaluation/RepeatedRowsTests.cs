using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Evaluation;

public sealed class RepeatedRowsTests
{
    [Fact]
    public void Ten_rows_over_a_thousand_are_counted_though_rounding_differs()
    {
        var rng = new Rng(1);
        float[][] songs = [.. Enumerable.Range(0, 13).Select(_ => Noise.Normal(rng, 20))];
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(i => songs[i < 997 ? i % 10 : i - 987].Select(value => value * (1 + 2e-7f * (i % 3))).ToArray())];

        Assert.Equal(new RepeatedRows(1000, 997, 10), RepeatedRows.Of(Matrix.FromRows(rows)));
        Assert.True(RepeatedRows.Of(Matrix.FromRows(rows)).IsTiled);
        int[] firsts = RepeatedRows.Firsts(Matrix.FromRows(rows));
        Assert.Equal(Enumerable.Range(0, 997).Select(i => i % 10), firsts[..997]);
        Assert.Equal([997, 998, 999], firsts[997..]);
    }

    [Fact]
    public void Rows_that_only_resemble_each_other_are_no_copies()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            var rows = new Matrix(300, 3);
            rng.Normal(rows.Values);
            for (int j = 0; j < 3; j++) rows[1, j] = rows[0, j] + 1e-3f;
            Assert.True(RepeatedRows.Of(rows).CopyCount == 0, $"seed {seed}");
        }
    }

    [Fact]
    public void Equal_rows_are_all_one()
    {
        var rows = new Matrix(50, 4);
        rows.Values.Fill(3);

        Assert.Equal(new RepeatedRows(50, 50, 1), RepeatedRows.Of(rows));
        Assert.Equal(new RepeatedRows(50, 50, 1), RepeatedRows.Of(new Matrix(50, 4)));
        Assert.Equal(new RepeatedRows(1, 0, 0), RepeatedRows.Of(new Matrix(1, 4)));
    }

    [Fact]
    public void Tiled_rows_are_no_clustering_to_interpret_however_well_they_score()
    {
        var good = new NullComparison("silhouette", 0.9, 0.1, 0.2, 0.01, 20);
        var evidence = new VerdictEvidence { NonEmptyClusterCount = 4, LargestShare = 0.3, Silhouette = good, Stability = good, Labels = [] };
        Assert.Equal(Verdict.Structure, VerdictRules.Decide(evidence with { Repeats = new RepeatedRows(1000, 28, 14) }));

        Scorecard tiled = VerdictRules.Explain(evidence with { Repeats = new RepeatedRows(1000, 997, 10) });
        Assert.Equal(Verdict.Degenerate, tiled.Verdict);
        Assert.StartsWith("997 of 1,000 rows repeat 10 rows: copies", tiled.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("28 of 1,000 rows repeat 14 rows: 14 copies tell nothing new.", VerdictRules.Explain(evidence with { Repeats = new RepeatedRows(1000, 28, 14) }).Reasons);
    }
}
