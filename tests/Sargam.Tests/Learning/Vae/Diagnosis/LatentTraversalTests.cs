using Sargam.Learning.Neural;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using VaeEstimator = Sargam.Learning.Vae.Vae;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Vae.Diagnosis;

public sealed class LatentTraversalTests
{
    [Fact]
    public void Each_active_dimension_is_walked_through_the_mean_in_its_own_deviations()
    {
        // Means 1 and -2 with variances 4 and 1; the third dimension does not move.
        VaePosterior posterior = Posterior([[3, -3, 0.5f], [-1, -1, 0.5f], [3, -1, 0.5f], [-1, -3, 0.5f]], [-2, -1, 0]);
        LatentTraversal traversal = LatentTraversal.Along(Planted3(), posterior, new LatentTraversalOptions { PointCount = 5, Reach = 2 });

        Assert.Equal([-2, -1, 0, 1, 2], traversal.Deviations);
        Assert.Equal([0, 1], traversal.Walks.Select(walk => walk.Dimension));
        LatentWalk first = traversal.Walks[0];
        double deviation = Math.Sqrt(4 + Math.Exp(-2));
        Assert.Equal(deviation, first.Deviation, 1e-6);
        Assert.Equal((4 + 1 + Math.Exp(-2) - 1 + 2) / 2, first.Kl, 1e-6);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(1 + (i - 2) * deviation, first.Latents[i, 0], 1e-5);
            Assert.Equal(-2, first.Latents[i, 1], 1e-6);
            Assert.Equal(0.5, first.Latents[i, 2], 1e-6);
        }
    }

    [Fact]
    public void Decoded_points_change_in_the_columns_of_their_dimension_only()
    {
        VaePosterior posterior = Posterior([[3, -3, 0.5f], [-1, -1, 0.5f], [3, -1, 0.5f], [-1, -3, 0.5f]], [0, 0, 0]);
        LatentTraversal traversal = LatentTraversal.Along(Planted3(), posterior);

        // The decoder gives column 0 = 2 z0, column 1 = -z1.
        foreach (LatentWalk walk in traversal.Walks)
        {
            Matrix decoded = Assert.Single(walk.Decoded);
            for (int i = 1; i < 7; i++)
            {
                float change = decoded[i, walk.Dimension] - decoded[i - 1, walk.Dimension];
                Assert.True(walk.Dimension == 0 ? change > 0 : change < 0, $"dimension {walk.Dimension} point {i} changes by {change}");
                Assert.Equal(decoded[0, 1 - walk.Dimension], decoded[i, 1 - walk.Dimension]);
            }

            Assert.Equal(2 * walk.Latents[6, 0], decoded[6, 0], 1e-5);
            Assert.Equal(-walk.Latents[6, 1], decoded[6, 1], 1e-5);
        }
    }

    [Fact]
    public void Walks_of_a_trained_model_follow_the_planted_factors()
    {
        // Four columns of a strong factor, then three of a weaker one: different eigenvalues, so dimensions align with them.
        var rng = new Rng(3);
        var data = new Matrix(400, 7);
        for (int row = 0; row < 400; row++)
        {
            (double strong, double weak) = (rng.Normal(), rng.Normal());
            for (int column = 0; column < 7; column++) data[row, column] = (float)((column < 4 ? strong : 0.8 * weak) + 0.2 * rng.Normal());
        }

        VaeModel model = new VaeEstimator(new VaeOptions
        {
            Seed = 1,
            Architecture = new MlpArchitecture { HiddenSizes = [] },
            LatentSize = 4,
            EpochCount = 150,
            LearningRate = 1e-2,
            Beta = 0.5,
            BatchSize = 32,
            Patience = 0,
        }).Fit(data);
        LatentTraversal traversal = LatentTraversal.Along(model, model.Encode(data));

        Assert.Equal(2, traversal.Walks.Count);
        Assert.Equal(traversal.Walks.OrderByDescending(walk => walk.Kl), traversal.Walks);
        Assert.Equal(model.KlPerDimension[traversal.Walks[0].Dimension], traversal.Walks[0].Kl, 1e-6);
        int[] leaders = [.. traversal.Walks.Select(walk => Widest(walk.Decoded[0]) < 4 ? 0 : 1)];
        Assert.Equal([0, 1], leaders);
        foreach ((LatentWalk walk, int block) in traversal.Walks.Zip(leaders))
        {
            Matrix decoded = walk.Decoded[0];
            int[] moved = block == 0 ? [0, 1, 2, 3] : [4, 5, 6];
            double[] signs = [.. moved.Select(column => (double)Math.Sign(decoded[6, column] - decoded[0, column]))];
            Assert.Equal(moved.Length, Math.Abs(signs.Sum()));
            foreach (int column in moved)
            {
                for (int i = 1; i < 7; i++) Assert.True((decoded[i, column] - decoded[i - 1, column]) * signs[0] > 0);
            }
        }
    }

    [Fact]
    public void The_nearest_observation_is_never_the_same_twice_in_a_row()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            var mean = new Matrix(2 + rng.NextInt(20), 3);
            rng.Normal(mean.Values);
            LatentTraversal traversal = LatentTraversal.Along(Planted3(), new VaePosterior(mean, new Matrix(mean.RowCount, 3)));
            foreach (LatentWalk walk in traversal.Walks)
            {
                for (int i = 0; i < 7; i++)
                {
                    double[] distances = [.. Enumerable.Range(0, mean.RowCount).Select(row => Distance(mean.Row(row), walk.Latents.Row(i)))];
                    int previous = i > 0 ? walk.NearestRows[i - 1] : -1;
                    Assert.NotEqual(previous, walk.NearestRows[i]);
                    double least = distances.Where((_, row) => row != previous).Min();
                    Assert.True(Math.Abs(least - walk.NearestDistances[i]) < 1e-5, $"seed {seed}");
                    Assert.Equal(least, distances[walk.NearestRows[i]], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void The_nearest_can_be_looked_for_among_other_rows_and_one_row_is_always_nearest()
    {
        VaePosterior posterior = Posterior([[3, -3, 0], [-1, -1, 0], [3, -1, 0], [-1, -3, 0]], [0, 0, 0]);
        LatentTraversal traversal = LatentTraversal.Along(Planted3(), posterior, null, Matrix.FromRows([[1, -2, 4]]).View);

        Assert.All(traversal.Walks, walk => Assert.All(walk.NearestRows, row => Assert.Equal(0, row)));
        Assert.Equal(4, traversal.Walks[0].NearestDistances[3], 1e-5);
    }

    [Fact]
    public void A_collapsed_posterior_has_no_walks()
    {
        Assert.Empty(LatentTraversal.Along(Planted3(), Posterior([[1, 1, 1], [1.05f, 1, 1]], [0, 0, 0])).Walks);
    }

    [Fact]
    public void A_conditional_model_decodes_for_the_class_asked_for()
    {
        Matrix data = Planted.Factors(seed: 4, rowCount: 120, columnCount: 6, factorCount: 2, noise: 0.3);
        int[] classes = [.. Enumerable.Range(0, 120).Select(row => row % 2)];
        for (int row = 0; row < 120; row++) data[row, 0] += 4 * classes[row];
        var joined = new VaeData([new VaeModality(data)], new VaeCondition(classes, 2));
        VaeModel model = new VaeEstimator(new VaeOptions { Seed = 2, LatentSize = 3, EpochCount = 40, Beta = 0.3, BatchSize = 16, LearningRate = 5e-3 }).Fit(joined);
        VaePosterior posterior = model.Encode(joined);
        Matrix zero = LatentTraversal.Along(model, posterior, new LatentTraversalOptions { Class = 0 }).Walks[0].Decoded[0];
        Matrix one = LatentTraversal.Along(model, posterior, new LatentTraversalOptions { Class = 1 }).Walks[0].Decoded[0];

        Assert.True(one[3, 0] - zero[3, 0] > 2, $"{one[3, 0]} against {zero[3, 0]}");
        Assert.Contains("Class", Assert.Throws<ArgumentException>(() => LatentTraversal.Along(model, posterior, new LatentTraversalOptions { Class = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_autoencoder_is_walked_in_the_spread_of_its_codes()
    {
        Matrix data = Planted.Factors(seed: 5, rowCount: 100, columnCount: 6, factorCount: 2, noise: 0.3);
        VaeModel model = new VaeEstimator(new VaeOptions { Seed = 2, LatentSize = 2, EpochCount = 25, IsVariational = false }).Fit(data);
        VaePosterior posterior = model.Encode(data);
        LatentWalk walk = LatentTraversal.Along(model, posterior).Walks[0];
        double[] codes = [.. Enumerable.Range(0, 100).Select(row => (double)posterior.Mean[row, walk.Dimension])];
        double mean = codes.Average();

        Assert.Equal(0, walk.Kl);
        Assert.Equal(Math.Sqrt(codes.Average(code => (code - mean) * (code - mean))), walk.Deviation, 1e-5);
    }

    [Fact]
    public void The_same_bits_at_any_thread_count()
    {
        Matrix data = Planted.Factors(seed: 6, rowCount: 200, columnCount: 12, factorCount: 3, noise: 0.3);
        VaeModel model = new VaeEstimator(new VaeOptions { Seed = 2, LatentSize = 4, EpochCount = 25, Beta = 0.2 }).Fit(data);
        float[][] results = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return (float[])[.. LatentTraversal.Along(model, model.Encode(data)).Walks.SelectMany(
                walk => walk.Decoded[0].Values.ToArray().Concat(walk.NearestDistances.Select(distance => (float)distance)))];
        })];

        Assert.NotEmpty(results[0]);
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Bad_input_and_every_bad_option_are_named()
    {
        VaePosterior posterior = Posterior([[3, -3, 0], [-1, -1, 0]], [0, 0, 0]);
        string message = Assert.Throws<ArgumentException>(
            () => LatentTraversal.Along(Planted3(), posterior, new LatentTraversalOptions { PointCount = 1, Reach = 0, Class = -1 })).Message;

        foreach (string option in new[] { "PointCount", "Reach", "Class" }) Assert.Contains(option, message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LatentTraversal.Along(Planted3(), new VaePosterior(new Matrix(3, 2), new Matrix(3, 2))));
        Assert.Throws<ArgumentException>(() => LatentTraversal.Along(Planted3(), new VaePosterior(new Matrix(0, 3), new Matrix(0, 3))));
        Assert.Throws<ArgumentException>(() => LatentTraversal.Along(Planted3(), new VaePosterior(new Matrix(2, 3), new Matrix(1, 3))));
        Assert.Throws<ArgumentException>(() => LatentTraversal.Along(Planted3(), posterior, null, new Matrix(2, 2).View));
        Assert.Throws<ArgumentException>(() => LatentTraversal.Along(Planted3(), posterior, null, new Matrix(0, 3).View));
        Assert.Throws<OperationCanceledException>(() => LatentTraversal.Along(Planted3(), posterior, null, null, new CancellationToken(canceled: true)));
    }

    /// <summary>Decodes three latent values as (2 z0, -z1).</summary>
    private static VaeTransform Planted3() => VaeTransform.FromParameters(
        new VaeOptions { Seed = 0, Architecture = new MlpArchitecture { HiddenSizes = [] }, LatentSize = 3 }, 2,
        [
            new NamedTensor("mu.weight", [3, 2], new float[6]), new NamedTensor("mu.bias", [3], new float[3]),
            new NamedTensor("logvar.weight", [3, 2], new float[6]), new NamedTensor("logvar.bias", [3], new float[3]),
            new NamedTensor("decoder.0.weight", [2, 3], new float[] { 2, 0, 0, 0, -1, 0 }), new NamedTensor("decoder.0.bias", [2], new float[2]),
        ]);

    private static VaePosterior Posterior(float[][] means, float[] logVariances) =>
        new(Matrix.FromRows(means), Matrix.FromRows([.. means.Select(_ => logVariances)]));

    private static int Widest(Matrix decoded) =>
        Enumerable.Range(0, decoded.ColumnCount).MaxBy(column => Math.Abs(decoded[decoded.RowCount - 1, column] - decoded[0, column]));

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (double)(a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
