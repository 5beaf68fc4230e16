using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Significance;

/// <summary>One clustering of several that were tried against the same classes.</summary>
/// <param name="Own">As if it were the only one tried.</param>
/// <param name="AdjustedP">The p-value that allows for all of them having been tried (Westfall and Young, 1993).</param>
public sealed record AdjustedPermutation(NullDistribution Own, double AdjustedP);

/// <summary>
/// Whether the best of several clusterings (methods, numbers of clusters) agrees with classes beyond what the best of as many
/// reaches by chance: the max-T permutation test. Choosing the best is then part of the test and needs no further correction.
/// </summary>
/// <remarks>
/// Every permutation deals the classes of whole blocks alike for all clusterings, as <see cref="PermutationTest"/> does. Each
/// clustering's adjusted mutual information is standardised by its own mean and standard deviation over the permutations and the
/// data together, since chance makes the score of few clusters vary more than that of many; the maximum is taken of these.
/// Step-down: the second best is compared with the maximum over all but the best, and never has a smaller p than the best.
/// The cost is that of one <see cref="PermutationTest"/> per clustering.
/// </remarks>
public static class MaxPermutationTest
{
    // Scores that equal the observed one must count as such, though they were summed in another order.
    private const double RoundingTolerance = 1e-9;

    /// <summary>Tests the adjusted mutual information of each clustering with the classes.</summary>
    /// <param name="classes">The known label of each observation.</param>
    /// <param name="clusterings">Each names the cluster of each observation; at least one.</param>
    /// <param name="seed">Permutation b uses stream b of this seed.</param>
    /// <param name="permutationCount">B; 999 resolves p down to 0.001.</param>
    /// <param name="blocks">The block, such as the artist, of each observation; without it every observation is its own.</param>
    /// <param name="cancellationToken">Checked between chunks of permutations.</param>
    /// <returns>One result per clustering, in their order.</returns>
    /// <exception cref="ArgumentException">There is no clustering, the lists differ in length, or are empty.</exception>
    public static IReadOnlyList<AdjustedPermutation> AdjustedMutualInformation(
        IReadOnlyList<int> classes, IReadOnlyList<IReadOnlyList<int>> clusterings, ulong seed, int permutationCount = 999,
        IReadOnlyList<int>? blocks = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutationCount);
        LabelFamily.Check(classes, clusterings, blocks);
        double[] observed = [.. clusterings.Select(clusters => MutualInformation.Adjusted(classes, clusters))];
        double[][] draws = Draw(classes, clusterings, seed, permutationCount, blocks, cancellationToken);
        double[] p = AdjustedP(observed, draws);
        return [.. observed.Select((score, m) => new AdjustedPermutation(NullDistribution.Compare(score, draws[m]), p[m]))];
    }

    private static double[][] Draw(
        IReadOnlyList<int> classes, IReadOnlyList<IReadOnlyList<int>> clusterings, ulong seed, int permutationCount,
        IReadOnlyList<int>? blocks, CancellationToken cancellationToken)
    {
        var classLabels = new LabelEncoding(classes);
        PermutedAgreement[] scorers = [.. clusterings.Select(clusters => new PermutedAgreement(classLabels, new LabelEncoding(clusters)))];
        var permutation = new BlockPermutation(classLabels.Indices, blocks);
        var rng = new Rng(seed);
        double[][] draws = [.. scorers.Select(_ => new double[permutationCount])];
        const int PermutationsPerChunk = 8;
        FixedChunks.ForEach(permutationCount, PermutationsPerChunk, (start, end) =>
        {
            var dealt = new int[classes.Count];
            for (int b = start; b < end; b++)
            {
                permutation.Deal(rng.Split((ulong)b), dealt);
                for (int m = 0; m < scorers.Length; m++) draws[m][b] = scorers[m].Score(dealt, permutation.KeepsTotals);
            }
        }, cancellationToken);
        return draws;
    }

    /// <summary>Standardises the draws in a copy and steps down from the largest statistic.</summary>
    private static double[] AdjustedP(double[] observed, double[][] draws)
    {
        var statistics = new double[observed.Length];
        var standardised = new double[observed.Length][];
        for (int m = 0; m < observed.Length; m++) (statistics[m], standardised[m]) = Standardise(observed[m], draws[m]);

        int[] order = [.. Enumerable.Range(0, observed.Length).OrderByDescending(m => statistics[m])];
        var p = new double[observed.Length];
        var maxima = new double[draws[0].Length];
        Array.Fill(maxima, double.NegativeInfinity);
        foreach (int m in order.Reverse())
        {
            int atLeast = 0;
            for (int b = 0; b < maxima.Length; b++)
            {
                maxima[b] = Math.Max(maxima[b], standardised[m][b]);
                if (maxima[b] >= statistics[m] - RoundingTolerance) atLeast++;
            }

            p[m] = (atLeast + 1.0) / (maxima.Length + 1.0);
        }

        double largest = 0;
        foreach (int m in order) p[m] = largest = Math.Max(largest, p[m]);
        return p;
    }

    /// <summary>With the observed score among those that mean and deviation are taken of, all B + 1 are treated alike.</summary>
    private static (double Statistic, double[] Draws) Standardise(double observed, double[] draws)
    {
        double mean = (draws.Sum() + observed) / (draws.Length + 1.0);
        double squares = (observed - mean) * (observed - mean);
        foreach (double draw in draws) squares += (draw - mean) * (draw - mean);
        double deviation = Math.Sqrt(squares / (draws.Length + 1.0));

        // A clustering that scores the same however classes are dealt (a single cluster) stands for nothing.
        if (deviation < 1e-12) return (0, new double[draws.Length]);
        return ((observed - mean) / deviation, Array.ConvertAll(draws, draw => (draw - mean) / deviation));
    }
}
