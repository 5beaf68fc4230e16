using Sargam.Learning.Agglomerative;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class AgglomerativeTests
{
    public static TheoryData<Linkage> Linkages => [.. Enum.GetValues<Linkage>()];

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Heights_are_those_of_the_definition(Linkage linkage)
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            Matrix rows = Blobs.Make(20 + (int)seed, 1 + (int)seed, 3, seed);

            double[] expected = HierarchyOracle.Heights(rows, linkage);

            Approx.Equal(expected, [.. Fit(rows, linkage, 2).Dendrogram.Heights], 1e-10 * expected[^1], $"{linkage}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void A_dendrogram_is_a_tree_whose_heights_never_fall_and_whose_cuts_are_nested(Linkage linkage)
    {
        // Whole numbers tie often; 300 rows are enough to close gaps in the search several times.
        Matrix rows = Blobs.Make(300, 3, 4, seed: 17);
        foreach (ref float value in rows.Values) value = MathF.Round(value) + 0f; // + 0 turns -0, which is printed otherwise, into 0
        Dendrogram tree = Fit(rows, linkage, 4).Dendrogram;
        int distinct = Enumerable.Range(0, rows.RowCount).Select(i => string.Join(',', rows.Row(i).ToArray())).Distinct().Count();

        int[] nodes = [.. tree.Children.SelectMany(pair => new[] { pair.Left, pair.Right }).Order()];
        Assert.Equal(Enumerable.Range(0, 2 * tree.LeafCount - 2), nodes);
        Assert.Equal(tree.Heights.Order(), tree.Heights);
        Assert.Equal(tree.LeafCount, tree.Sizes[^1]);
        int[] coarser = tree.CutAt(1);
        for (int count = 2; count <= tree.LeafCount; count++)
        {
            int[] finer = tree.CutAt(count);
            Assert.Equal(Math.Min(count, distinct), finer.Max() + 1);
            Assert.Equal(finer.Max() + 1, finer.Zip(coarser).Distinct().Count());
            coarser = finer;
        }
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Equal_rows_stay_together(Linkage linkage)
    {
        Matrix rows = Blobs.Make(7, 5, 1, seed: 3).View.SelectRows([.. Enumerable.Range(0, 70).Select(i => i % 7)]);

        AgglomerativeModel model = Fit(rows, linkage, 20);

        Assert.Equal(7, model.ClusterCount);
        Assert.Equal(Enumerable.Range(0, 70).Select(i => i % 7), model.Labels);
        Assert.All(model.Dendrogram.Heights.Take(63), height => Assert.Equal(0, height));
        Assert.All(model.Confidences(rows), confidence => Assert.True(confidence > 0.999f));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void One_and_two_rows_and_one_cluster_have_an_answer(Linkage linkage)
    {
        AgglomerativeModel one = Fit(Blobs.Make(1, 3, 1, seed: 1), linkage, 1);
        Assert.Equal([0], one.Labels);
        Assert.Equal(1, one.Dendrogram.LeafCount);

        Matrix two = Matrix.FromRows([[0, 0], [3, 4]]);
        Assert.Equal([0, 0], Fit(two, linkage, 1).Labels);
        Assert.Equal([0, 1], Fit(two, linkage, 2).Labels);
        Assert.Equal(5, Assert.Single(Fit(two, linkage, 2).Dendrogram.Heights), 12);
        Assert.Equal([1f, 1f], Fit(two, linkage, 1).Confidences(two));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Huge_magnitudes_change_nothing_but_the_scale(Linkage linkage)
    {
        Matrix rows = Blobs.Make(200, 4, 3, seed: 21, spread: 12);
        Matrix huge = rows.View.ToMatrix();
        foreach (ref float value in huge.Values) value *= MathF.ScaleB(1, 110);

        AgglomerativeModel expected = Fit(rows, linkage, 3);
        AgglomerativeModel actual = Fit(huge, linkage, 3);

        Assert.Equal(expected.Dendrogram.Children, actual.Dendrogram.Children);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Dendrogram.Heights[^1], Math.ScaleB(actual.Dendrogram.Heights[^1], -110), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void An_outlier_far_away_does_not_blur_the_rest(Linkage linkage)
    {
        Matrix rows = Blobs.Make(120, 3, 3, seed: 5, spread: 15);
        Matrix withOutlier = new(121, 3);
        rows.Values.CopyTo(withOutlier.Values);
        withOutlier[120, 0] = 1e12f;

        Dendrogram expected = Fit(rows, linkage, 3).Dendrogram;
        Dendrogram actual = Fit(withOutlier, linkage, 4).Dendrogram;

        Approx.Equal([.. expected.Heights], [.. actual.Heights.Take(119)], 1e-3 * expected.Heights[^1], linkage.ToString());
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Micro_clusters_find_the_same_clouds_and_are_counted(Linkage linkage)
    {
        Matrix rows = Blobs.Make(3000, 6, 4, seed: 8, spread: 20);
        var options = new AgglomerativeOptions { ClusterCount = 4, Linkage = linkage, ExactRowLimit = 1000, MicroClusterCount = 100, Seed = 3 };

        AgglomerativeModel model = new Agglomerative(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(100, model.MicroClusterCount);
        Assert.Equal(100, model.Dendrogram.LeafCount);
        Assert.Equal(3000, model.Dendrogram.Sizes[^1]);
        Assert.Equal(1.0, AdjustedRand.Score([.. Enumerable.Range(0, 3000).Select(i => i % 4)], [.. model.Labels]), 12);
        Assert.Equal(model.Labels, model.CutAt(4));
        Assert.Equal(0, Fit(rows, Linkage.Single, 4).MicroClusterCount);
    }

    [Fact]
    public void Above_twenty_thousand_rows_micro_clusters_are_made_without_being_asked_for()
    {
        Matrix rows = Blobs.Make(20_050, 3, 5, seed: 2, spread: 30);

        AgglomerativeModel model = Fit(rows, Linkage.Ward, 5);

        Assert.Equal(2000, model.MicroClusterCount);
        Assert.Equal(model.MicroClusterCount, model.Dendrogram.LeafCount);
        Assert.Equal(20_050, model.Dendrogram.Sizes[^1]);
        Assert.Equal(1.0, AdjustedRand.Score([.. Enumerable.Range(0, 20_050).Select(i => i % 5)], [.. model.Labels]), 12);
    }

    [Fact]
    public void Forty_clusters_can_be_read_as_eight_groups()
    {
        Matrix rows = Blobs.Make(2000, 4, 30, seed: 12, spread: 6);
        foreach (int limit in new[] { 20_000, 500 })
        {
            var options = new AgglomerativeOptions { ClusterCount = 40, ExactRowLimit = limit, MicroClusterCount = 200, Seed = 1 };
            AgglomerativeModel model = new Agglomerative(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

            int[] groups = model.GroupsOfClusters(40, 8);

            Assert.Equal(40, groups.Length);
            Assert.Equal(Enumerable.Range(0, 8), groups.Distinct().Order());
            Assert.Equal(model.CutAt(8), model.Labels.Select(label => groups[label]));
            int[] ofLeaves = model.Dendrogram.GroupsOfClusters(40, 8);
            Assert.Equal(model.Dendrogram.CutAt(8), model.Dendrogram.CutAt(40).Select(label => ofLeaves[label]));
        }

        AgglomerativeModel small = Fit(rows.View.Rows(0, 50), Linkage.Average, 4);
        Assert.Equal(Enumerable.Range(0, 4), small.GroupsOfClusters(4, 4));
        Assert.Contains("groupCount must be in [1, 4], got 5", Assert.Throws<ArgumentOutOfRangeException>(() => small.GroupsOfClusters(4, 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_in_32_bits_give_nearly_the_same_heights()
    {
        Matrix rows = Blobs.Make(250, 5, 3, seed: 2);
        foreach (bool average in new[] { true, false })
        {
            Leaves leaves = Leaves.OfRows(rows);
            double[][] heights = [.. new[] { 250, 249 }.Select(wideCount =>
            {
                var distances = new CondensedDistances(leaves, wideCount, TestContext.Current.CancellationToken);
                Merge[] merges = NeighbourChain.Run(new CondensedLinkage(distances, leaves.Weights, average), null, TestContext.Current.CancellationToken);
                return merges.Select(merge => merge.Height).Order().ToArray();
            })];

            Assert.NotEqual(heights[0], heights[1]);
            Approx.Equal(heights[0], heights[1], 1e-6 * heights[0][^1], average ? "average" : "complete");
        }
    }

    [Fact]
    public void Confidence_is_one_on_the_own_mean_and_zero_where_another_mean_is_nearer()
    {
        // A chain that single linkage keeps whole, and a cloud beside its end.
        Matrix rows = Matrix.FromRows([[0], [1], [2], [3], [4], [5], [6], [7.5f]]);

        AgglomerativeModel model = Fit(rows, Linkage.Single, 2);

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], model.Labels);
        float[] confidences = model.Confidences(rows);
        Assert.Equal(1f, confidences[3]);
        Assert.Equal(1f, confidences[7]);
        Assert.Equal(0f, confidences[6]);
        Assert.Equal(1 - 2 / 2.5f, confidences[5], 5);
        Assert.All(confidences, confidence => Assert.InRange(confidence, 0f, 1f));
    }

    [Fact]
    public void Confidences_at_another_cut_are_those_of_a_fit_with_that_number()
    {
        Matrix rows = Blobs.Make(60, 3, 4, seed: 3, spread: 2);
        AgglomerativeModel tree = Fit(rows, Linkage.Ward, 1);
        CancellationToken token = TestContext.Current.CancellationToken;

        for (int count = 1; count <= 6; count++) Assert.Equal(Fit(rows, Linkage.Ward, count).Confidences(rows), tree.ConfidencesAt(rows, count, token));
        Assert.Throws<ArgumentException>(() => tree.ConfidencesAt(rows.View.Rows(0, 59), 2, token));
        Assert.Throws<ArgumentException>(() => tree.ConfidencesAt(new Matrix(60, 2), 2, token));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.ConfidencesAt(rows, 61, token));
    }

    [Fact]
    public void Too_few_rows_and_a_cut_out_of_range_are_named()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(new Matrix(3, 2), Linkage.Ward, 4)).Message;
        Assert.Contains("ClusterCount 4 for 3 observations", message, StringComparison.Ordinal);

        AgglomerativeModel model = Fit(Blobs.Make(6, 2, 2, seed: 1), Linkage.Ward, 2);
        Assert.Contains("[1, 6], got 7", Assert.Throws<ArgumentOutOfRangeException>(() => model.CutAt(7)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.CutAt(0));
    }

    private static AgglomerativeModel Fit(MatrixView rows, Linkage linkage, int clusterCount) =>
        new Agglomerative(new AgglomerativeOptions { ClusterCount = clusterCount, Linkage = linkage, Seed = 0 })
            .Fit(rows, cancellationToken: TestContext.Current.CancellationToken);
}
