using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class BlockBootstrapTests
{
    [Fact]
    public void A_mean_over_one_clustering_is_that_clustering_and_a_difference_of_means_is_paired()
    {
        var rng = new Rng(5);
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        int[][] clusterings = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 60).Select(_ => rng.NextInt(3)).ToArray())];
        BlockBootstrap bootstrap = BlockBootstrap.Run(classes, clusterings, MutualInformation.Adjusted, 1, 100, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(bootstrap.Interval(2), bootstrap.Interval([2]));
        Assert.Equal(bootstrap.Difference(0, 3), bootstrap.Difference([0], [3]));
        Assert.Equal((bootstrap.Observed[0] + bootstrap.Observed[1]) / 2, bootstrap.Interval([0, 1])!.Observed, 12);
        ScoreInterval nothing = bootstrap.Difference([0, 1], [1, 0])!;
        Assert.Equal(0, nothing.Lower95, 12);
        Assert.Equal(0, nothing.Upper95, 12);
    }

    [Fact]
    public void Resampled_tables_are_those_of_the_resampled_labels()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var rng = new Rng(seed);
            int n = 1 + rng.NextInt(60);
            int[] classes = RandomLabels(rng, n, 4);
            int[] clusters = [.. RandomLabels(rng, n, 5).Select(label => label - 1)];
            int[] blocks = RandomLabels(rng, n, 9);
            var blockLabels = new LabelEncoding(blocks);
            var parts = new BlockResampling(
                ContingencyTable.FromLabels(classes, clusters), new LabelEncoding(classes), new LabelEncoding(clusters), blockLabels);
            var weights = new int[blockLabels.Count];
            BlockResampling.Draw(rng, weights);

            Assert.Equal(blockLabels.Count, weights.Sum());
            int[] rows = [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Repeat(i, weights[blockLabels.Indices[i]]))];
            ContingencyTable expected = ContingencyTable.FromLabels([.. rows.Select(i => classes[i])], [.. rows.Select(i => clusters[i])]);
            ContingencyTable actual = parts.Table(weights);
            Assert.True(expected.Cells.SequenceEqual(actual.Cells), $"seed {seed}");
            Assert.Equal(expected.ClassLabels, actual.ClassLabels);
            Assert.Equal(expected.ClusterLabels, actual.ClusterLabels);
            Assert.Equal(expected.ClassTotals, actual.ClassTotals);
            Assert.Equal(expected.ClusterTotals, actual.ClusterTotals);
            Assert.Equal(expected.ObservationCount, actual.ObservationCount);
        }
    }

    [Fact]
    public void Random_labels_have_an_interval_around_0_though_resamples_agree_better()
    {
        int covered = 0;
        int plainCovered = 0;
        const int Trials = 60;
        for (ulong seed = 0; seed < Trials; seed++)
        {
            var rng = new Rng(seed);
            ScoreInterval interval = One(RandomLabels(rng, 100, 5), RandomLabels(rng, 100, 5), seed, null);
            Assert.True(interval.Bias > 0.01, $"seed {seed}: {interval}");
            if (!interval.ExcludesZero) covered++;
            if (interval.Lower95 + interval.Bias <= 0) plainCovered++;
        }

        Assert.True(covered >= 0.85 * Trials, $"{covered} of {Trials}");
        Assert.True(plainCovered < 0.7 * Trials, $"plain percentiles: {plainCovered} of {Trials}");
    }

    [Fact]
    public void Tracks_of_one_artist_are_no_independent_evidence()
    {
        // Ten tracks of an artist share class and cluster: single tracks pretend to ten times the evidence.
        var rng = new Rng(3);
        int[] artist = [.. Enumerable.Range(0, 400).Select(i => i / 10)];
        int[] genre = RandomLabels(rng, 40, 3);
        int[] home = [.. genre.Select(label => rng.NextInt(3) == 0 ? rng.NextInt(3) : label)];
        int[] classes = [.. artist.Select(a => genre[a])];
        int[] clusters = [.. artist.Select(a => home[a])];
        ScoreInterval tracks = One(classes, clusters, 1, null);
        ScoreInterval artists = One(classes, clusters, 1, artist);

        Assert.Equal(40, artists.BlockCount);
        Assert.Equal(tracks.Observed, artists.Observed);
        Assert.InRange((artists.Upper95 - artists.Lower95) / (tracks.Upper95 - tracks.Lower95), 2, 5);
    }

    [Fact]
    public void Differences_are_paired()
    {
        // The second clustering is the first with a few labels changed: apart their intervals overlap, paired they differ.
        var rng = new Rng(8);
        int[] classes = RandomLabels(rng, 300, 4);
        int[] good = [.. classes.Select(label => rng.NextInt(3) == 0 ? rng.NextInt(4) : label)];
        int[] worse = [.. good.Select(label => rng.NextInt(12) == 0 ? rng.NextInt(4) : label)];
        BlockBootstrap bootstrap = BlockBootstrap.Run(classes, [good, worse, good], AdjustedRand.Score, 5);

        ScoreInterval first = bootstrap.Interval(0)!;
        ScoreInterval second = bootstrap.Interval(1)!;
        ScoreInterval difference = bootstrap.Difference(0, 1)!;
        Assert.True(second.Upper95 > first.Lower95);
        Assert.True(difference.ExcludesZero && difference.Lower95 > 0, $"{difference}");
        Assert.Equal(first.Observed - second.Observed, difference.Observed, 1e-15);
        Assert.Equal(-difference.Upper95, bootstrap.Difference(1, 0)!.Lower95, 1e-12);
        Assert.Equal((0, 0, false), (bootstrap.Difference(0, 2)!.Lower95, bootstrap.Difference(0, 2)!.Upper95, bootstrap.Difference(0, 2)!.ExcludesZero));
    }

    [Fact]
    public void A_perfect_score_stays_perfect_and_a_single_block_says_nothing()
    {
        int[] classes = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        ScoreInterval perfect = One(classes, classes, 2, null);

        Assert.Equal((1, 1, 1), (perfect.Observed, perfect.Lower95, perfect.Upper95));
        BlockBootstrap single = BlockBootstrap.Run(classes, [classes], AdjustedRand.Score, 1, 20, new int[40]);
        Assert.Null(single.Interval(0));
        Assert.Null(single.Difference(0, 0));
        Assert.Equal([1], single.Observed);
    }

    [Fact]
    public void Thread_count_does_not_matter_and_the_seed_does()
    {
        var rng = new Rng(6);
        int[] classes = RandomLabels(rng, 200, 5);
        int[] clusters = RandomLabels(rng, 200, 6);
        ScoreInterval Run(int threads, ulong seed)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return One(classes, clusters, seed, null);
        }

        Assert.Equal(Run(1, 9), Run(3, 9));
        Assert.NotEqual(Run(1, 9), Run(1, 10));
    }

    [Fact]
    public void Bad_input_is_refused_and_cancellation_is_heard()
    {
        Func<ContingencyTable, double> score = AdjustedRand.Score;
        Assert.Contains("at least 1 member", Assert.Throws<ArgumentException>(() => BlockBootstrap.Run([0], [], score, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("number 1 has 3 labels", Assert.Throws<ArgumentException>(() => BlockBootstrap.Run([0, 1], [[0, 1], [0, 1, 2]], score, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("each of 2", Assert.Throws<ArgumentException>(() => BlockBootstrap.Run([0, 1], [[0, 1]], score, 1, 9, [0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BlockBootstrap.Run([], [[]], score, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockBootstrap.Run([0], [[0]], score, 1, 0));
        Assert.Throws<OperationCanceledException>(() => BlockBootstrap.Run([0, 1], [[0, 1]], score, 1, cancellationToken: new CancellationToken(true)));
    }

    private static ScoreInterval One(int[] classes, int[] clusters, ulong seed, int[]? blocks) =>
        BlockBootstrap.Run(classes, [clusters], MutualInformation.Adjusted, seed, 400, blocks).Interval(0)!;

    private static int[] RandomLabels(Rng rng, int count, int labelCount) => [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(labelCount))];
}
