using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class PermutationTestTests
{
    [Fact]
    public void Clusters_that_follow_classes_reach_the_smallest_p()
    {
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i / 20)];
        NullDistribution result = PermutationTest.AdjustedMutualInformation(classes, classes, seed: 1);

        Assert.Equal(1, result.Observed);
        Assert.Equal(0.001, result.P, 1e-15);
        Assert.Equal(999, result.DrawCount);
        Assert.InRange(result.Mean, -0.01, 0.01);
        Assert.True(result.BeatsNull);
    }

    [Fact]
    public void Under_chance_small_p_values_are_as_rare_as_they_say()
    {
        int below = 0;
        const int Trials = 300;
        for (ulong seed = 0; seed < Trials; seed++)
        {
            var rng = new Rng(seed);
            int[] classes = RandomLabels(rng, 80, 4);
            int[] clusters = RandomLabels(rng, 80, 5);
            if (PermutationTest.AdjustedMutualInformation(classes, clusters, seed, permutationCount: 99).P <= 0.1) below++;
        }

        Assert.InRange(below, 15, 45);
    }

    [Fact]
    public void Draws_are_scores_of_permuted_labels()
    {
        // With one permutation, the mean is that permutation's score: it must be reachable by the public score.
        int[] classes = [0, 0, 0, 1, 1, 2];
        int[] clusters = [0, 1, 1, 0, 2, 2];
        double[] reachable = [.. Orders([0, 1, 2, 3, 4, 5]).Select(order => MutualInformation.Adjusted([.. order.Select(i => classes[i])], clusters)).Distinct()];
        for (ulong seed = 0; seed < 50; seed++)
        {
            double draw = PermutationTest.AdjustedMutualInformation(classes, clusters, seed, permutationCount: 1).Mean;
            Assert.Contains(reachable, score => Math.Abs(score - draw) < 1e-12);
        }
    }

    [Fact]
    public void Clusters_that_merely_follow_artists_pass_single_tracks_but_not_whole_artists()
    {
        int tracks = 0;
        int artists = 0;
        const int Trials = 60;
        for (ulong seed = 0; seed < Trials; seed++)
        {
            var rng = new Rng(seed);

            // 40 artists of 2 to 9 tracks; an artist's genre and cluster are drawn independently of each other.
            int[] artist = [.. Enumerable.Range(0, 40).SelectMany(a => Enumerable.Repeat(a, 2 + rng.NextInt(8)))];
            int[] genre = RandomLabels(rng, 40, 4);
            int[] home = RandomLabels(rng, 40, 4);
            int[] classes = [.. artist.Select(a => genre[a])];
            int[] clusters = [.. artist.Select(a => home[a])];
            if (PermutationTest.AdjustedMutualInformation(classes, clusters, seed, 199).P <= 0.05) tracks++;
            if (PermutationTest.AdjustedMutualInformation(classes, clusters, seed, 199, artist).P <= 0.05) artists++;
        }

        Assert.True(tracks > Trials / 2, $"{tracks} of {Trials}");
        Assert.True(artists <= 8, $"{artists} of {Trials}");
    }

    [Fact]
    public void Real_agreement_is_still_found_between_artists()
    {
        int[] artist = [.. Enumerable.Range(0, 120).Select(i => i / 4)];
        int[] classes = [.. artist.Select(a => a % 3)];

        Assert.Equal(0.001, PermutationTest.AdjustedMutualInformation(classes, classes, 5, 999, artist).P, 1e-15);
    }

    [Fact]
    public void Blocks_of_one_observation_are_no_blocks_and_a_single_block_proves_nothing()
    {
        var rng = new Rng(2);
        int[] classes = RandomLabels(rng, 50, 3);
        int[] clusters = RandomLabels(rng, 50, 4);

        Assert.Equal(
            PermutationTest.AdjustedMutualInformation(classes, clusters, 3, 99),
            PermutationTest.AdjustedMutualInformation(classes, clusters, 3, 99, [.. Enumerable.Range(0, 50)]));
        Assert.Equal(1, PermutationTest.AdjustedMutualInformation(classes, classes, 3, 99, new int[50]).P);
    }

    [Fact]
    public void Trivial_labels_are_not_significant()
    {
        var rng = new Rng(4);
        int[] classes = RandomLabels(rng, 30, 3);

        Assert.Equal(1, PermutationTest.AdjustedMutualInformation(classes, new int[30], 1, 99).P);
        Assert.Equal(1, PermutationTest.AdjustedMutualInformation(classes, [.. Enumerable.Range(0, 30)], 1, 99).P);
        Assert.Equal(1, PermutationTest.AdjustedMutualInformation([0], [0], 1, 99).P);
    }

    [Fact]
    public void Thread_count_does_not_matter_and_the_seed_does()
    {
        var rng = new Rng(6);
        int[] classes = RandomLabels(rng, 200, 5);
        int[] clusters = RandomLabels(rng, 200, 6);
        NullDistribution Run(int threads, ulong seed)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return PermutationTest.AdjustedMutualInformation(classes, clusters, seed, 99);
        }

        Assert.Equal(Run(1, 9), Run(4, 9));
        Assert.NotEqual(Run(1, 9).Mean, Run(1, 10).Mean);
    }

    [Fact]
    public void Bad_input_is_refused_and_cancellation_is_heard()
    {
        Assert.Throws<ArgumentException>(() => PermutationTest.AdjustedMutualInformation([0, 1], [0], 1));
        Assert.Throws<ArgumentException>(() => PermutationTest.AdjustedMutualInformation([0, 1], [0, 1], 1, 9, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationTest.AdjustedMutualInformation([0, 1], [0, 1], 1, 0));
        Assert.Throws<OperationCanceledException>(() => PermutationTest.AdjustedMutualInformation([0, 1], [0, 1], 1, 9, null, new CancellationToken(true)));
    }

    private static int[] RandomLabels(Rng rng, int count, int labelCount) => [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(labelCount))];

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
