using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neighbors;

/// <summary>Searches for a few hundred queries at a time by matrix products. Belongs to one thread.</summary>
internal sealed class SearchBlock
{
    /// <summary>Queries at most.</summary>
    public const int Size = 256;

    private const int Tile = 512;

    private readonly ReferenceRows _reference;
    private readonly CellPartition? _cells;
    private readonly int _wanted;
    private readonly CandidateList[] _lists = new CandidateList[Size];
    private readonly float[] _products = new float[Size * Tile];
    private readonly float[] _gathered;
    private readonly int[] _visitors = new int[Size];

    /// <summary>Creates the buffers.</summary>
    /// <param name="reference">What is searched.</param>
    /// <param name="cells">Null to search everything.</param>
    /// <param name="wanted">Neighbours per query, at most the reference rows that are not the query.</param>
    public SearchBlock(ReferenceRows reference, CellPartition? cells, int wanted)
    {
        _reference = reference;
        _cells = cells;
        _wanted = wanted;
        _gathered = cells is null ? [] : new float[Size * reference.ColumnCount];
    }

    /// <summary>Finds the neighbours of some queries; the results are read with <see cref="CopyNearest"/>.</summary>
    /// <param name="rows">The queries as they were given.</param>
    /// <param name="numbers">Which of <paramref name="rows"/> each query is.</param>
    /// <param name="framed">The queries moved, one after another.</param>
    /// <param name="lowerNorms">Their norms, as <see cref="ReferenceRows.LowerNorms"/>.</param>
    /// <param name="selfPositions">The place of each query among the reference rows; empty when they are other rows.</param>
    public void Search(
        MatrixView rows, ReadOnlySpan<int> numbers, ReadOnlySpan<float> framed, ReadOnlySpan<float> lowerNorms, ReadOnlySpan<int> selfPositions)
    {
        for (int q = 0; q < numbers.Length; q++)
        {
            CandidateList list = _lists[q] ??= new CandidateList(_reference, _wanted);
            list.Start(rows.Row(numbers[q]), lowerNorms[q], selfPositions.IsEmpty ? -1 : selfPositions[q]);
        }

        if (_cells is null)
        {
            for (int q = 0; q < numbers.Length; q++) _visitors[q] = q;
            Visit(framed, numbers.Length, 0, _reference.Count);
        }
        else
        {
            VisitCells(_cells, framed, numbers.Length);
        }

        for (int q = 0; q < numbers.Length; q++)
        {
            if (ReferenceRows.IsUsable(lowerNorms[q]) && _lists[q].IsEnough) _lists[q].Compact(); else _lists[q].OfferAll();
        }
    }

    /// <summary>The neighbours of one query of the last search, nearest first.</summary>
    public void CopyNearest(int query, Span<int> ids, Span<double> distances) => _lists[query].CopyNearest(ids, distances);

    private void VisitCells(CellPartition cells, ReadOnlySpan<float> framed, int queryCount)
    {
        int columns = _reference.ColumnCount;
        bool[] probed = cells.Probed(framed, queryCount);
        for (int cell = 0; cell < cells.Count; cell++)
        {
            int visitors = 0;
            for (int q = 0; q < queryCount; q++)
            {
                if (!probed[q * cells.Count + cell]) continue;
                framed.Slice(q * columns, columns).CopyTo(_gathered.AsSpan(visitors * columns));
                _visitors[visitors++] = q;
            }

            if (visitors > 0) Visit(_gathered, visitors, cells.Start(cell), cells.Start(cell + 1));
        }
    }

    /// <summary>Shows the visitors the reference rows from start to end.</summary>
    private void Visit(ReadOnlySpan<float> visitors, int visitorCount, int start, int end)
    {
        int columns = _reference.ColumnCount;
        ReadOnlySpan<float> all = _reference.Framed.Values;
        for (int first = start; first < end; first += Tile)
        {
            int count = Math.Min(Tile, end - first);
            MatMul.Multiply(
                Operand.AsStored, Operand.Transposed, visitorCount, count, columns,
                visitors[..(visitorCount * columns)], columns, all.Slice(first * columns, count * columns), columns, _products, count);
            for (int v = 0; v < visitorCount; v++) _lists[_visitors[v]].Offer(_products.AsSpan(v * count, count), first);
        }
    }
}
