using Sargam.Learning.Hdbscan;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class HdbscanTests
{
    [Fact]
    public void Edges_are_those_of_the_definition()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            Matrix rows = Blobs.Make(40 + 13 * (int)seed, 2 + (int)seed % 4, 3, seed);
            int minPoints = 1 + (int)seed;

            HdbscanModel model = Fit(rows, new HdbscanOptions { MinPoints = minPoints, Seed = seed });

            double[] expected = SpanningTreeLengths(rows, minPoints);
            Approx.Equal(expected, [.. model.Dendrogram.Heights], 1e-12 * expected[^1], $"seed {seed}");
            Assert.True(model.IsExact);
        }
    }

    [Theory]
    [InlineData(ClusterSelection.Eom)]
    [InlineData(ClusterSelection.Leaf)]
    public void Clouds_of_unequal_density_are_found_and_scattered_rows_are_noise(ClusterSelection selection)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            (Matrix rows, int[] truth) = UnequalClouds(600, seed);

            HdbscanModel model = Fit(rows, new HdbscanOptions { MinClusterSize = 40, MinPoints = 10, ClusterSelection = selection, Seed = 1 });

            string what = $"seed {seed}: {model.ClusterCount} clusters, coverage {model.Coverage}";
            Assert.True(model.ClusterCount == 3, what);
            Assert.True(AdjustedRand.Score(truth, [.. model.Labels]) > (selection == ClusterSelection.Eom ? 0.9 : 0.5), what);
            Assert.All(model.Labels.Zip(model.Probabilities), pair => Assert.Equal(pair.First < 0, pair.Second == 0));
            for (int cluster = 0; cluster < 3; cluster++)
            {
                Assert.Contains(Enumerable.Range(0, 600), i => model.Labels[i] == cluster && model.Probabilities[i] == 1);
            }
        }
    }

    [Fact]
    public void Scaling_by_a_power_of_two_changes_nothing_but_the_scale()
    {
        (Matrix rows, _) = UnequalClouds(300, 3);
        HdbscanModel expected = Fit(rows, new HdbscanOptions { Seed = 1 });
        foreach (int exponent in new[] { -90, 60, 110 })
        {
            Matrix scaled = rows.View.ToMatrix();
            foreach (ref float value in scaled.Values) value = MathF.ScaleB(value, exponent);

            HdbscanModel actual = Fit(scaled, new HdbscanOptions { Seed = 1 });

            Assert.Equal(expected.Labels, actual.Labels);
            Assert.Equal(expected.Dendrogram.Heights, actual.Dendrogram.Heights.Select(height => Math.ScaleB(height, -exponent)));
        }
    }

    [Fact]
    public void What_cannot_be_clusters_is_noise_unless_one_cluster_is_allowed()
    {
        HdbscanOptions two = new() { Seed = 1 };
        HdbscanOptions one = two with { AllowSingleCluster = true };
        Assert.Equal([-1], Fit(new Matrix(1, 2), two).Labels);
        Assert.Equal([-1, -1], Fit(Matrix.FromRows([[0], [1]]), two).Labels);
        Assert.All(Fit(new Matrix(30, 2), two).Labels, label => Assert.Equal(-1, label));
        Assert.All(Fit(new Matrix(30, 2), one).Labels, label => Assert.Equal(0, label));
        Assert.All(Fit(new Matrix(30, 2), one).Probabilities, value => Assert.Equal(1, value));

        HdbscanModel apart = Fit(Blobs.Make(30, 20, 1, seed: 2), two with { MinClusterSize = 20 });
        Assert.Equal((0, 30, 0.0), (apart.ClusterCount, apart.NoiseCount, apart.Coverage));
        Assert.Empty(apart.Persistences);
    }

    [Fact]
    public void Groups_of_equal_rows_are_clusters_of_their_own()
    {
        Matrix rows = Matrix.FromRows([[0, 0], [1, 0], [10, 0]]).View.SelectRows([.. Enumerable.Range(0, 60).Select(i => i % 3)]);

        HdbscanModel model = Fit(rows, new HdbscanOptions { Seed = 1 });

        Assert.Equal(3, model.ClusterCount);
        Assert.Equal(1, AdjustedRand.Score([.. Enumerable.Range(0, 60).Select(i => i % 3)], [.. model.Labels]), 12);
        Assert.All(model.Probabilities, value => Assert.Equal(1, value));
    }

    [Fact]
    public void Epsilon_joins_what_parted_at_a_smaller_distance()
    {
        // Two pairs of clouds: 6 apart within a pair, 100 between the pairs.
        Matrix rows = Blobs.Make(400, 2, 1, seed: 9, spread: 0);
        for (int i = 0; i < 400; i++) rows[i, 0] += 9 * (i % 2) + 100 * (i / 2 % 2);
        var options = new HdbscanOptions { MinClusterSize = 30, MinPoints = 5, ClusterSelection = ClusterSelection.Leaf, Seed = 1 };

        Assert.True(Fit(rows, options).ClusterCount >= 4);
        HdbscanModel joined = Fit(rows, options with { ClusterSelectionEpsilon = 20 });

        Assert.Equal(2, joined.ClusterCount);
        Assert.Equal(1, AdjustedRand.Score([.. Enumerable.Range(0, 400).Select(i => i / 2 % 2)], [.. joined.Labels]), 12);
        HdbscanModel all = Fit(rows, options with { ClusterSelectionEpsilon = 1000, AllowSingleCluster = true });
        Assert.Equal((1, 1.0), (all.ClusterCount, all.Coverage));
        Assert.Equal(2, Fit(rows, options with { ClusterSelectionEpsilon = 1000 }).ClusterCount);
    }

    [Fact]
    public void The_neighbour_graph_gives_nearly_what_all_pairs_give_and_says_that_it_was_used()
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            (Matrix rows, int[] truth) = UnequalClouds(3000, seed);
            var options = new HdbscanOptions { MinClusterSize = 60, MinPoints = 10, Seed = seed };

            HdbscanModel exact = Fit(rows, options);
            HdbscanModel graph = Fit(rows, options with { ExactRowLimit = 1000 });

            Assert.False(graph.IsExact);
            Assert.InRange(graph.NeighborRecall, 0.9, 1);
            Assert.True(AdjustedRand.Score([.. exact.Labels], [.. graph.Labels]) > 0.95, $"seed {seed}: {graph.ClusterCount} and {exact.ClusterCount} clusters");
            Assert.True(AdjustedRand.Score(truth, [.. graph.Labels]) > 0.9, $"seed {seed}");
        }
    }

    [Fact]
    public void Parts_that_no_neighbour_connects_are_joined()
    {
        Matrix rows = Blobs.Make(2000, 3, 8, seed: 5, spread: 1000);

        HdbscanModel model = Fit(rows, new HdbscanOptions { MinClusterSize = 50, ExactRowLimit = 500, Seed = 1 });

        Assert.Equal(8, model.JoinedComponentCount);
        Assert.Equal(2000, model.Dendrogram.Sizes[^1]);
        Assert.Equal(8, model.ClusterCount);
        Assert.Equal(1, AdjustedRand.Score([.. Enumerable.Range(0, 2000).Select(i => i % 8)], [.. model.Labels]), 2);

        // The longest edges are the joins: never shorter than the truth, which comparing all pairs tells.
        HdbscanModel exact = Fit(rows, new HdbscanOptions { MinClusterSize = 50, Seed = 1 });
        for (int e = 1; e < 8; e++) Assert.InRange(model.Dendrogram.Heights[^e], exact.Dendrogram.Heights[^e] * (1 - 1e-12), exact.Dendrogram.Heights[^e] * 1.05);
    }

    private static HdbscanModel Fit(MatrixView rows, HdbscanOptions options) =>
        new Hdbscan(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Clouds with standard deviations 1, 2 and 4, a tenth of the rows scattered over the box around them.</summary>
    private static (Matrix Rows, int[] Truth) UnequalClouds(int rowCount, ulong seed)
    {
        float[][] centres = [[0, 0], [25, 0], [10, 40]];
        var rng = new Rng(seed);
        var rows = new Matrix(rowCount, 2);
        var truth = new int[rowCount];
        for (int i = 0; i < rowCount; i++)
        {
            int cloud = truth[i] = i % 10 == 9 ? -1 : i % 3;
            for (int p = 0; p < 2; p++) rows[i, p] = (float)(cloud < 0 ? rng.Uniform(-60, 90) : centres[cloud][p] + (1 << cloud) * rng.Normal());
        }

        return (rows, truth);
    }

    private static double[] SpanningTreeLengths(Matrix rows, int minPoints)
    {
        int n = rows.RowCount;
        double[] cores = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => DbscanOracle.Distance(rows, i, j)).Order().ElementAt(minPoints))];
        var inside = new HashSet<int> { 0 };
        var lengths = new List<double>();
        while (inside.Count < n)
        {
            (double length, int next) = Enumerable.Range(0, n).Where(j => !inside.Contains(j))
                .Select(j => (inside.Min(i => Math.Max(DbscanOracle.Distance(rows, i, j), Math.Max(cores[i], cores[j]))), j)).Min();
            lengths.Add(length);
            inside.Add(next);
        }

        return [.. lengths.Order()];
    }
}
