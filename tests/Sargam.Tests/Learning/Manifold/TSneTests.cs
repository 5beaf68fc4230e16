using System.Text.Json;
using Sargam.Learning;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Storage;
using Sargam.Tests.TestKit;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Manifold;

public sealed class TSneTests
{
    private const double Perplexity = 30;

    [Theory]
    [InlineData("iris")]
    [InlineData("digits500")]
    public void Neighbourhoods_are_those_computed_exactly(string set)
    {
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        NpyArray expected = Golden.Committed($"learn/{set}/tsne/conditional_P_rows0_99.npy");
        double[] betas = Golden.Committed($"learn/{set}/tsne/conditional_P_beta.npy").Values.ToArray();
        var precisions = new double[observations.RowCount];
        JointProbabilities conditional = JointProbabilities.Conditional(observations, Perplexity, precisions, CancellationToken.None);

        for (int row = 0; row < 100; row++)
        {
            int count = observations.RowCount;
            Approx.Equal(expected.Values.Slice(row * count, count), conditional.Row(row)[..count], 5e-6, $"row {row}");
        }

        for (int i = 0; i < betas.Length; i++) Assert.Equal(betas[i], precisions[i], 2e-5 * betas[i]);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("digits500")]
    public void Joint_probabilities_are_those_of_scikit_learn(string set)
    {
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        ReadOnlySpan<double> condensed = Golden.Committed($"learn/{set}/tsne/joint_P_condensed.npy").Values;
        JointProbabilities joint = JointProbabilities.Of(observations, Perplexity, CancellationToken.None);
        double total = 0;
        for (int i = 0, next = 0; i < joint.Count; i++)
        {
            Assert.Equal(0, joint.Row(i)[i]);
            foreach (float value in joint.Row(i)) total += value;
            Approx.Equal(condensed.Slice(next, joint.Count - 1 - i), joint.Row(i)[(i + 1)..joint.Count], 5e-8, $"row {i}");
            for (int j = i + 1; j < joint.Count; j++) Assert.Equal(joint.Row(i)[j], joint.Row(j)[i]);
            next += joint.Count - 1 - i;
        }

        Assert.Equal(1, total, 1e-5);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("digits500")]
    public void The_divergence_of_a_given_map_is_the_exact_one(string set)
    {
        JsonElement run = Golden.CommittedJson($"learn/{set}/tsne/runs.json").GetProperty("runs")[0];
        Matrix map = Golden.Committed($"learn/{set}/tsne/exact_pca_seed0.npy").ToMatrix();
        TSneForces forces = Place(JointProbabilities.Of(Golden.Committed($"learn/{set}/X.npy").ToMatrix(), Perplexity, CancellationToken.None), map);

        double expected = run.GetProperty("kl_exact_formula").GetDouble();
        Assert.Equal(expected, forces.Divergence(CancellationToken.None), 1e-5 * expected + 1e-6);
    }

    [Theory]
    [InlineData("digits500", TSneMethod.Exact, 0.355, 0.993, 0.988)]
    [InlineData("digits500", TSneMethod.Interpolation, 0.355, 0.993, 0.988)]
    [InlineData("iris", TSneMethod.Exact, 0.135, 0.985, 0.985)]
    [InlineData("iris", TSneMethod.Interpolation, 0.135, 0.985, 0.985)]
    public void Maps_are_as_good_as_those_of_scikit_learn(string set, TSneMethod method, double divergence, double trust5, double trust12)
    {
        Matrix observations = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        JointProbabilities joint = JointProbabilities.Of(observations, Perplexity, CancellationToken.None);
        MatrixView?[] starts = [null, PrincipalPlane(observations)];
        foreach (MatrixView? start in starts)
        {
            TSneModel model = new TSne(new TSneOptions { Seed = 1, Perplexity = Perplexity, Method = method }).Fit(observations, start);
            string how = start is null ? "random start" : "principal plane";
            double reached = Place(joint, model.Embedding).Divergence(CancellationToken.None);

            Assert.True(reached <= divergence, $"{how}: divergence {reached}");

            // Interpolation sums all weights to within some thousandths.
            Assert.True(model.KullbackLeibler >= reached - 2e-3, $"{how}: the model says {model.KullbackLeibler}, not {reached}");
            Assert.Equal(method, model.Method);
            Assert.True(Trustworthiness.Score(observations, model.Embedding, 5) >= trust5, how);
            Assert.True(Trustworthiness.Score(observations, model.Embedding, 12) >= trust12, how);
        }
    }

