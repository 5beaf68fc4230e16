namespace Sargam.Learning.Metrics;

/// <summary>
/// Share of observations that belong to the largest class of their cluster, in (0, 1]. Reaches 1 when every observation is its
/// own cluster, so it says little without the number of clusters beside it.
/// </summary>
public static class Purity
{
    /// <summary>Scores two labellings of the same observations.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table.</summary>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var largest = new int[table.ClusterLabels.Count];
        foreach (ContingencyCell cell in table.Cells)
        {
            largest[cell.ClusterIndex] = Math.Max(largest[cell.ClusterIndex], cell.Count);
        }

        long matched = 0;
        foreach (int count in largest) matched += count;
        return (double)matched / table.ObservationCount;
    }
}
