using Sargam.Learning;
using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

public sealed class KMeansTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Well_separated_clouds_are_recovered()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int clouds = 2 + (int)(seed % 5);
            Matrix rows = Blobs.Make(clouds * 40, 8, clouds, seed, spread: 20);
            KMeansModel model = Fit(rows, clouds, seed);

            int distinctPairs = model.Labels.Select((label, i) => (label, i % clouds)).Distinct().Count();
            Assert.True(model.ClusterCount == clouds && distinctPairs == clouds, $"seed {seed}: {distinctPairs} pairs of cluster and cloud for {clouds} clouds");
        }
    }

    [Fact]
    public void Inertia_never_rises_within_a_restart()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var steps = new List<FitProgress>();
            Matrix rows = Blobs.Make(600, 3, 2, seed, spread: 1);
            KMeansModel model = new KMeans(new KMeansOptions { ClusterCount = 9, RestartCount = 3, Tolerance = 0, Seed = seed })
                .Fit(rows, new Recorder(steps), Token);

            Assert.Equal(3, steps.Select(step => step.Phase).Distinct().Count());
            foreach (IGrouping<string, FitProgress> restart in steps.GroupBy(step => step.Phase))
            {
                double[] inertias = [.. restart.Select(step => step.Objective)];
                for (int i = 1; i < inertias.Length; i++)
                {
                    Assert.True(inertias[i] <= inertias[i - 1] * (1 + 1e-6), $"seed {seed}, {restart.Key}, iteration {i + 1}: {inertias[i]} after {inertias[i - 1]}");
                }
            }

            double least = steps.GroupBy(step => step.Phase).Min(restart => restart.Last().Objective);
            Assert.Equal(least, model.Inertia, least * 1e-5);
        }
    }

    [Fact]
    public void Labels_and_inertia_are_those_of_the_nearest_centroid()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix rows = Blobs.Make(333, 11, 3, seed, spread: 0.5f);
            KMeansModel model = new KMeans(new KMeansOptions { ClusterCount = 6, RestartCount = 1, MaxIterations = 1 + (int)seed, Seed = seed }).Fit(rows, cancellationToken: Token);

            double inertia = 0;
            for (int i = 0; i < rows.RowCount; i++)
            {
                double[] distances = [.. Enumerable.Range(0, model.ClusterCount).Select(c => Squared(rows.Row(i), model.Centroids.Row(c)))];
                Assert.True(distances[model.Labels[i]] <= distances.Min() * (1 + 1e-12), $"seed {seed}: row {i} is nearer to another centroid");
                inertia += distances[model.Labels[i]];
            }

            Assert.Equal(inertia, model.Inertia, inertia * 1e-12);
        }
    }

    [Fact]
    public void A_large_offset_does_not_change_the_clusters()
    {
        // Quarters survive the addition exactly, so nothing but the arithmetic could change the answer.
        var rows = new Matrix(400, 5);
        var moved = new Matrix(400, 5);
        Matrix clouds = Blobs.Make(400, 5, 4, seed: 3, spread: 2);
        for (int i = 0; i < rows.Values.Length; i++)
        {
            rows.Values[i] = MathF.Round(clouds.Values[i] * 4) / 4;
            moved.Values[i] = rows.Values[i] + 2e6f;
        }

        KMeansModel expected = FitFrom(rows, rows.View.SelectRows([4, 5, 6, 7]));
        KMeansModel actual = FitFrom(moved, moved.View.SelectRows([4, 5, 6, 7]));

        int differing = expected.Labels.Zip(actual.Labels).Count(pair => pair.First != pair.Second);
        Assert.True(differing <= 4, $"{differing} of 400 labels differ: only rows between two centroids may, which are rounded to 32 bits");
    }

    [Fact]
    public void The_order_of_columns_does_not_matter_to_a_given_start()
    {
        Matrix rows = Blobs.Make(300, 6, 3, seed: 5, spread: 2);
        KMeansModel expected = FitFrom(rows, rows.View.SelectRows([0, 1, 2]));
        KMeansModel actual = FitFrom(Reversed(rows), Reversed(rows.View.SelectRows([0, 1, 2])));

        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Inertia, actual.Inertia, expected.Inertia * 1e-6);
    }

    [Fact]
    public void Renumbering_the_start_renumbers_the_result_and_nothing_else()
    {
        Matrix rows = Blobs.Make(500, 6, 5, seed: 5, spread: 1);
        int[] renumbered = [3, 0, 4, 1, 2];
        KMeansModel expected = FitFrom(rows, rows.View.SelectRows([10, 11, 12, 13, 14]));
        KMeansModel actual = FitFrom(rows, rows.View.SelectRows([.. renumbered.Select(c => 10 + c)]));

        Assert.Equal(expected.Labels, actual.Labels.Select(label => renumbered[label]));
        Assert.Equal(expected.Inertia, actual.Inertia);
        Assert.Equal(expected.Convergence.IterationCount, actual.Convergence.IterationCount);
    }

    [Fact]
    public void Exact_ties_go_to_the_lower_number()
    {
        var model = new KMeansModel([0, 1], default, Matrix.FromRows([[-1, 0, 0], [1, 0, 0], [1, 0, 0]]), 0);

        Assert.Equal([0, 1, 0], model.Predict(Matrix.FromRows([[0, 5, 5], [1, 0, 0], [0, 0, 0]])));
    }

    [Fact]
    public void Near_ties_are_decided_as_in_64_bits()
    {
        // Points that miss the middle of two far centroids by one unit in the last place of their 32-bit coordinates.
        var model = new KMeansModel([0, 1], default, Matrix.FromRows([[0, 0], [2, 3000]]), 0);
        float middle = 1500;
        var rows = Matrix.FromRows([[1, MathF.BitDecrement(middle)], [1, MathF.BitIncrement(middle)], [1, middle]]);

        Assert.Equal([0, 1, 0], model.Predict(rows));
    }

    [Fact]
    public void Fewer_distinct_rows_than_clusters_give_one_cluster_each()
    {
        Matrix rows = Blobs.Make(3, 4, 1, seed: 2).View.SelectRows([0, 1, 2, 2, 1, 0, 0, 0, 1, 2]);
        KMeansModel model = Fit(rows, 5, seed: 7);

        Assert.Equal(3, model.ClusterCount);
        Assert.Equal(0, model.Inertia);
        Assert.Equal([0, 1, 2], model.Labels.Distinct().Order());
        Assert.Equal(3, model.Labels.Select((label, i) => (label, rows[i, 0])).Distinct().Count());
    }

    [Fact]
    public void More_clusters_than_observations_is_an_error_that_names_both()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(Blobs.Make(5, 2, 1, seed: 1), 6, seed: 1)).Message;
        Assert.Contains("ClusterCount 6 for 5 observations", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_observation_its_own_cluster_has_inertia_zero()
    {
        KMeansModel model = Fit(Blobs.Make(37, 3, 2, seed: 4), 37, seed: 1);

        Assert.Equal(37, model.ClusterCount);
        Assert.Equal(0, model.Inertia);
    }

    [Fact]
    public void Initial_centroids_of_another_shape_are_named()
    {
        string message = Assert.Throws<ArgumentException>(() => FitFrom(Blobs.Make(20, 4, 2, seed: 1), new Matrix(2, 3))).Message;
        Assert.Contains("must be 2 x 4 (ClusterCount x columns), got 2 x 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_iteration_limit_is_reported_not_thrown()
    {
        KMeansModel model = new KMeans(new KMeansOptions { ClusterCount = 9, RestartCount = 1, MaxIterations = 2, Tolerance = 0, Seed = 3 })
            .Fit(Blobs.Make(2000, 3, 1, seed: 1), cancellationToken: Token);

        Assert.False(model.Convergence.Reached);
        Assert.Equal(2, model.Convergence.IterationCount);
    }

    [Fact]
    public void Cancelling_between_iterations_ends_the_fit()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<FitProgress>();
        var cancelAtThird = new Recorder(steps, () => { if (steps.Count == 3) source.Cancel(); });

        Assert.ThrowsAny<OperationCanceledException>(
            () => new KMeans(new KMeansOptions { ClusterCount = 9, Seed = 3 }).Fit(Blobs.Make(2000, 3, 1, seed: 1), cancelAtThird, source.Token));
        Assert.Equal(3, steps.Count);
    }

    [Fact]
    public void More_restarts_never_give_more_inertia()
    {
        Matrix rows = Blobs.Make(800, 4, 6, seed: 12, spread: 1);
        double previous = double.PositiveInfinity;
        foreach (int restarts in new[] { 1, 2, 4, 8 })
        {
            double inertia = new KMeans(new KMeansOptions { ClusterCount = 12, RestartCount = restarts, Seed = 6 }).Fit(rows, cancellationToken: Token).Inertia;
            Assert.True(inertia <= previous, $"{restarts} restarts: {inertia} after {previous}");
            previous = inertia;
        }
    }

    [Fact]
    public void Confidence_is_one_on_a_centroid_and_zero_half_way()
    {
        var model = new KMeansModel([0, 1], default, Matrix.FromRows([[0, 0], [4, 0], [100, 100]]), 0);

        Assert.Equal([1f, 0f, 2f / 3], model.Confidences(Matrix.FromRows([[4, 0], [2, 7], [1, 0]])));
    }

    [Fact]
    public void Confidence_stays_between_zero_and_one()
    {
        Matrix rows = Blobs.Make(500, 5, 3, seed: 9, spread: 1);

        Assert.All(Fit(rows, 7, seed: 2).Confidences(rows), confidence => Assert.InRange(confidence, 0, 1));
        Assert.All(Fit(rows, 1, seed: 2).Confidences(rows), confidence => Assert.Equal(1, confidence));
    }

    [Fact]
    public void A_model_with_a_label_without_centroid_is_refused() =>
        Assert.Contains("labels must be in [0, 2), row 1 has 2", Assert.Throws<ArgumentException>(
            () => new KMeansModel([0, 2], default, new Matrix(2, 3), 0)).Message, StringComparison.Ordinal);

    private static KMeansModel Fit(Matrix rows, int clusterCount, ulong seed) =>
        new KMeans(new KMeansOptions { ClusterCount = clusterCount, Seed = seed }).Fit(rows, cancellationToken: Token);

    private static KMeansModel FitFrom(Matrix rows, Matrix start) =>
        new KMeans(new KMeansOptions { ClusterCount = start.RowCount, Seed = 0 }).Fit(rows, start, cancellationToken: Token);

    private static Matrix Reversed(Matrix rows)
    {
        Matrix reversed = rows.View.ToMatrix();
        for (int i = 0; i < reversed.RowCount; i++) reversed.Row(i).Reverse();
        return reversed;
    }

    private static double Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int p = 0; p < a.Length; p++) sum += ((double)a[p] - b[p]) * ((double)a[p] - b[p]);
        return sum;
    }

    private sealed class Recorder(List<FitProgress> steps, Action? then = null) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            steps.Add(value);
            then?.Invoke();
        }
    }
}