    [Fact]
    public void The_gradient_matches_finite_differences_of_the_divergence()
    {
        var rng = new Rng(3);
        Matrix observations = RandomMatrix(rng, 19, 4);
        Matrix map = RandomMatrix(rng, 19, 2);
        TSneForces forces = Place(JointProbabilities.Of(observations, 5, CancellationToken.None), map);
        forces.ComputeGradient(1, CancellationToken.None);
        double largest = forces.GradientX.Concat(forces.GradientY).Max(MathF.Abs);
        const float Step = 1 / 64f;
        foreach ((float[] positions, float[] gradient) in new[] { (forces.X, forces.GradientX), (forces.Y, forces.GradientY) })
        {
            for (int i = 0; i < 19; i++)
            {
                float position = positions[i];
                positions[i] = position + Step;
                double above = forces.Divergence(CancellationToken.None);
                positions[i] = position - Step;
                double below = forces.Divergence(CancellationToken.None);
                positions[i] = position;
                Assert.Equal((above - below) / (2 * Step), gradient[i], 2e-3 * largest);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Few_or_equal_or_repeated_observations_give_a_finite_map(int count)
    {
        Matrix different = RandomMatrix(new Rng(1), count, 3);
        var equal = new Matrix(count, 3);
        Matrix repeated = different.View.SelectRows([.. Enumerable.Range(0, count).Select(i => i / 2)]);
        foreach ((Matrix observations, TSneMethod method) in new[] { different, equal, repeated }.SelectMany(set => new[] { (set, TSneMethod.Exact), (set, TSneMethod.Interpolation) }))
        {
            TSneModel model = new TSne(new TSneOptions { Seed = 2, Method = method }).Fit(observations, new Matrix(count, 2).View);
            foreach (float value in model.Place(observations).Values) Assert.True(float.IsFinite(value) && MathF.Abs(value) < 1e6f, $"placed at {value}");
            Assert.Equal(count, model.Embedding.RowCount);
            Assert.Equal(2, model.Embedding.ColumnCount);
            foreach (float value in model.Embedding.Values) Assert.True(float.IsFinite(value) && MathF.Abs(value) < 1e6f, $"{value}");
            Assert.True(double.IsFinite(model.KullbackLeibler) && model.KullbackLeibler >= 0);
        }
    }

    [Theory]
    [InlineData(1e-25f)]
    [InlineData(1e25f)]
    public void The_unit_of_the_data_does_not_matter(float unit)
    {
        Matrix observations = RandomMatrix(new Rng(4), 40, 3);
        Matrix scaled = observations.View.ToMatrix();
        foreach (ref float value in scaled.Values) value *= unit;
        JointProbabilities expected = JointProbabilities.Of(observations, 8, CancellationToken.None);
        JointProbabilities actual = JointProbabilities.Of(scaled, 8, CancellationToken.None);

        for (int i = 0; i < 40; i++) Approx.Equal(Approx.Widen(expected.Row(i)), actual.Row(i), 1e-7, $"row {i}");
    }

    [Fact]
    public void A_perplexity_that_ties_make_unreachable_spreads_evenly_over_the_ties()
    {
        // Six equal points see five neighbours at distance 0, whatever the width; perplexity 2 cannot be had.
        var observations = new Matrix(7, 1);
        observations[6, 0] = 1;
        var precisions = new double[7];
        JointProbabilities conditional = JointProbabilities.Conditional(observations, 2, precisions, CancellationToken.None);

        Approx.Equal([0, 0.2, 0.2, 0.2, 0.2, 0.2, 0], conditional.Row(0)[..7], 1e-6);
        Assert.All(precisions, precision => Assert.True(double.IsFinite(precision)));
    }

    [Fact]
    public void Same_options_and_data_give_the_same_bits_at_any_thread_count()
    {
        Matrix observations = RandomMatrix(new Rng(5), 600, 4);
        float[] Run(int threads, ulong seed)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return new TSne(new TSneOptions { Seed = seed, MaxIterations = 60 }).Fit(observations).Embedding.Values.ToArray();
        }

        Assert.Equal(Run(1, 7), Run(4, 7));
        Assert.NotEqual(Run(1, 7), Run(1, 8));
    }

    [Fact]
    public void Given_positions_are_scaled_not_shared()
    {
        Matrix observations = RandomMatrix(new Rng(6), 30, 3);
        Matrix start = RandomMatrix(new Rng(7), 30, 2);
        float[] before = start.Values.ToArray();
        Matrix wider = start.View.ToMatrix();
        foreach (ref float value in wider.Values) value *= 1024;
        var estimator = new TSne(new TSneOptions { Seed = 1, MaxIterations = 30 });

        Assert.Equal(estimator.Fit(observations, start).Embedding.Values.ToArray(), estimator.Fit(observations, wider).Embedding.Values.ToArray());
        Assert.Equal(before, start.Values.ToArray());
    }

    [Fact]
    public void The_map_is_centred_and_defaults_follow_the_size()
    {
        TSneModel model = new TSne(new TSneOptions { Seed = 1, MaxIterations = 20 }).Fit(RandomMatrix(new Rng(8), 31, 3));

        Assert.Equal(10, model.Perplexity);
        Assert.Equal(50, model.LearningRate);
        Assert.Equal(20, model.Convergence.IterationCount);
        Assert.Equal(0, Enumerable.Range(0, 31).Average(i => (double)model.Embedding[i, 0]), 1e-6);
    }

    [Fact]
    public void Progress_tells_a_falling_divergence()
    {
        var seen = new List<FitProgress>();
        Matrix observations = RandomMatrix(new Rng(9), 60, 3);
        new TSne(new TSneOptions { Seed = 1 }).Fit(observations, progress: new Recorder(seen));

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => 50 * i), seen.Select(step => step.Iteration));
        Assert.Contains(seen, step => step.Phase == "early exaggeration");
        FitProgress[] descent = [.. seen.Where(step => step.Phase == "descent")];
        Assert.True(descent[^1].Objective <= descent[0].Objective);
    }

