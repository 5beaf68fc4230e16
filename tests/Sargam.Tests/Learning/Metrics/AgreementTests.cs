using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Tests.Learning.Metrics;

public sealed class AgreementTests
{
    public static TheoryData<string> Scores() => [.. ScoreOf.Keys];

    public static TheoryData<string> BoundedScores() => [.. ScoreOf.Keys.Where(name => name != "mi")];

    private static readonly Dictionary<string, Func<IReadOnlyList<int>, IReadOnlyList<int>, double>> ScoreOf = new()
    {
        ["ari"] = AdjustedRand.Score,
        ["rand"] = RandIndex.Score,
        ["mi"] = MutualInformation.Score,
        ["nmi"] = MutualInformation.Normalized,
        ["ami"] = MutualInformation.Adjusted,
        ["v"] = (classes, clusters) => VMeasure.Score(classes, clusters).V,
        ["purity"] = Purity.Score,
        ["accuracy"] = ClusterAccuracy.Score,
        ["fowlkes-mallows"] = FowlkesMallows.Score,
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void Relabelling_and_reordering_change_nothing(string score)
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            var rng = new Rng(seed);
            int count = 2 + rng.NextInt(60);
            int[] classes = RandomLabels(rng, count, 1 + rng.NextInt(8));
            int[] clusters = RandomLabels(rng, count, 1 + rng.NextInt(8));
            int[] names = rng.Permutation(8);
            int[] order = rng.Permutation(count);

            int[] renamed = [.. order.Select(i => 1000 * names[clusters[i]] - 1)];
            int[] reordered = [.. order.Select(i => -classes[i])];
            double expected = ScoreOf[score](classes, clusters);
            Assert.True(Math.Abs(expected - ScoreOf[score](reordered, renamed)) < 1e-12, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(BoundedScores))]
    public void The_same_partition_under_other_names_scores_one(string score)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            int[] classes = [.. RandomLabels(rng, 40, 1 + rng.NextInt(10))];
            Assert.Equal(1, ScoreOf[score](classes, [.. classes.Select(label => 7 - label)]), 1e-12);
        }
    }

    [Fact]
    public void Adjusted_scores_of_random_labels_are_about_zero()
    {
        double ari = 0;
        double ami = 0;
        double nmi = 0;
        const int Draws = 200;
        for (ulong seed = 0; seed < Draws; seed++)
        {
            var rng = new Rng(seed);
            int[] classes = RandomLabels(rng, 100, 5);
            int[] clusters = RandomLabels(rng, 100, 12);
            ari += AdjustedRand.Score(classes, clusters) / Draws;
            ami += MutualInformation.Adjusted(classes, clusters) / Draws;
            nmi += MutualInformation.Normalized(classes, clusters) / Draws;
        }

        Assert.InRange(ari, -0.005, 0.005);
        Assert.InRange(ami, -0.01, 0.01);
        Assert.True(nmi > 0.05, "unadjusted information is above zero by chance, which is why the adjusted one exists");
    }

    [Fact]
    public void Expected_information_is_the_mean_over_all_arrangements()
    {
        // Classes {0,0,0,1,1}, clusters {0,0,1,1,1}: every one of the 120 orders counted.
        int[] classes = [0, 0, 0, 1, 1];
        int[] clusters = [0, 0, 1, 1, 1];
        double mean = Orders([0, 1, 2, 3, 4]).Average(order => MutualInformation.Score(classes, [.. order.Select(i => clusters[i])]));

        Assert.Equal(mean, MutualInformation.Expected(ContingencyTable.FromLabels(classes, clusters)), 1e-14);
    }

    [Fact]
    public void A_table_small_enough_for_paper_has_the_scores_worked_out_on_paper()
    {
        // Clusters {a,a,b} and {b,b}: of 10 pairs 2 share both, 4 share a class, 4 a cluster.
        int[] classes = [0, 0, 1, 1, 1];
        int[] clusters = [5, 5, 5, 9, 9];

        Assert.Equal(0.6, RandIndex.Score(classes, clusters), 1e-15);
        Assert.Equal((2 - 1.6) / (4 - 1.6), AdjustedRand.Score(classes, clusters), 1e-15);
        Assert.Equal(0.5, FowlkesMallows.Score(classes, clusters), 1e-15);
        Assert.Equal(0.8, Purity.Score(classes, clusters), 1e-15);
        Assert.Equal(0.8, ClusterAccuracy.Score(classes, clusters), 1e-15);
        double information = 0.4 * Math.Log(0.4 / (0.4 * 0.6)) + 0.2 * Math.Log(0.2 / (0.6 * 0.6)) + 0.4 * Math.Log(0.4 / (0.6 * 0.4));
        Assert.Equal(information, MutualInformation.Score(classes, clusters), 1e-15);
    }

    [Fact]
    public void Clusters_beyond_the_classes_are_errors_in_accuracy_but_not_in_purity()
    {
        int[] classes = [0, 0, 0, 0];
        int[] clusters = [0, 1, 2, 3];

        Assert.Equal(0.25, ClusterAccuracy.Score(classes, clusters));
        Assert.Equal(1, Purity.Score(classes, clusters));
    }

    [Fact]
    public void Thousands_of_labels_are_no_problem()
    {
        var rng = new Rng(3);
        int[] artists = [.. Enumerable.Range(0, 30_000).Select(i => i / 10)];
        int[] clusters = RandomLabels(rng, artists.Length, 60);
        var table = ContingencyTable.FromLabels(artists, clusters);

        Assert.Equal(3000, table.ClassLabels.Count);
        Assert.Equal(30_000, table.Cells.ToArray().Sum(cell => cell.Count));
        Assert.InRange(MutualInformation.Adjusted(table), -0.01, 0.01);
        Assert.InRange(ClusterAccuracy.Score(table), 60.0 / 30_000, 0.02);
    }

    [Fact]
    public void Pair_counts_are_exact_beyond_32_bits()
    {
        int[] classes = [.. Enumerable.Range(0, 400_000).Select(i => i / 200_000)];
        int[] clusters = [.. Enumerable.Range(0, 400_000).Select(i => i % 2)];

        // Each cell holds 100,000: agreement is exactly what 2 x 2 equal cells give.
        const double N = 400_000, Half = 200_000, Cell = 100_000;
        double both = 4 * Cell * (Cell - 1) / 2, marginal = 2 * Half * (Half - 1) / 2, all = N * (N - 1) / 2;
        Assert.Equal((both - marginal * marginal / all) / (marginal - marginal * marginal / all), AdjustedRand.Score(classes, clusters), 1e-12);
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        Assert.Contains("got 2 and 3 labels", Assert.Throws<ArgumentException>(() => AdjustedRand.Score([0, 1], [0, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1 observation", Assert.Throws<ArgumentException>(() => Purity.Score([], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_assignment_is_found_among_all_of_them()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            int size = 1 + rng.NextInt(5);
            double[] cost = [.. Enumerable.Range(0, size * size).Select(_ => (double)rng.NextInt(6) - 2)];
            int[] found = LinearAssignment.Minimize(cost, size, size);

            double best = Orders([.. Enumerable.Range(0, size)]).Min(order => Total(cost, order));
            Assert.True(best == Total(cost, found), $"seed {seed}: {Total(cost, found)}, best {best}");
        }
    }

    [Fact]
    public void Rows_left_over_are_marked_and_bad_matrices_refused()
    {
        Assert.Equal([-1, 0, -1], LinearAssignment.Minimize([3, 1, 2], 3, 1));
        Assert.Equal([], LinearAssignment.Minimize([], 0, 4));
        Assert.Equal([-1, -1], LinearAssignment.Minimize([], 2, 0));
        Assert.Throws<ArgumentException>(() => LinearAssignment.Minimize([1, double.NaN], 1, 2));
        Assert.Throws<ArgumentException>(() => LinearAssignment.Minimize([1, 2, 3], 2, 2));
    }

    private static double Total(double[] cost, IReadOnlyList<int> columns) => columns.Select((column, row) => cost[row * columns.Count + column]).Sum();

    private static int[] RandomLabels(Rng rng, int count, int labelCount) => [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(labelCount))];

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
