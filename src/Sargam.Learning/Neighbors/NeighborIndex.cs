using Sargam.Numerics;

namespace Sargam.Learning.Neighbors;

/// <summary>Reference rows prepared for finding the nearest of them: immutable. It keeps two copies of the rows.</summary>
public sealed class NeighborIndex
{
    private readonly ReferenceRows _reference;
    private readonly CellPartition? _cells;
    private readonly int _requested;

    internal NeighborIndex(ReferenceRows reference, CellPartition? cells, NeighborGraph graph, int requested)
    {
        _reference = reference;
        _cells = cells;
        _requested = requested;
        Graph = graph;
    }

    /// <summary>The neighbours of the reference rows among each other; a row is not its own neighbour, but its duplicates are.</summary>
    public NeighborGraph Graph { get; }

    /// <summary>Number of reference rows.</summary>
    public int RowCount => _reference.Count;

    /// <summary>Columns of the reference rows.</summary>
    public int ColumnCount => _reference.ColumnCount;

    /// <summary>
    /// The reference rows nearest to other rows (scikit-learn: <c>kneighbors(X)</c>). A reference row given here finds itself, at
    /// distance 0. Approximate where the graph is; the recall is then that of the graph, measured on reference rows. The
    /// result for a row does not depend on the rows it is given with.
    /// </summary>
    /// <param name="observations">Finite values, with as many columns as the reference rows.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <returns>As many neighbours as were asked for when fitting, at most all reference rows.</returns>
    /// <exception cref="ArgumentException">The number of columns differs, or a value is NaN or infinite.</exception>
    public NeighborGraph Query(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.CheckColumns(observations, nameof(NeighborIndex), ColumnCount);
        Observations.Check(observations, nameof(NearestNeighbors), minimumRowCount: 0);
        int wanted = Math.Min(_requested, RowCount);
        var table = NeighborTable.OfOthers(_reference, _cells, wanted, observations, cancellationToken);
        return new NeighborGraph(observations.RowCount, wanted, table.Indices, table.Distances, Graph.Recall, Graph.RecallSampleSize);
    }
}
