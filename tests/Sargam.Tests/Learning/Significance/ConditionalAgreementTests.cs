using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Learning.Significance;

public sealed class ConditionalAgreementTests
{
    [Fact]
    public void One_stratum_is_the_adjusted_mutual_information()
    {
        (int[] classes, int[] clusters, _) = Draw(1, keep: 0.5);

        NullDistribution test = ConditionalAgreement.Test(classes, clusters, new int[classes.Length], 0, 99, TestContext.Current.CancellationToken)!;

        Assert.Equal(MutualInformation.Adjusted(classes, clusters), test.Observed, 12);
    }

    [Fact]
    public void What_only_the_strata_explain_is_gone_within_them()
    {
        // Classes and clusters both follow the stratum, and nothing else.
        var rng = new Rng(4);
        int[] strata = [.. Enumerable.Range(0, 600).Select(i => i % 3)];
        int Noisy(int value) => rng.NextInt(4) == 0 ? rng.NextInt(3) : value;
        int[] classes = [.. strata.Select(Noisy)];
        int[] clusters = [.. strata.Select(Noisy)];

        NullDistribution within = ConditionalAgreement.Test(classes, clusters, strata, 0, 199, TestContext.Current.CancellationToken)!;

        Assert.True(MutualInformation.Adjusted(classes, clusters) > 0.2);
        Assert.InRange(within.Observed, -0.05, 0.05);
        Assert.True(within.P > 0.05, $"p = {within.P}");
    }

    [Fact]
    public void Agreement_beyond_the_strata_is_found_at_any_thread_count()
    {
        (int[] classes, int[] clusters, int[] strata) = Draw(2, keep: 0.6);
        var results = new List<NullDistribution?>();
        for (int threads = 1; threads <= 3; threads++)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            results.Add(ConditionalAgreement.Test(classes, clusters, strata, 7, 199, TestContext.Current.CancellationToken));
        }

        Assert.Equal(0.005, results[0]!.P);
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Where_nothing_differs_within_a_stratum_there_is_no_answer() =>
        Assert.Null(ConditionalAgreement.Test([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 1], 0, 9, TestContext.Current.CancellationToken));

    [Fact]
    public void Lists_of_different_lengths_are_an_error() =>
        Assert.Throws<ArgumentException>(() => ConditionalAgreement.Test([0, 1], [0, 1, 1], [0, 0], 0, 9, TestContext.Current.CancellationToken));

    private static (int[] Classes, int[] Clusters, int[] Strata) Draw(ulong seed, double keep)
    {
        var rng = new Rng(seed);
        int[] classes = [.. Enumerable.Range(0, 300).Select(_ => rng.NextInt(4))];
        int[] clusters = [.. classes.Select(value => rng.NextDouble() < keep ? value : rng.NextInt(4))];
        return (classes, clusters, [.. Enumerable.Range(0, 300).Select(_ => rng.NextInt(2))]);
    }
}
