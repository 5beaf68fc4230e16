namespace Sargam.Learning.Metrics;

/// <summary>
/// Share of pairs of observations on which two labellings agree (Rand, 1971; scikit-learn: <c>rand_score</c>). In [0, 1], and
/// far above 0 by chance: prefer <see cref="AdjustedRand"/>.
/// </summary>
public static class RandIndex
{
    /// <summary>Scores two labellings of the same observations.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table. A single observation has no pairs and scores 1.</summary>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        PairCounts pairs = PairCounts.Of(table);
        long disagreeing = pairs.SameClass + pairs.SameCluster - 2 * pairs.SameBoth;
        return pairs.All == 0 ? 1 : (double)(pairs.All - disagreeing) / pairs.All;
    }
}
