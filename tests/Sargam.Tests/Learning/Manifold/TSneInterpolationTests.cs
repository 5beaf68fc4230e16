using System.Numerics;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Storage;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract

namespace Sargam.Tests.Learning.Manifold;

/// <summary>The grid under t-SNE, and what only large maps use. How good the maps are is in <see cref="TSneTests"/>.</summary>
public sealed class TSneInterpolationTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(256)]
    public void Hartley_transforms_are_plain_sums_and_their_own_inverse(int size)
    {
        int rows = 2 * Vector<float>.Count;
        var source = new float[rows * (size + 16)];
        new Rng(1).Normal(source);
        var turned = new float[size * rows];
        var pass = new HartleyPass(size);
        pass.Run(source, size + 16, rows, turned, rows, size, null);
        for (int r = 0; r < rows; r += 3)
        {
            for (int k = 0; k < size; k += 5)
            {
                double sum = 0;
                for (int n = 0; n < size; n++)
                {
                    double angle = 2 * Math.PI * k * n / size;
                    sum += source[r * (size + 16) + n] * (Math.Cos(angle) + Math.Sin(angle));
                }

                Assert.Equal(sum, turned[k * rows + r], 1e-4);
            }
        }

        var upright = new float[rows * size];
        for (int k = 0; k < size; k++)
        {
            for (int r = 0; r < rows; r++) upright[r * size + k] = turned[k * rows + r];
        }

        var back = new float[size * rows];
        pass.Run(upright, size, rows, back, rows, size / 2, null);
        for (int n = 0; n < size; n++)
        {
            // Only the first half is kept.
            for (int r = 0; r < rows; r++) Assert.Equal(n < size / 2 ? source[r * (size + 16) + n] * size : 0, back[n * rows + r], 1e-4 * size);
        }
    }

    [Fact]
    public void Spline_weights_sum_to_one_and_their_slopes_are_derivatives()
    {
        for (float share = 0.01f; share < 1; share += 0.07f)
        {
            float[] values = [.. Enumerable.Range(0, 4).Select(i => SplineWeights.Values(share)[i])];
            Assert.Equal(1, values.Sum(), 1e-6);
            for (int i = 0; i < 4; i++)
            {
                double slope = ((double)SplineWeights.Values(share + 0.01f)[i] - SplineWeights.Values(share - 0.01f)[i]) / 0.02;
                Assert.Equal(slope, SplineWeights.Slopes(share)[i], 2e-4);
            }
        }
    }

    [Theory]
    [InlineData(1e-4, 0.05)] // nearly flat: 32 bits see no more
    [InlineData(1, 0.02)]
    [InlineData(20, 0.03)] // nodes nearly as far apart as they may be
    [InlineData(60, 0.08)] // and so few points that only close pairs count, where the grid sees least
    public void The_potential_is_the_sum_over_all_points(double spread, double tolerance)
    {
        const int Count = 700;
        var rng = new Rng(2);
        var x = new float[Count];
        var y = new float[Count];
        for (int i = 0; i < Count; i++) (x[i], y[i]) = ((float)(spread * rng.Normal()), (float)(spread / 3 * rng.Normal()));
        var grid = new PotentialGrid();
        grid.Update(x, y, CancellationToken.None);
        double slopeError = 0, slopeSize = 0;
        for (int i = 0; i < Count; i++)
        {
            double value = 0, slopeX = 0;
            for (int j = 0; j < Count; j++)
            {
                double dx = x[i] - x[j];
                double weight = 1 / (1 + dx * dx + Math.Pow(y[i] - y[j], 2));
                value += weight;
                slopeX -= 2 * dx * weight * weight;
            }

            (float actual, float actualSlope, _) = grid.At(x[i], y[i]);
            Assert.Equal(value, actual, 0.015 + 0.002 * value);
            slopeError += Math.Pow(slopeX - actualSlope, 2);
            slopeSize += slopeX * slopeX;
        }

        Assert.True(slopeError <= tolerance * tolerance * slopeSize, $"slopes are off by {Math.Sqrt(slopeError / slopeSize)}");
    }

    [Fact]
    public void The_gradient_is_that_of_all_pairs_when_all_are_neighbours()
    {
        const int Count = 90;
        Matrix observations = Blobs.Make(Count, 4, 3, seed: 1, spread: 2);
        NeighborGraph graph = new NearestNeighbors(new NearestNeighborsOptions { NeighborCount = Count - 1, Seed = 1 }).Fit(observations).Graph;
        var grid = new GridForces(NeighborProbabilities.Of(graph, 12, CancellationToken.None));
        var exact = new TSneForces(JointProbabilities.Of(observations, 12, CancellationToken.None));
        var rng = new Rng(5);
        for (int i = 0; i < Count; i++)
        {
            exact.X[i] = grid.X[i] = (float)(10 * rng.Normal());
            exact.Y[i] = grid.Y[i] = (float)(10 * rng.Normal());
        }

        grid.ComputeGradient(1, CancellationToken.None);
        exact.ComputeGradient(1, CancellationToken.None);
        double largest = exact.GradientX.Concat(exact.GradientY).Max(MathF.Abs);
        Approx.Equal(Approx.Widen(exact.GradientX), grid.GradientX, 0.04 * largest, "x");
        Approx.Equal(Approx.Widen(exact.GradientY), grid.GradientY, 0.04 * largest, "y");
        Assert.Equal(1, grid.Divergence(CancellationToken.None) / exact.Divergence(CancellationToken.None), 5e-3);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("digits500")]
    public void Probabilities_of_neighbours_are_those_of_scikit_learn(string set)
    {
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        NpyArray places = Golden.Shared($"learn/{set}/tsne/joint_P_knn91_rows_cols.npy");
        ReadOnlySpan<double> expected = Golden.Shared($"learn/{set}/tsne/joint_P_knn91_values.npy").Values;
        NeighborGraph graph = new NearestNeighbors(new NearestNeighborsOptions { NeighborCount = NeighborProbabilities.NeighborsFor(30), Seed = 1 }).Fit(observations).Graph;
        var actual = NeighborProbabilities.Of(graph, 30, CancellationToken.None);

        Assert.Equal(91, graph.NeighborCount);
        var found = new Dictionary<(int, int), float>();
        for (int i = 0; i < actual.Count; i++)
        {
            for (int e = actual.Starts[i]; e < actual.Starts[i + 1]; e++) found.Add((i, actual.Columns[e]), actual.Values[e]);
        }

        Assert.Equal(1, found.Values.Sum(value => (double)value), 1e-5);
        int differing = 0;
        for (int e = 0; e < expected.Length; e++)
        {
            bool known = found.TryGetValue(((int)places.Values[2 * e], (int)places.Values[2 * e + 1]), out float value);
            if (!known || Math.Abs(value - expected[e]) > 5e-8) differing++;
        }

        // Which of equally far rows is the last neighbour is anybody's choice; a pair that one of the two does not know has half.
        Assert.True(differing <= expected.Length / 200, $"{differing} of {expected.Length} differ");
    }

    [Theory]
    [InlineData(TSneMethod.Exact)]
    [InlineData(TSneMethod.Interpolation)]
    public void Placed_rows_lie_where_their_like_lies_and_move_nothing(TSneMethod method)
    {
        Matrix rows = Blobs.Make(900, 8, 3, seed: 1, spread: 3);
        Matrix others = Blobs.Make(1200, 8, 3, seed: 1, spread: 3).View.Rows(900, 300).ToMatrix();
        TSneModel model = new TSne(new TSneOptions { Seed = 3, Method = method, MaxIterations = 400 }).Fit(rows);
        float[] before = model.Embedding.Values.ToArray();
        Matrix placed = model.Place(others);

        Assert.Equal(before, model.Embedding.Values.ToArray());
        Assert.Equal((300, 2), (placed.RowCount, placed.ColumnCount));
        for (int i = 0; i < placed.RowCount; i++)
        {
            int nearest = Enumerable.Range(0, 900).MinBy(
                j => Math.Pow(model.Embedding[j, 0] - placed[i, 0], 2) + Math.Pow(model.Embedding[j, 1] - placed[i, 1], 2));
            Assert.True(nearest % 3 == i % 3, $"row {i} lies beside {nearest}");
        }

        foreach (int i in new[] { 0, 63, 64, 299 }) Assert.Equal(placed.Row(i).ToArray(), model.Place(others.View.Rows(i, 1)).Row(0).ToArray());
        Assert.Contains("8 columns, got 7", Assert.Throws<ArgumentException>(() => model.Place(new Matrix(1, 7))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fitted_row_placed_again_comes_to_lie_beside_itself()
    {
        Matrix rows = Golden.Committed("learn/digits500/X.npy").ToMatrix();
        TSneModel model = new TSne(new TSneOptions { Seed = 1 }).Fit(rows);
        Matrix placed = model.Place(rows);
        double[] away = [.. Enumerable.Range(0, rows.RowCount).Select(i =>
            Math.Sqrt(Math.Pow(model.Embedding[i, 0] - placed[i, 0], 2) + Math.Pow(model.Embedding[i, 1] - placed[i, 1], 2))).Order()];

        // The map is some eighty wide.
        Assert.True(away[250] < 1.5, $"half of the rows are {away[250]} away");
        Assert.True(away[475] < 6, $"one in twenty is {away[475]} away");
    }

    [Fact]
    public void Same_options_and_data_give_the_same_bits_at_any_thread_count()
    {
        // Enough rows for several partial grids.
        Matrix rows = Blobs.Make(17_000, 3, 5, seed: 5, spread: 3);
        float[] Run(int threads)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            TSneModel model = new TSne(new TSneOptions { Seed = 7, Perplexity = 5, MaxIterations = 12 }).Fit(rows);
            Assert.Equal(TSneMethod.Interpolation, model.Method);
            return [.. model.Embedding.Values, .. model.Place(rows.View.Rows(0, 200)).Values];
        }

        float[] expected = Run(1);
        Assert.Equal(expected, Run(2));
        Assert.Equal(expected, Run(3));
    }

    [Fact]
    public void Auto_is_exact_for_few_rows()
    {
        var estimator = new TSne(new TSneOptions { Seed = 1, MaxIterations = 1 });
        Assert.Equal(TSneMethod.Exact, estimator.Fit(Blobs.Make(100, 3, 2, seed: 1)).Method);
        Assert.Equal(TSneMethod.Interpolation, estimator.Fit(Blobs.Make(TSne.MaxAutoExactRowCount + 1, 3, 2, seed: 1)).Method);
    }
}
