using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class MaxPermutationTestTests
{
    [Fact]
    public void The_best_of_many_random_clusterings_is_significant_as_rarely_as_it_says()
    {
        int own = 0;
        int adjusted = 0;
        const int Trials = 200;
        for (ulong seed = 0; seed < Trials; seed++)
        {
            var rng = new Rng(seed);
            int[] classes = RandomLabels(rng, 60, 4);
            IReadOnlyList<AdjustedPermutation> results = Test(classes, [.. Enumerable.Range(2, 8).Select(k => RandomLabels(rng, 60, k))], seed);
            if (results.Min(result => result.Own.P) <= 0.1) own++;
            if (results.Min(result => result.AdjustedP) <= 0.1) adjusted++;
        }

        Assert.True(own > 0.35 * Trials, $"{own} of {Trials}");
        Assert.InRange(adjusted, 8, 34);
    }

    [Fact]
    public void One_clustering_alone_has_its_own_p_and_the_draws_of_the_plain_test()
    {
        var rng = new Rng(4);
        int[] classes = RandomLabels(rng, 80, 4);
        int[] clusters = [.. classes.Select(label => rng.NextInt(4) == 0 ? label : rng.NextInt(4))];
        int[] artist = [.. Enumerable.Range(0, 80).Select(i => i / 3)];
        AdjustedPermutation result = MaxPermutationTest.AdjustedMutualInformation(classes, [clusters], 3, 199, artist)[0];

        Assert.Equal(PermutationTest.AdjustedMutualInformation(classes, clusters, 3, 199, artist), result.Own);
        Assert.Equal(result.Own.P, result.AdjustedP);
    }

    [Fact]
    public void The_same_clustering_tried_many_times_costs_nothing_and_others_do()
    {
        var rng = new Rng(12);
        int[] classes = RandomLabels(rng, 80, 4);
        int[] clusters = [.. classes.Select(label => rng.NextInt(3) == 0 ? label : rng.NextInt(4))];
        AdjustedPermutation alone = Test(classes, [clusters], 3)[0];

        Assert.All(Test(classes, [clusters, clusters, clusters], 3), result => Assert.Equal(alone.AdjustedP, result.AdjustedP));
        IReadOnlyList<AdjustedPermutation> among = Test(classes, [clusters, .. Enumerable.Range(0, 20).Select(_ => RandomLabels(rng, 80, 4))], 3);
        Assert.True(among[0].AdjustedP >= alone.AdjustedP);
        Assert.All(among, result => Assert.True(result.AdjustedP >= result.Own.P - 1e-12));
    }

    [Fact]
    public void Real_agreement_is_found_among_chance_and_does_not_lend_it_significance()
    {
        var rng = new Rng(2);
        int[] artist = [.. Enumerable.Range(0, 120).Select(i => i / 4)];
        int[] classes = [.. artist.Select(a => a % 3)];
        IReadOnlyList<AdjustedPermutation> results = MaxPermutationTest.AdjustedMutualInformation(
            classes, [RandomLabels(rng, 120, 5), classes, RandomLabels(rng, 120, 9), new int[120], [.. Enumerable.Range(0, 120)]], 7, 999, artist);

        Assert.Equal(0.001, results[1].AdjustedP, 1e-15);
        Assert.True(results[0].AdjustedP > 0.05 && results[2].AdjustedP > 0.05);
        Assert.Equal((1, 1), (results[3].AdjustedP, results[4].AdjustedP));
    }

    [Fact]
    public void Thread_count_does_not_matter()
    {
        var rng = new Rng(6);
        int[] classes = RandomLabels(rng, 200, 5);
        int[][] clusterings = [.. Enumerable.Range(2, 4).Select(k => RandomLabels(rng, 200, k))];
        IReadOnlyList<AdjustedPermutation> Run(int threads)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return Test(classes, clusterings, 9);
        }

        Assert.Equal(Run(1), Run(3));
    }

    [Fact]
    public void Bad_input_is_refused_and_cancellation_is_heard()
    {
        Assert.Throws<ArgumentException>(() => Test([0, 1], [], 1));
        Assert.Throws<ArgumentException>(() => Test([0, 1], [[0]], 1));
        Assert.Throws<ArgumentException>(() => MaxPermutationTest.AdjustedMutualInformation([0, 1], [[0, 1]], 1, 9, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaxPermutationTest.AdjustedMutualInformation([0, 1], [[0, 1]], 1, 0));
        Assert.Throws<OperationCanceledException>(
            () => MaxPermutationTest.AdjustedMutualInformation([0, 1], [[0, 1]], 1, 9, null, new CancellationToken(true)));
    }

    private static IReadOnlyList<AdjustedPermutation> Test(int[] classes, int[][] clusterings, ulong seed) =>
        MaxPermutationTest.AdjustedMutualInformation(classes, clusterings, seed, 99);

    private static int[] RandomLabels(Rng rng, int count, int labelCount) => [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(labelCount))];
}
