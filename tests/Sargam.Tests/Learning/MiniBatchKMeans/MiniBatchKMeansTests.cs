using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Learning.MiniBatchKMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract suite

namespace Sargam.Tests.Learning;

public sealed class MiniBatchKMeansTests
{
    [Fact]
    public void Clear_clouds_are_found()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix rows = Blobs.Make(5000, 6, 5, seed, spread: 12);
            KMeansModel model = Fit(rows, new MiniBatchKMeansOptions { ClusterCount = 5, Seed = seed });

            double agreement = AdjustedRand.Score([.. Enumerable.Range(0, 5000).Select(i => i % 5)], model.Labels);
            Assert.True(agreement > 0.99, $"seed {seed}: {agreement}");
            Assert.True(model.Convergence.Reached && model.Convergence.IterationCount > 1);
        }
    }

    [Fact]
    public void The_inertia_is_little_above_that_of_all_observations_at_once()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            Matrix rows = Blobs.Make(6000, 8, 12, seed, spread: 1);
            double whole = new KMeans(new KMeansOptions { ClusterCount = 12, RestartCount = 3, Seed = seed }).Fit(rows).Inertia;
            KMeansModel model = Fit(rows, new MiniBatchKMeansOptions { ClusterCount = 12, Seed = seed });

            Assert.InRange(model.Inertia / whole, 0.99, 1.1);
            double sum = 0;
            for (int i = 0; i < rows.RowCount; i++)
            {
                for (int j = 0; j < 8; j++) sum += Math.Pow(rows[i, j] - model.Centroids.Row(model.Labels[i])[j], 2);
            }

            Assert.Equal(sum, model.Inertia, 1e-6 * sum);
        }
    }

    [Fact]
    public void A_batch_of_everything_and_a_tolerance_end_the_fit_too()
    {
        Matrix rows = Blobs.Make(300, 3, 3, seed: 4, spread: 10);
        KMeansModel tolerant = Fit(rows, new MiniBatchKMeansOptions { ClusterCount = 3, BatchSize = 9999, Tolerance = 1e6, Seed = 1 });
        KMeansModel limited = Fit(rows, new MiniBatchKMeansOptions { ClusterCount = 3, BatchSize = 100, MaxEpochs = 1, Patience = 1000, Seed = 1 });

        Assert.Equal((true, 2), (tolerant.Convergence.Reached, tolerant.Convergence.IterationCount));
        Assert.Equal((false, 3), (limited.Convergence.Reached, limited.Convergence.IterationCount));
    }

    [Fact]
    public void A_centroid_that_draws_nothing_is_moved_unless_told_otherwise()
    {
        Matrix rows = Blobs.Make(2000, 2, 2, seed: 3, spread: 10);
        double[] Run(double ratio)
        {
            ColumnStatistics statistics = ColumnStatistics.Of(rows, TestContext.Current.CancellationToken);
            var frame = Frame.Around(statistics.Mean, statistics.Variance.Sum());
            var options = new MiniBatchKMeansOptions { ClusterCount = 3, ReassignmentRatio = ratio, Seed = 1 };
            var steps = new BatchSteps(options, rows, frame, [rows[0, 0], rows[0, 1], rows[1, 0], rows[1, 1], 1e4, 1e4], 500, 0);
            steps.Run(new Rng(5), null, default);
            return steps.Centroids;
        }

        Assert.True(Run(0.01).All(value => Math.Abs(value) < 100));
        Assert.Equal([1e4, 1e4], Run(0)[4..]);
    }

    [Fact]
    public void More_clusters_than_rows_are_refused_and_progress_is_told()
    {
        Matrix rows = Blobs.Make(5, 2, 1, seed: 1);
        Assert.Contains("ClusterCount 8 for 5 observations", Assert.Throws<ArgumentException>(() => Fit(rows, new MiniBatchKMeansOptions { Seed = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal(5, Fit(rows, new MiniBatchKMeansOptions { ClusterCount = 5, Seed = 1 }).Labels.Count);
    }

    private static KMeansModel Fit(Matrix rows, MiniBatchKMeansOptions options) => new MiniBatchKMeans(options).Fit(rows);
}
