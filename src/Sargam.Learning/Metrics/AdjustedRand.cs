namespace Sargam.Learning.Metrics;

/// <summary>
/// Rand index corrected for chance (Hubert and Arabie, 1985; scikit-learn: <c>adjusted_rand_score</c>): 0 on average for random
/// labels, 1 for the same partition, at least -0.5. Rewards one giant cluster when one class is large: show AMI beside it.
/// </summary>
public static class AdjustedRand
{
    /// <summary>Scores two labellings of the same observations; symmetric.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table. The same partition scores 1, also where the formula gives 0/0 (one cluster, or all single).</summary>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.IsSamePartition) return 1;
        PairCounts pairs = PairCounts.Of(table);

        // Whole numbers until the division: products of pair counts exceed 64 bits, and their difference is what matters.
        Int128 chance = (Int128)pairs.SameClass * pairs.SameCluster;
        Int128 excess = (Int128)pairs.SameBoth * pairs.All - chance;
        Int128 highest = (Int128)(pairs.SameClass + pairs.SameCluster) * pairs.All - 2 * chance;
        return 2 * (double)excess / (double)highest;
    }
}
