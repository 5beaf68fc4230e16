namespace Sargam.Learning.Metrics;

/// <summary>
/// Geometric mean of pairwise precision and recall (Fowlkes and Mallows, 1983; scikit-learn: <c>fowlkes_mallows_score</c>). In [0, 1].
/// </summary>
public static class FowlkesMallows
{
    /// <summary>Scores two labellings of the same observations; symmetric.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table; 0 when no pair shares both class and cluster, as scikit-learn has it.</summary>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        PairCounts pairs = PairCounts.Of(table);
        if (pairs.SameBoth == 0) return 0;
        return Math.Sqrt((double)pairs.SameBoth / pairs.SameClass) * Math.Sqrt((double)pairs.SameBoth / pairs.SameCluster);
    }
}
