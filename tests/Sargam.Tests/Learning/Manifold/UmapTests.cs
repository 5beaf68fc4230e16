using System.Text.Json;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.Metrics;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract

namespace Sargam.Tests.Learning.Manifold;

public sealed class UmapTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void The_curve_is_that_of_umap_learn(double minDistance)
    {
        JsonElement expected = Golden.CommittedJson("learn/umap_ab.json").GetProperty($"spread1.0_min_dist{minDistance:0.0#}");
        var curve = MapCurve.Fit(minDistance, 1);

        Assert.Equal(1, curve.A / expected[0].GetDouble(), 1e-4);
        Assert.Equal(1, curve.B / expected[1].GetDouble(), 1e-4);
    }

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(40, 400)]
    public void The_curve_scales_with_the_spread(double minDistance, double spread)
    {
        var unit = MapCurve.Fit(minDistance / spread, 1);
        var curve = MapCurve.Fit(minDistance, spread);

        Assert.Equal(unit.B, curve.B, 1e-9);
        Assert.Equal(unit.A * Math.Pow(1.7, 2 * unit.B), curve.A * Math.Pow(1.7 * spread, 2 * curve.B), 1e-6);
    }

    [Fact]
    public void The_tables_of_forces_follow_the_formulas()
    {
        foreach (double minDistance in new[] { 0, 0.1, 0.99 })
        {
            var curve = MapCurve.Fit(minDistance, 1);
            var forces = new MapForces(curve);
            for (double d = 1e-10; d < 1e10; d *= 1.37)
            {
                double squared = (float)d;
                double near = 1 + curve.A * Math.Pow(squared, curve.B);
                Assert.Equal(1, forces.Pull((float)d) / (-2 * curve.A * curve.B * Math.Pow(squared, curve.B - 1) / near), 1.5e-3);
                Assert.Equal(1, forces.Push((float)d) / (2 * curve.B / ((0.001 + squared) * near)), 1.5e-3);
            }

            Assert.True(float.IsFinite(forces.Pull(0)) && float.IsFinite(forces.Push(0)) && float.IsFinite(forces.Push(float.MaxValue)));
        }
    }

    [Fact]
    public void The_graph_of_neighbours_is_that_of_umap_learn()
    {
        FuzzyGraph graph = Graph("blobs_b");
        ReadOnlySpan<double> entries = Golden.Committed("learn/blobs_b/umap/fuzzy_rows_cols.npy").Values;
        Approx.Equal(Golden.Committed("learn/blobs_b/umap/fuzzy_values.npy").Values, graph.Weights, 1e-4, "weights");
        for (int i = 0; i < graph.Count; i++)
        {
            for (int e = graph.Starts[i]; e < graph.Starts[i + 1]; e++) Assert.Equal((i, graph.Columns[e]), ((int)entries[2 * e], (int)entries[2 * e + 1]));
        }

        double[] sigmas = [.. graph.Scales.Select(scale => scale.Sigma)];
        double[] rhos = [.. graph.Scales.Select(scale => scale.Rho)];
        Approx.Equal(Golden.Committed("learn/blobs_b/umap/sigmas.npy").Values, sigmas, 1e-4, "sigmas");
        Approx.Equal(Golden.Committed("learn/blobs_b/umap/rhos.npy").Values, rhos, 1e-4, "rhos");
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("digits500")]
    public void With_tied_neighbours_the_total_weight_is_that_of_umap_learn(string set)
    {
        double expected = 0;
        foreach (double weight in Golden.Committed($"learn/{set}/umap/fuzzy_values.npy").Values) expected += weight;

        Assert.Equal(1, Graph(set).Weights.Sum(weight => (double)weight) / expected, 1e-3);
    }

    [Theory]
    [InlineData("digits500", 0.980)]
    [InlineData("iris", 0.970)]
    [InlineData("blobs_b", 0.935)]
    public void Maps_are_about_as_good_as_those_of_umap_learn(string set, double trust)
    {
        Matrix rows = Rows(set);
        for (ulong seed = 0; seed < 2; seed++)
        {
            UmapModel model = new Umap(new UmapOptions { Seed = seed }).Fit(rows);
            double? score = Trustworthiness.Score(rows, model.Embedding, 15);

            Assert.True(score >= trust, $"{set}, seed {seed}, {model.Start} start: {score}");
            Assert.Equal(500, model.EpochCount);
        }
    }

    [Fact]
    public void The_spectral_start_has_the_eigenvalues_of_the_whole_matrix()
    {
        FuzzyGraph graph = Graph("digits500");
        Matrix start = SpectralStart.Of(graph, 3, new Rng(1), CancellationToken.None)!;
        double[] matrix = Normalised(graph);
        double[] expected = SymmetricEigen.Eigenvalues(matrix, graph.Count);
        for (int c = 0; c < 3; c++)
        {
            double product = 0, norm = 0;
            for (int i = 0; i < graph.Count; i++)
            {
                norm += (double)start[i, c] * start[i, c];
                for (int j = 0; j < graph.Count; j++) product += matrix[i * graph.Count + j] * start[i, c] * start[j, c];
            }

            Assert.Equal(expected[c + 1], product / norm, 1e-4);
        }
    }

    [Fact]
    public void Placed_rows_lie_where_their_like_lies_and_move_nothing()
    {
        Matrix rows = Blobs.Make(900, 8, 3, seed: 1, spread: 10);
        Matrix others = Blobs.Make(906, 8, 3, seed: 1, spread: 10);
        UmapModel model = new Umap(new UmapOptions { Seed = 3, EpochCount = 120 }).Fit(rows);
        float[] before = model.Embedding.Values.ToArray();
        Matrix placed = model.Place(others);

        Assert.Equal(before, model.Embedding.Values.ToArray());
        Assert.Equal((906, 2), (placed.RowCount, placed.ColumnCount));
        for (int i = 0; i < placed.RowCount; i++)
        {
            int nearest = Enumerable.Range(0, 900).MinBy(
                j => Math.Pow(model.Embedding[j, 0] - placed[i, 0], 2) + Math.Pow(model.Embedding[j, 1] - placed[i, 1], 2));
            Assert.True(nearest % 3 == i % 3, $"row {i} lies beside {nearest}");
        }

        foreach (int i in new[] { 0, 63, 64, 905 }) Assert.Equal(placed.Row(i).ToArray(), model.Place(others.View.Rows(i, 1)).Row(0).ToArray());
        Assert.Contains("8 columns, got 7", Assert.Throws<ArgumentException>(() => model.Place(new Matrix(1, 7))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_touch_start_from_principal_components_and_stay_apart()
    {
        Matrix rows = Blobs.Make(300, 5, 3, seed: 1, spread: 30);
        UmapModel model = new Umap(new UmapOptions { Seed = 1 }).Fit(rows);
        int[] truth = [.. Enumerable.Range(0, 300).Select(i => i % 3)];

        Assert.Equal(UmapStart.PrincipalComponents, model.Start);
        Assert.True(Silhouette.Mean(model.Embedding, truth) > 0.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40)]
    public void Few_equal_or_repeated_rows_give_a_finite_map(int count)
    {
        Matrix different = Blobs.Make(count, 3, 1, seed: 1);
        var equal = new Matrix(count, 3);
        Matrix repeated = different.View.SelectRows([.. Enumerable.Range(0, count).Select(i => i / 20)]);
        foreach (Matrix rows in new[] { different, equal, repeated })
        {
            foreach ((int components, int neighbors) in new[] { (1, 2), (2, 15), (5, 15) })
            {
                UmapModel model = new Umap(new UmapOptions { Seed = 2, ComponentCount = components, NeighborCount = neighbors, EpochCount = 60 }).Fit(rows);
                Assert.Equal(Math.Min(neighbors, count), model.NeighborCount);
                Assert.Equal((count, components), (model.Embedding.RowCount, model.Embedding.ColumnCount));
                foreach (float value in model.Embedding.Values) Assert.True(float.IsFinite(value) && MathF.Abs(value) < 1e4f, $"{value}");
                foreach (float value in model.Place(rows).Values) Assert.True(float.IsFinite(value), $"{value}");
            }
        }
    }

    [Fact]
    public void Same_options_and_data_give_the_same_bits_at_any_thread_count()
    {
        Matrix rows = Blobs.Make(1200, 6, 4, seed: 5, spread: 1);
        Assert.Equal(Run(1, 7), Run(2, 7));
        Assert.Equal(Run(1, 7), Run(3, 7));
        Assert.NotEqual(Run(1, 7), Run(1, 8));

        float[] Run(int threads, ulong seed)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            UmapModel model = new Umap(new UmapOptions { Seed = seed, EpochCount = 40 }).Fit(rows);
            Assert.Equal(UmapStart.Spectral, model.Start);
            return [.. model.Embedding.Values, .. model.Place(rows.View.Rows(0, 200)).Values];
        }
    }

    private static Matrix Rows(string set) => Golden.Committed($"learn/{set}/X.npy").ToMatrix();

    private static FuzzyGraph Graph(string set) =>
        FuzzyGraph.Of(new NearestNeighbors(new NearestNeighborsOptions { Seed = 1, NeighborCount = 14 }).Fit(Rows(set)).Graph, CancellationToken.None);

    private static double[] Normalised(FuzzyGraph graph)
    {
        int count = graph.Count;
        double[] degrees = [.. Enumerable.Range(0, count).Select(i => graph.Weights[graph.Starts[i]..graph.Starts[i + 1]].Sum(weight => (double)weight))];
        var matrix = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int e = graph.Starts[i]; e < graph.Starts[i + 1]; e++)
            {
                matrix[i * count + graph.Columns[e]] = graph.Weights[e] / Math.Sqrt(degrees[i] * degrees[graph.Columns[e]]);
            }
        }

        return matrix;
    }
}
