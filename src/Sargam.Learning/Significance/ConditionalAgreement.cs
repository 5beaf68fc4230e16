using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Significance;

/// <summary>
/// What clusters tell about classes once something else is known: the adjusted mutual information within each stratum, averaged
/// with the weight of what there was to tell in it. Clusters that follow the genre seem to follow the language too where genres
/// are sung in different languages; within a genre they do not.
/// </summary>
public static class ConditionalAgreement
{
    /// <summary>Scores and holds against classes dealt out at random within each stratum.</summary>
    /// <param name="classes">What is asked about, such as the language of each observation.</param>
    /// <param name="clusters">The cluster of each observation.</param>
    /// <param name="strata">What is known already, such as the genre of each observation.</param>
    /// <param name="seed">Permutation b uses stream b of this seed.</param>
    /// <param name="permutationCount">B; 999 resolves p down to 0.001.</param>
    /// <param name="cancellationToken">Checked between chunks of permutations.</param>
    /// <returns>Null where undefined: in no stratum do both classes and clusters differ.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static NullDistribution? Test(
        IReadOnlyList<int> classes, IReadOnlyList<int> clusters, IReadOnlyList<int> strata, ulong seed, int permutationCount = 999, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutationCount);
        if (clusters.Count != classes.Count || strata.Count != classes.Count)
        {
            throw new ArgumentException($"classes, clusters and strata must have one entry per observation, got {classes.Count}, {clusters.Count} and {strata.Count}");
        }

        Stratum[] parts = [.. Enumerable.Range(0, classes.Count).GroupBy(i => strata[i]).OrderBy(group => group.Key)
            .Select(group => new Stratum([.. group.Select(i => classes[i])], [.. group.Select(i => clusters[i])])).Where(part => part.Weight > 0)];
        if (parts.Length == 0) return null;
        var rng = new Rng(seed);
        var draws = new double[permutationCount];
        const int PermutationsPerChunk = 16;
        FixedChunks.ForEach(permutationCount, PermutationsPerChunk, (start, end) =>
        {
            for (int b = start; b < end; b++) draws[b] = Mean(parts, rng.Split((ulong)b));
        }, cancellationToken);
        return NullDistribution.Compare(Mean(parts, null), draws);
    }

    private static double Mean(Stratum[] parts, Rng? rng)
    {
        double sum = 0;
        double weights = 0;
        foreach (Stratum part in parts)
        {
            sum += part.Weight * part.Score(rng);
            weights += part.Weight;
        }

        return sum / weights;
    }

    /// <summary>The observations of which the same is known.</summary>
    private sealed class Stratum
    {
        private readonly LabelEncoding _classes;
        private readonly PermutedAgreement _agreement;

        public Stratum(int[] classes, int[] clusters)
        {
            _classes = new LabelEncoding(classes);
            var encoded = new LabelEncoding(clusters);
            _agreement = new PermutedAgreement(_classes, encoded);
            if (_classes.Count < 2 || encoded.Count < 2) return;
            double entropy = (MutualInformation.Entropy(_classes.Totals) + MutualInformation.Entropy(encoded.Totals)) / 2;
            Weight = classes.Length * Math.Max(0, entropy - ExpectedMutualInformation.Of(_classes.Totals, encoded.Totals));
        }

        /// <summary>The most that could be told, in nats, times observations.</summary>
        public double Weight { get; }

        /// <summary>The adjusted mutual information, of dealt classes when there is a source of chance.</summary>
        public double Score(Rng? rng)
        {
            if (rng is null) return _agreement.Score(_classes.Indices, sameTotals: true);
            int[] dealt = [.. _classes.Indices];
            rng.Shuffle<int>(dealt);
            return _agreement.Score(dealt, sameTotals: true);
        }
    }
}
