namespace Sargam.Learning.Neighbors;

/// <summary>The nearest reference rows of each of a number of rows, by Euclidean distance: immutable.</summary>
public sealed class NeighborGraph
{
    private readonly int[] _indices;
    private readonly double[] _distances;

    internal NeighborGraph(int rowCount, int neighborCount, int[] indices, double[] distances, double recall, int recallSampleSize)
    {
        RowCount = rowCount;
        NeighborCount = neighborCount;
        _indices = indices;
        _distances = distances;
        Recall = recall;
        RecallSampleSize = recallSampleSize;
    }

    /// <summary>Rows whose neighbours these are.</summary>
    public int RowCount { get; }

    /// <summary>Neighbours per row: what was asked for, or all other rows where there are fewer.</summary>
    public int NeighborCount { get; }

    /// <summary>Whether every row was compared with every other.</summary>
    public bool IsExact => RecallSampleSize == 0;

    /// <summary>
    /// Share of the true nearest neighbours that were found, measured on <see cref="RecallSampleSize"/> rows against exact search;
    /// equally distant rows count as found. 1 when exact.
    /// </summary>
    public double Recall { get; }

    /// <summary>Rows on which <see cref="Recall"/> was measured, chosen at random; 0 when exact, where nothing needs measuring.</summary>
    public int RecallSampleSize { get; }

    /// <summary>Numbers of the neighbours of a row, nearest first, the lower number first when equally near.</summary>
    public ReadOnlySpan<int> Indices(int row) => _indices.AsSpan(Start(row), NeighborCount);

    /// <summary>Distances of the neighbours of a row, in the order of <see cref="Indices"/>.</summary>
    public ReadOnlySpan<double> Distances(int row) => _distances.AsSpan(Start(row), NeighborCount);

    private int Start(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        return row * NeighborCount;
    }
}