    [Fact]
    public void Every_bad_option_is_named()
    {
        var options = new TSneOptions { Seed = 0, Perplexity = 0.5, LearningRate = -1, EarlyExaggeration = double.NaN, MaxIterations = 0, Method = (TSneMethod)9 };
        string message = Assert.Throws<ArgumentException>(() => new TSne(options)).Message;

        Assert.All(["Perplexity", "LearningRate", "EarlyExaggeration", "MaxIterations", "Method"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_and_cancellation_is_heard()
    {
        var estimator = new TSne(new TSneOptions { Seed = 0, Perplexity = 30 });
        Assert.Contains("less than the number of observations, 30", Assert.Throws<ArgumentException>(() => estimator.Fit(new Matrix(30, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => estimator.Fit(new Matrix(0, 2)));
        var exact = new TSne(new TSneOptions { Seed = 0, Method = TSneMethod.Exact });
        Assert.Contains("20000", Assert.Throws<ArgumentException>(() => exact.Fit(new Matrix(TSne.MaxObservationCount + 1, 1))).Message, StringComparison.Ordinal);
        var wide = new TSne(new TSneOptions { Seed = 0, Perplexity = 15_000 });
        Assert.Contains("Perplexity is too large", Assert.Throws<ArgumentException>(() => wide.Fit(new Matrix(40_000, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => estimator.Fit(new Matrix(40, 2), new Matrix(40, 3).View));
        Assert.Throws<ArgumentException>(() => estimator.Fit(Matrix.Wrap([.. Enumerable.Repeat(float.NaN, 40)], 40, 1)));
        Assert.Throws<OperationCanceledException>(() => estimator.Fit(new Matrix(40, 2), cancellationToken: new CancellationToken(true)));
    }

    private static TSneForces Place(JointProbabilities probabilities, MatrixView map)
    {
        var forces = new TSneForces(probabilities);
        for (int i = 0; i < map.RowCount; i++) (forces.X[i], forces.Y[i]) = (map[i, 0], map[i, 1]);
        return forces;
    }

    private static Matrix RandomMatrix(Rng rng, int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        rng.Normal(matrix.Values);
        return matrix;
    }

    /// <summary>Scores on the first two principal components, by power iteration with deflation: close enough for a start.</summary>
    private static MatrixView PrincipalPlane(MatrixView observations)
    {
        (int rows, int columns) = (observations.RowCount, observations.ColumnCount);
        var residual = new double[rows, columns];
        for (int c = 0; c < columns; c++)
        {
            double mean = Enumerable.Range(0, rows).Average(r => (double)observations[r, c]);
            for (int r = 0; r < rows; r++) residual[r, c] = observations[r, c] - mean;
        }

        var plane = new Matrix(rows, 2);
        for (int axis = 0; axis < 2; axis++)
        {
            double[] direction = [.. Enumerable.Range(0, columns).Select(c => 1.0 + c % 3)];
            double[] scores = [];
            for (int iteration = 0; iteration < 100; iteration++)
            {
                double length = Math.Sqrt(direction.Sum(value => value * value));
                direction = [.. direction.Select(value => value / length)];
                scores = [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Sum(c => residual[r, c] * direction[c]))];
                direction = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Sum(r => residual[r, c] * scores[r]))];
            }

            double norm = Math.Sqrt(direction.Sum(value => value * value));
            for (int r = 0; r < rows; r++)
            {
                plane[r, axis] = (float)scores[r];
                for (int c = 0; c < columns; c++) residual[r, c] -= scores[r] * direction[c] / norm;
            }
        }

        return plane;
    }

    private sealed class Recorder(List<FitProgress> seen) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => seen.Add(value);
    }
}
