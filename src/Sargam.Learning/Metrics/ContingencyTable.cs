namespace Sargam.Learning.Metrics;

/// <summary>One cell of a <see cref="ContingencyTable"/>.</summary>
/// <param name="ClassIndex">Position in <see cref="ContingencyTable.ClassLabels"/>.</param>
/// <param name="ClusterIndex">Position in <see cref="ContingencyTable.ClusterLabels"/>.</param>
/// <param name="Count">Observations with that class and that cluster, at least 1.</param>
public readonly record struct ContingencyCell(int ClassIndex, int ClusterIndex, int Count);

/// <summary>
/// How often each class meets each cluster (scikit-learn: <c>contingency_matrix(sparse=True)</c>). Only cells that occur are
/// kept, so thousands of artists against thousands of folders are no problem. Any integer is a label; -1 is one like others.
/// </summary>
public sealed class ContingencyTable
{
    private readonly ContingencyCell[] _cells;

    private ContingencyTable(LabelEncoding classes, LabelEncoding clusters)
    {
        ObservationCount = classes.Indices.Length;
        ClassLabels = classes.Labels;
        ClusterLabels = clusters.Labels;
        ClassTotals = classes.Totals;
        ClusterTotals = clusters.Totals;
        _cells = CountCells(classes, clusters);
    }

    private ContingencyTable(ContingencyTable original, ReadOnlySpan<int> counts)
    {
        var classTotals = new int[original.ClassTotals.Count];
        var clusterTotals = new int[original.ClusterTotals.Count];
        var cells = new List<ContingencyCell>(counts.Length);
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            ContingencyCell cell = original._cells[i];
            cells.Add(cell with { Count = counts[i] });
            classTotals[cell.ClassIndex] += counts[i];
            clusterTotals[cell.ClusterIndex] += counts[i];
            ObservationCount += counts[i];
        }

        (ClassLabels, ClassTotals, int[] classIndices) = DropEmpty(original.ClassLabels, classTotals);
        (ClusterLabels, ClusterTotals, int[] clusterIndices) = DropEmpty(original.ClusterLabels, clusterTotals);
        _cells = [.. cells.Select(cell => new ContingencyCell(classIndices[cell.ClassIndex], clusterIndices[cell.ClusterIndex], cell.Count))];
    }

    /// <summary>Number of observations, at least 1.</summary>
    public int ObservationCount { get; }

    /// <summary>The different classes, ascending.</summary>
    public IReadOnlyList<int> ClassLabels { get; }

    /// <summary>The different clusters, ascending.</summary>
    public IReadOnlyList<int> ClusterLabels { get; }

    /// <summary>Observations per class, in the order of <see cref="ClassLabels"/>.</summary>
    public IReadOnlyList<int> ClassTotals { get; }

    /// <summary>Observations per cluster, in the order of <see cref="ClusterLabels"/>.</summary>
    public IReadOnlyList<int> ClusterTotals { get; }

    /// <summary>The cells that occur, by class and then by cluster.</summary>
    public ReadOnlySpan<ContingencyCell> Cells => _cells;

    /// <summary>Whether classes and clusters are the same partition under other names.</summary>
    public bool IsSamePartition => _cells.Length == ClassLabels.Count && _cells.Length == ClusterLabels.Count;

    /// <summary>Counts two labellings of the same observations.</summary>
    /// <param name="classes">The known label of each observation (scikit-learn: <c>labels_true</c>).</param>
    /// <param name="clusters">The cluster of each observation (scikit-learn: <c>labels_pred</c>).</param>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static ContingencyTable FromLabels(IReadOnlyList<int> classes, IReadOnlyList<int> clusters)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(clusters);
        if (classes.Count != clusters.Count)
        {
            throw new ArgumentException($"classes and clusters must label the same observations, got {classes.Count} and {clusters.Count} labels");
        }

        if (classes.Count == 0) throw new ArgumentException("a contingency table needs at least 1 observation, got 0");
        return new ContingencyTable(new LabelEncoding(classes), new LabelEncoding(clusters));
    }

    /// <summary>
    /// The table with other counts in its cells, as when observations are drawn several times or not at all. Cells left with
    /// none are dropped, and with them the classes and clusters that nothing is left of.
    /// </summary>
    /// <param name="counts">One per cell of <see cref="Cells"/>, none negative, at least one positive.</param>
    internal ContingencyTable Reweighted(ReadOnlySpan<int> counts) => new(this, counts);

    private static ContingencyCell[] CountCells(LabelEncoding classes, LabelEncoding clusters)
    {
        var keys = new long[classes.Indices.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = (long)classes.Indices[i] * clusters.Count + clusters.Indices[i];
        Array.Sort(keys);
        var cells = new List<ContingencyCell>();
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            (long row, long column) = Math.DivRem(keys[start], clusters.Count);
            cells.Add(new ContingencyCell((int)row, (int)column, end - start));
            start = end;
        }

        return [.. cells];
    }

    private static (int[] Labels, int[] Totals, int[] NewIndices) DropEmpty(IReadOnlyList<int> labels, int[] totals)
    {
        var newIndices = new int[totals.Length];
        int next = 0;
        for (int index = 0; index < totals.Length; index++) newIndices[index] = totals[index] > 0 ? next++ : -1;
        int[] kept = [.. labels.Where((_, index) => totals[index] > 0)];
        return (kept, [.. totals.Where(total => total > 0)], newIndices);
    }
}
