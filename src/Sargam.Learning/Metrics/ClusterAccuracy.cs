namespace Sargam.Learning.Metrics;

/// <summary>
/// Share of observations that are right when clusters are named after classes, one to one, in the best possible way (Hungarian
/// accuracy, "ACC" in the deep clustering literature). Clusters beyond the number of classes count as errors.
/// </summary>
public static class ClusterAccuracy
{
    /// <summary>Scores two labellings of the same observations.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static double Score(IReadOnlyList<int> classes, IReadOnlyList<int> clusters) =>
        Score(ContingencyTable.FromLabels(classes, clusters));

    /// <summary>Scores a contingency table. Time grows with min(classes, clusters) squared times max(classes, clusters).</summary>
    /// <exception cref="ArgumentException">There are too many classes and clusters for a matrix of both.</exception>
    public static double Score(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] assignment = Match(table);
        long matched = 0;
        foreach (ContingencyCell cell in table.Cells)
        {
            if (assignment[cell.ClassIndex] == cell.ClusterIndex) matched += cell.Count;
        }

        return (double)matched / table.ObservationCount;
    }

    private static int[] Match(ContingencyTable table)
    {
        (int rows, int columns) = (table.ClassLabels.Count, table.ClusterLabels.Count);
        if ((long)rows * columns > Array.MaxLength / sizeof(double))
        {
            throw new ArgumentException($"{rows} classes x {columns} clusters are too many to match one to one", nameof(table));
        }

        var gain = new double[rows * columns];
        foreach (ContingencyCell cell in table.Cells) gain[cell.ClassIndex * columns + cell.ClusterIndex] = cell.Count;
        return LinearAssignment.Maximize(gain, rows, columns);
    }
}
