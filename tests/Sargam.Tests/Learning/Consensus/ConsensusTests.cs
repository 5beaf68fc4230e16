using Sargam.Learning.Consensus;
using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

public sealed class ConsensusTests
{
    [Fact]
    public void Labelings_that_agree_up_to_their_numbers_give_themselves_with_full_confidence()
    {
        ConsensusModel model = Combine([[0, 0, 1, 1, 2], [2, 2, 0, 0, 1], [5, 5, 9, 9, 7]]);

        Assert.Equal([0, 0, 1, 1, 2], model.Labels);
        Assert.Equal([1f, 1f, 1f, 1f, 1f], model.Agreements);
        Assert.Equal((3, 3, 3, 0), (model.RunCount, model.ClusterCount, model.CombinationCount, model.NoiseCount));
    }

    [Fact]
    public void Confidence_is_the_share_of_runs_and_members_an_observation_is_together_with()
    {
        // The fourth is with the first three in two of three runs, and with the last two in one.
        ConsensusModel model = Combine([[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 1]]);

        Assert.Equal([0, 0, 0, 0, 1, 1], model.Labels);
        Assert.Equal(2 / 3f, model.Agreements[3], 5);
        Assert.Equal((3 + 3 + 2) / 9f, model.Agreements[0], 5);
        Assert.Equal(1f, model.Agreements[5]);
    }

    [Fact]
    public void Noise_in_most_runs_is_noise_and_in_few_only_costs_confidence()
    {
        ConsensusModel model = Combine([[0, 0, -1, -1, 1, 1], [0, 0, 0, -1, 1, 1], [0, 0, 0, 0, 1, 1]]);

        Assert.Equal([0, 0, 0, -1, 1, 1], model.Labels);
        Assert.Equal(0f, model.Agreements[3]);
        Assert.Equal(2 / 3f, model.Agreements[2], 5);
        Assert.Equal(1, model.NoiseCount);
        Assert.Equal([-1, -1], Combine([[-1, -1], [-1, -1]]).Labels);
        Assert.Equal(0, Combine([[-1, -1], [-1, -1]]).ClusterCount);
    }

    [Fact]
    public void Linking_combinations_is_linking_observations()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            int[][] runs = [.. Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 60).Select(i => rng.NextDouble() < 0.15 ? rng.NextInt(4) : i % 4).ToArray())];

            ConsensusModel model = Combine(runs);

            Assert.Equal(Oracle(runs, 4), Partition([.. model.Labels]));
            Assert.All(model.Agreements, value => Assert.InRange(value, 0f, 1f));
        }
    }

    [Fact]
    public void Many_combinations_are_linked_in_part_and_the_others_join_what_they_agree_with()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var rng = new Rng(seed);
            int[] truth = [.. Enumerable.Range(0, 20_000).Select(_ => rng.NextInt(5))];
            int[][] runs = [.. Enumerable.Range(0, 12).Select(_ => Array.ConvertAll(truth, label => rng.NextDouble() < 0.3 ? rng.NextInt(5) : label))];

            ConsensusModel model = Combine(runs, limit: 500);

            Assert.True(model.CombinationCount > 2000, $"{model.CombinationCount} combinations");
            Assert.Equal(500, model.LinkedCombinationCount);
            double score = AdjustedRand.Score(truth, [.. model.Labels]);
            Assert.True(model.ClusterCount == 5 && score > 0.97, $"seed {seed}: {model.ClusterCount} clusters, ARI {score}");
        }
    }

    [Fact]
    public void Runs_that_differ_by_their_seed_give_what_is_there()
    {
        // One start of few iterations often misses a cloud; together they do not.
        Matrix rows = Blobs.Make(1500, 5, 8, seed: 6, spread: 10);
        int[] truth = [.. Enumerable.Range(0, 1500).Select(i => i % 8)];
        var options = new ConsensusOptions { RunCount = 20, ClusterCount = 8, Seed = 4 };

        ConsensusModel model = new Consensus(
            options, seed => new KMeans(new KMeansOptions { ClusterCount = 8, RestartCount = 1, MaxIterations = 2, Seed = seed }))
            .Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(20, model.RunCount);
        Assert.True(AdjustedRand.Score(truth, [.. model.Labels]) > 0.99);
        Assert.True(model.Confidences(rows).Average() > 0.8);
    }

    [Fact]
    public void Labelings_that_do_not_fit_together_are_named()
    {
        Assert.Contains("at least 1 labeling", Assert.Throws<ArgumentException>(() => Combine([])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1 observation", Assert.Throws<ArgumentException>(() => Combine([[]])).Message, StringComparison.Ordinal);
        Assert.Contains("labeling 1 is of 2", Assert.Throws<ArgumentException>(() => Combine([[0], [0, 1]])).Message, StringComparison.Ordinal);
        Assert.Contains("labeling 0 observation 1 has -2", Assert.Throws<ArgumentException>(() => Combine([[0, -2]])).Message, StringComparison.Ordinal);
        Assert.Equal([0], Combine([[3]]).Labels);
    }

    private static ConsensusModel Combine(int[][] runs, int limit = 4000) =>
        Consensus.Combine(new ConsensusOptions { LinkedCombinationLimit = limit, Seed = 1 }, runs, TestContext.Current.CancellationToken);

    /// <summary>Average linkage of all observations from the definition.</summary>
    private static string Oracle(int[][] runs, int clusterCount)
    {
        List<List<int>> clusters = [.. Enumerable.Range(0, runs[0].Length).Select(i => new List<int> { i })];
        while (clusters.Count > clusterCount)
        {
            (double _, int a, int b) = Enumerable.Range(0, clusters.Count)
                .SelectMany(a => Enumerable.Range(a + 1, clusters.Count - a - 1).Select(b => (Distance(runs, clusters[a], clusters[b]), a, b))).Min();
            clusters[a].AddRange(clusters[b]);
            clusters.RemoveAt(b);
        }

        var labels = new int[runs[0].Length];
        for (int c = 0; c < clusters.Count; c++) foreach (int i in clusters[c]) labels[i] = c;
        return Partition(labels);
    }

    private static double Distance(int[][] runs, List<int> a, List<int> b) =>
        a.Average(i => b.Average(j => runs.Count(run => run[i] != run[j]) / (double)runs.Length));

    private static string Partition(int[] labels) =>
        string.Join(" | ", labels.Index().GroupBy(pair => pair.Item, pair => pair.Index).Select(group => string.Join(' ', group.Order())).Order(StringComparer.Ordinal));
}
