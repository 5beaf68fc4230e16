using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neighbors;

/// <summary>Neighbours of many rows, being filled in: blocks of queries are chunks, each row is written by one of them.</summary>
internal sealed class NeighborTable
{
    private readonly int _width;

    private NeighborTable(int rowCount, int width)
    {
        _width = width;
        Indices = new int[checked(rowCount * width)];
        Distances = new double[Indices.Length];
    }

    public int[] Indices { get; }

    public double[] Distances { get; }

    /// <summary>The neighbours of every reference row.</summary>
    public static NeighborTable OfAll(ReferenceRows reference, CellPartition? cells, int wanted, CancellationToken cancellationToken)
    {
        var table = new NeighborTable(reference.Count, wanted);
        FixedChunks.ForEach(reference.Count, SearchBlock.Size, (start, end) =>
        {
            int columns = reference.ColumnCount;
            Span<int> positions = stackalloc int[end - start];
            Span<int> ids = stackalloc int[end - start];
            for (int i = start; i < end; i++) (positions[i - start], ids[i - start]) = (i, reference.IdAt(i));
            var block = new SearchBlock(reference, cells, wanted);
            block.Search(
                reference.Rows, ids, reference.Framed.Values[(start * columns)..(end * columns)], reference.LowerNorms[start..end], positions);
            for (int q = 0; q < ids.Length; q++) table.Copy(block, q, ids[q]);
        }, cancellationToken);
        return table;
    }

    /// <summary>The neighbours of a few reference rows, given by their places.</summary>
    public static NeighborTable OfSome(ReferenceRows reference, CellPartition? cells, int wanted, int[] places, CancellationToken cancellationToken)
    {
        var table = new NeighborTable(places.Length, wanted);
        const int Part = 64;
        float[] framed = reference.Framed.SelectRows(places).Values.ToArray();
        int columns = reference.ColumnCount;
        FixedChunks.ForEach(places.Length, Part, (start, end) =>
        {
            int[] ids = Array.ConvertAll(places[start..end], reference.IdAt);
            float[] norms = Array.ConvertAll(places[start..end], place => reference.LowerNorms[place]);
            var block = new SearchBlock(reference, cells, wanted);
            block.Search(reference.Rows, ids, framed.AsSpan(start * columns, (end - start) * columns), norms, places.AsSpan(start, end - start));
            for (int q = 0; q < ids.Length; q++) table.Copy(block, q, start + q);
        }, cancellationToken);
        return table;
    }

    /// <summary>The neighbours of rows that are not among the reference rows.</summary>
    public static NeighborTable OfOthers(
        ReferenceRows reference, CellPartition? cells, int wanted, MatrixView rows, CancellationToken cancellationToken)
    {
        var table = new NeighborTable(rows.RowCount, wanted);
        (float[] framed, float[] norms) = reference.Move(rows, cancellationToken);
        int columns = reference.ColumnCount;
        FixedChunks.ForEach(rows.RowCount, SearchBlock.Size, (start, end) =>
        {
            Span<int> numbers = stackalloc int[end - start];
            for (int q = 0; q < numbers.Length; q++) numbers[q] = start + q;
            var block = new SearchBlock(reference, cells, wanted);
            block.Search(rows, numbers, framed.AsSpan(start * columns, (end - start) * columns), norms.AsSpan(start, end - start), []);
            for (int q = 0; q < numbers.Length; q++) table.Copy(block, q, numbers[q]);
        }, cancellationToken);
        return table;
    }

    private void Copy(SearchBlock block, int query, int row) =>
        block.CopyNearest(query, Indices.AsSpan(row * _width, _width), Distances.AsSpan(row * _width, _width));
}
