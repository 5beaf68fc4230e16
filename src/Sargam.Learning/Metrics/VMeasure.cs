namespace Sargam.Learning.Metrics;

/// <summary>
/// Whether clusters hold one class each and classes one cluster each, in [0, 1] (Rosenberg and Hirschberg, 2007; scikit-learn:
/// <c>homogeneity_completeness_v_measure</c>). Not corrected for chance: grows with the number of clusters.
/// </summary>
/// <param name="Homogeneity">1 when every cluster holds a single class.</param>
/// <param name="Completeness">1 when every class lies in a single cluster.</param>
/// <param name="V">The harmonic mean of both; equal to the normalised mutual information.</param>
public readonly record struct VMeasure(double Homogeneity, double Completeness, double V)
{
    /// <summary>Scores two labellings of the same observations.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static VMeasure Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table. With a single class homogeneity is 1; with a single cluster completeness is 1.</summary>
    public static VMeasure Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.IsSamePartition) return new VMeasure(1, 1, 1);
        double information = MutualInformation.Score(table);
        double homogeneity = Share(information, MutualInformation.Entropy(table.ClassTotals));
        double completeness = Share(information, MutualInformation.Entropy(table.ClusterTotals));
        double sum = homogeneity + completeness;
        return new VMeasure(homogeneity, completeness, sum == 0 ? 0 : 2 * homogeneity * completeness / sum);
    }

    private static double Share(double information, double entropy) => entropy == 0 ? 1 : Math.Min(1, information / entropy);
}
