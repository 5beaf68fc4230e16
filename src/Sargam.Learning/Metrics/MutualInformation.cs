namespace Sargam.Learning.Metrics;

/// <summary>
/// What clusters tell about classes, in nats, and two scales for it. Normalised mutual information is above 0 by chance alone,
/// the more clusters the higher; the adjusted one is 0 on average for random labels (Vinh, Epps and Bailey, 2010).
/// </summary>
public static class MutualInformation
{
    /// <summary>Mutual information in nats, at least 0 (scikit-learn: <c>mutual_info_score</c>).</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <inheritdoc cref="Score(IReadOnlyList{int}, IReadOnlyList{int})"/>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.ClassLabels.Count == 1 || table.ClusterLabels.Count == 1) return 0;
        double count = table.ObservationCount;
        double sum = 0;
        foreach (ContingencyCell cell in table.Cells)
        {
            double expected = (double)table.ClassTotals[cell.ClassIndex] * table.ClusterTotals[cell.ClusterIndex] / count;
            sum += cell.Count * Math.Log(cell.Count / expected);
        }

        return Math.Max(0, sum / count);
    }

    /// <summary>
    /// Mutual information over the mean of the two entropies, in [0, 1] (scikit-learn: <c>normalized_mutual_info_score</c>, arithmetic).
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Normalized(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Normalized(ContingencyTable.FromLabels(classes, clusters));

    /// <inheritdoc cref="Normalized(IReadOnlyList{int}, IReadOnlyList{int})"/>
    public static double Normalized(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.IsSamePartition ? 1 : Math.Clamp(Score(table) / MeanEntropy(table), 0, 1);
    }

    /// <summary>
    /// (MI - E[MI]) / (mean entropy - E[MI]), where E is the exact mean over all labellings with the same cluster sizes
    /// (scikit-learn: <c>adjusted_mutual_info_score</c>, arithmetic). At most 1, the same partition; 0 on average by chance.
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Adjusted(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Adjusted(ContingencyTable.FromLabels(classes, clusters));

    /// <inheritdoc cref="Adjusted(IReadOnlyList{int}, IReadOnlyList{int})"/>
    public static double Adjusted(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.IsSamePartition ? 1 : Adjust(Score(table), Expected(table), MeanEntropy(table));
    }

    /// <summary>Exact mean of the mutual information over all labellings with these class and cluster sizes (scikit-learn: <c>expected_mutual_information</c>).</summary>
    public static double Expected(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ExpectedMutualInformation.Of([.. table.ClassTotals], [.. table.ClusterTotals]);
    }

    /// <summary>Entropy in nats of groups of the given sizes; empty groups add nothing.</summary>
    internal static double Entropy(IReadOnlyList<int> totals)
    {
        long count = 0;
        foreach (int total in totals) count += total;
        double entropy = 0;
        foreach (int total in totals)
        {
            if (total > 0) entropy -= (double)total / count * Math.Log((double)total / count);
        }

        return entropy;
    }

    /// <summary>
    /// The adjusted score from its parts. Where nothing is left to adjust (all single observations against anything) the
    /// score is 0: such a labelling cannot do better than chance.
    /// </summary>
    internal static double Adjust(double score, double expected, double meanEntropy)
    {
        double range = meanEntropy - expected;
        return range <= 1e-14 * meanEntropy ? 0 : (score - expected) / range;
    }

    private static double MeanEntropy(ContingencyTable table) => (Entropy(table.ClassTotals) + Entropy(table.ClusterTotals)) / 2;
}
