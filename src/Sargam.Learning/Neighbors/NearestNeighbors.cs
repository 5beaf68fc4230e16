using Sargam.Numerics;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// The nearest rows of each row by Euclidean distance (scikit-learn: <c>NearestNeighbors</c>). Exact search compares every pair
/// by matrix products in 32 bits and ranks what rounding leaves open in 64 bits, so the answer is that of 64-bit distances, the
/// lower row first when equal. Approximate search does the same in the nearest cells of a partition; how many are visited
/// follows from the data and <see cref="NearestNeighborsOptions.TargetRecall"/>.
/// </summary>
/// <remarks>
/// Exact time is O(n^2 d), about one second for 20,000 x 32 on two cores; memory is O(n (d + k)). Approximate search pays where
/// the data has structure; on 32 independent columns it still visits a good part of the cells. Same options and data give
/// the same bits at any thread count.
/// </remarks>
public sealed class NearestNeighbors
{
    /// <summary>Rows up to which <see cref="NeighborSearch.Auto"/> is exact.</summary>
    public const int MaxAutoExactRowCount = 20_000;

    // Part of the way from the target to everything, because what is decided on some rows is measured on others.
    private const double Reserve = 0.3;

    private readonly NearestNeighborsOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public NearestNeighbors(NearestNeighborsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(NearestNeighborsOptions));
        _options = options;
    }

    /// <summary>Finds the neighbours of every row and prepares the search for those of other rows.</summary>
    /// <param name="observations">One row per observation, at least one; finite values.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">There is no row or column, or a value is NaN or infinite.</exception>
    public NeighborIndex Fit(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(NearestNeighbors));
        cancellationToken.ThrowIfCancellationRequested();
        int count = observations.RowCount;
        int wanted = Math.Min(_options.NeighborCount, count - 1);
        var reference = ReferenceRows.Of(observations, cancellationToken);
        bool exact = wanted == 0 || _options.Search == NeighborSearch.Exact
            || (_options.Search == NeighborSearch.Auto && count <= MaxAutoExactRowCount);
        return exact ? FitExact(reference, wanted, cancellationToken) : FitApproximate(reference, wanted, cancellationToken);
    }

    private NeighborIndex FitExact(ReferenceRows reference, int wanted, CancellationToken cancellationToken)
    {
        var table = NeighborTable.OfAll(reference, null, wanted, cancellationToken);
        var graph = new NeighborGraph(reference.Count, wanted, table.Indices, table.Distances, 1, 0);
        return new NeighborIndex(reference, null, graph, _options.NeighborCount);
    }

    private NeighborIndex FitApproximate(ReferenceRows rows, int wanted, CancellationToken cancellationToken)
    {
        (CellPartition cells, int[] order) = CellPartition.Of(rows.Framed, _options.Seed, cancellationToken);
        ReferenceRows reference = rows.Reordered(order);
        (RecallSample deciding, RecallSample measuring) = RecallSample.Draw(reference, wanted, _options.Seed, cancellationToken);
        double share = _options.TargetRecall + Reserve * (1 - _options.TargetRecall);
        cells = cells.WithProbeCount(deciding.ProbesFor(cells, share));
        var table = NeighborTable.OfAll(reference, cells, wanted, cancellationToken);
        var graph = new NeighborGraph(rows.Count, wanted, table.Indices, table.Distances, measuring.RecallOf(table), measuring.Count);
        return new NeighborIndex(reference, cells, graph, _options.NeighborCount);
    }
}
