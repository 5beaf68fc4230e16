using Sargam.Learning.Significance;

namespace Sargam.Tests.Learning.Significance;

public sealed class ClusterCountEvidenceTests
{
    [Fact]
    public void The_null_chooses_its_own_number_too()
    {
        // Every draw reaches .24 somewhere, each at another number: no single number's null is above .24.
        ClusterCountScore[][] nulls = [.. Enumerable.Range(0, 39).Select(draw => Curve([.. Enumerable.Range(0, 3).Select(i => i == draw % 3 ? 0.24 : 0.1)]))];
        ClusterCountEvidence strong = ClusterCountEvidence.Compare(Curve(0.2, 0.31, 0.25), nulls, ClusterCountCriterion.Silhouette);
        ClusterCountEvidence weak = ClusterCountEvidence.Compare(Curve(0.2, 0.23, 0.1), nulls, ClusterCountCriterion.Silhouette);

        Assert.Equal(3, strong.Recommended);
        Assert.Equal("3 clusters: the silhouette .31 is above what structureless data reaches (.24)", strong.Recommendation);
        Assert.Equal([false, true, true], strong.Rows.Select(row => row.BeatsNull));
        Assert.Equal([1, 0.025, 0.025], strong.Rows.Select(row => Math.Round(row.P!.Value, 12)));
        Assert.All(strong.Rows, row => Assert.Equal((13 * 0.24 + 26 * 0.1) / 39, row.NullMean!.Value, 1e-12));
        Assert.All(strong.Rows, row => Assert.Equal(0.24, row.NullUpper95!.Value, 1e-12));
        Assert.Equal((0.24, 39), (strong.Threshold!.Value, strong.DrawCount));
        Assert.Null(weak.Recommended);
        Assert.Equal(
            "no number of clusters beats structureless data: the silhouette is .23 at best, with 3 clusters, not above what structureless data reaches (.24)",
            weak.Recommendation);
    }

    [Fact]
    public void Where_lower_is_better_the_null_is_beaten_from_below()
    {
        ClusterCountScore[] With(params double[] values) => [.. values.Select((value, i) => new ClusterCountScore(i + 2, null) { DaviesBouldin = value })];
        ClusterCountScore[][] nulls = [.. Enumerable.Range(0, 20).Select(draw => With(1 + 0.01 * draw, 1.5))];
        ClusterCountEvidence evidence = ClusterCountEvidence.Compare(With(0.71, 1.2), nulls, ClusterCountCriterion.DaviesBouldin);

        Assert.Equal(2, evidence.Recommended);
        Assert.Equal("2 clusters: the Davies-Bouldin index .71 is below what structureless data reaches (1.01)", evidence.Recommendation);
        Assert.Equal(1.0095, evidence.Threshold!.Value, 1e-12);
        Assert.Equal((1.095, 1.0095), (Math.Round(evidence.Rows[0].NullMean!.Value, 12), Math.Round(evidence.Rows[0].NullUpper95!.Value, 12)));
        Assert.Equal([true, false], evidence.Rows.Select(row => row.BeatsNull));
    }

    [Fact]
    public void Nothing_defined_and_nothing_to_compare_with_are_said()
    {
        ClusterCountEvidence undefined = ClusterCountEvidence.Compare(
            [new ClusterCountScore(2, null)], [Curve(0.1)], ClusterCountCriterion.Silhouette);
        ClusterCountEvidence alone = ClusterCountEvidence.Compare(Curve(0.4), [[], [new ClusterCountScore(2, null)]], ClusterCountCriterion.Silhouette);

        Assert.Equal("no number of clusters can be judged: the silhouette is defined for none", undefined.Recommendation);
        Assert.Equal(new ClusterCountEvidenceRow(2, null, 0.1, 0.1, null, false), Assert.Single(undefined.Rows));
        Assert.Equal("2 clusters by the silhouette, .40; not compared with structureless data", alone.Recommendation);
        Assert.Equal((null, null, 0), (alone.Recommended, alone.Threshold, alone.DrawCount));
        Assert.Empty(ClusterCountEvidence.Compare([], [], ClusterCountCriterion.Bic).Rows);
    }

    private static ClusterCountScore[] Curve(params double[] silhouettes) => [.. silhouettes.Select((value, i) => new ClusterCountScore(i + 2, value))];
}
