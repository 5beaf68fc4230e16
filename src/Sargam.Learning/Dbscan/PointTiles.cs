using System.Runtime.CompilerServices;
using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Dbscan;

/// <summary>Points laid out for <see cref="DistanceLanes"/> in tiles that stay in the cache while many queries pass over them.</summary>
internal sealed class PointTiles
{
    /// <summary>Queries that one chunk of parallel work should pass over the points; a divisor of a tile.</summary>
    public const int QueriesPerChunk = 256;

    private const int PointsPerTile = 512;
    private const int Lanes = DistanceLanes.Points;
    private const int PerPanel = DistanceLanes.Centres;

    private readonly float[][] _tiles;
    private readonly double[] _blockLengths;

    private PointTiles(MatrixView rows, Frame frame, CancellationToken cancellationToken)
    {
        Rows = rows;
        Frame = frame;
        _tiles = FixedChunks.Map(
            rows.RowCount, PointsPerTile, (start, end) => PackedObservations.PackChunk(rows.Rows(start, end - start), frame), cancellationToken);
        _blockLengths = new double[(rows.RowCount + Lanes - 1) / Lanes];
        for (int i = 0; i < rows.RowCount; i++) _blockLengths[i / Lanes] = Math.Max(_blockLengths[i / Lanes], LengthOf(rows.Row(i)));
        foreach (double length in _blockLengths) LongestLength = Math.Max(LongestLength, length);
    }

    /// <summary>The points as they were given.</summary>
    public MatrixView Rows { get; }

    /// <summary>Origin and unit of the packed points.</summary>
    public Frame Frame { get; }

    /// <summary>The largest length of a point in the frame.</summary>
    public double LongestLength { get; }

    /// <summary>Packs rows around their mean.</summary>
    public static PointTiles Around(MatrixView rows, CancellationToken cancellationToken)
    {
        ColumnStatistics statistics = ColumnStatistics.Of(rows, cancellationToken);
        double totalVariance = 0;
        foreach (double variance in statistics.Variance) totalVariance += variance;
        return new PointTiles(rows, Frame.Around(statistics.Mean, totalVariance), cancellationToken);
    }

    /// <summary>Some of the points, in the same frame.</summary>
    public PointTiles Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken) =>
        new(Rows.SelectRows(rows), Frame, cancellationToken);

    /// <summary>How long a row is in the frame.</summary>
    public double LengthOf(ReadOnlySpan<float> row)
    {
        double squared = 0;
        for (int p = 0; p < row.Length; p++)
        {
            double value = Frame.ToFrame(row[p], p);
            squared += value * value;
        }

        return Math.Sqrt(squared);
    }

    /// <summary>Gives a sink the distances of every query from every point, tile after tile.</summary>
    /// <param name="queries">Rows with the columns of the points.</param>
    /// <param name="firstPoint">Where to start: a multiple of <see cref="QueriesPerChunk"/>.</param>
    /// <param name="sink">Told about sixteen points at a time.</param>
    public void Sweep<TSink>(MatrixView queries, int firstPoint, ref TSink sink)
        where TSink : struct, IDistanceSink
    {
        float[] panels = PackPanels(queries);
        int panelLength = PerPanel * queries.ColumnCount;
        for (int tile = firstPoint / PointsPerTile; tile < _tiles.Length; tile++)
        {
            int start = Math.Max(firstPoint, tile * PointsPerTile);
            for (int query = 0; query < queries.RowCount; query += PerPanel)
            {
                ReadOnlySpan<float> panel = panels.AsSpan(query * queries.ColumnCount, panelLength);
                SweepPanel(panel, query, Math.Min(PerPanel, queries.RowCount - query), start, tile, ref sink);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SweepPanel<TSink>(ReadOnlySpan<float> panel, int query, int queryCount, int start, int tile, ref TSink sink)
        where TSink : struct, IDistanceSink
    {
        Span<float> squared = stackalloc float[PerPanel * Lanes];
        int blockLength = Lanes * Rows.ColumnCount;
        int tileStart = tile * PointsPerTile;
        int end = Math.Min(tileStart + PointsPerTile, Rows.RowCount);
        ReadOnlySpan<float> points = _tiles[tile];
        for (int i = start; i < end; i += Lanes)
        {
            DistanceLanes.SquaredDistances(points.Slice((i - tileStart) / Lanes * blockLength, blockLength), panel, squared);
            int count = Math.Min(Lanes, end - i);
            for (int q = 0; q < queryCount; q++) sink.Accept(query + q, i, count, _blockLengths[i / Lanes], squared.Slice(q * Lanes, Lanes));
        }
    }

    private float[] PackPanels(MatrixView queries)
    {
        int columns = queries.ColumnCount;
        var panels = new float[(queries.RowCount + PerPanel - 1) / PerPanel * PerPanel * columns];
        for (int query = 0; query < queries.RowCount; query++)
        {
            ReadOnlySpan<float> row = queries.Row(query);
            Span<float> panel = panels.AsSpan(query / PerPanel * PerPanel * columns, PerPanel * columns);
            for (int p = 0; p < columns; p++) panel[p * PerPanel + query % PerPanel] = Frame.ToFrame(row[p], p);
        }

        return panels;
    }
}
