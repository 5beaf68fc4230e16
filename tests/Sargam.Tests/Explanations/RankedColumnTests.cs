using Sargam.Explanations;
using Sargam.Numerics;

namespace Sargam.Tests.Explanations;

public sealed class RankedColumnTests
{
    [Fact]
    public void Deltas_and_statistics_are_those_of_counting_every_pair()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var rng = new Rng(seed);
            int count = 3 + rng.NextInt(30);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(8) == 0 ? double.NaN : rng.NextInt(6))];
            int[] clusters = [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(4) - 1)];
            int[] weights = [.. Enumerable.Range(0, count).Select(_ => rng.NextInt(3))];
            var column = new RankedColumn(values, 3);
            double[] once = column.Deltas(clusters, [.. Enumerable.Repeat(1, count)]);
            double[] weighted = column.Deltas(clusters, weights);
            double[] statistics = column.Statistics(clusters);
            for (int cluster = 0; cluster < 3; cluster++)
            {
                Assert.True(Same(Delta(values, clusters, null, cluster), once[cluster]), $"seed {seed}, cluster {cluster}");
                Assert.True(Same(Delta(values, clusters, weights, cluster), weighted[cluster]), $"seed {seed}, cluster {cluster}, weighted");
                if (double.IsFinite(once[cluster])) Assert.Equal(Math.Sign(Math.Round(once[cluster], 9)), Math.Sign(Math.Round(statistics[cluster], 9)));
            }
        }
    }

    /// <summary>scipy 1.10: <c>mannwhitneyu(x, y, use_continuity=False, method='asymptotic')</c> of 1 2 2 3 5 against 2 4 6 6 7 8.</summary>
    [Fact]
    public void The_statistic_is_that_of_the_rank_sum_test_with_ties()
    {
        var column = new RankedColumn([1, 2, 2, 3, 5, 2, 4, 6, 6, 7, 8], 1);
        double statistic = column.Statistics([0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1])[0];
        Assert.Equal(-2.031534342054236, statistic, 1e-9);
    }

    private static bool Same(double expected, double actual) => double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) < 1e-12;

    private static double Delta(double[] values, int[] clusters, int[]? weights, int cluster)
    {
        double sum = 0, pairs = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                if (clusters[i] != cluster || clusters[j] == cluster || double.IsNaN(values[i]) || double.IsNaN(values[j])) continue;
                double weight = weights is null ? 1 : weights[i] * weights[j];
                pairs += weight;
                sum += weight * Math.Sign(values[i] - values[j]);
            }
        }

        return pairs > 0 ? sum / pairs : double.NaN;
    }
}
