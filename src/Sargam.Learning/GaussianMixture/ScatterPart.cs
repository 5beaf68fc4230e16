using System.Buffers;
using System.Runtime.Intrinsics;
using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// Sums weight (x - mean)(x - mean)' over some rows and components. Deviations times the root of the weight are collected in
/// panels of eight columns; whenever a stretch of them is full, the products of all panels are added at once.
/// </summary>
internal sealed class ScatterPart
{
    private const int Panel = CrossProduct.Panel;

    private readonly ResponsibilityTable _table;
    private readonly double[] _means;
    private readonly int _order;
    private readonly int _panelCount;
    private readonly double[] _product;
    private readonly double[] _panels;
    private int _depth;

    /// <summary>Starts with nothing; <see cref="Finish"/> gives the buffers back.</summary>
    public ScatterPart(ResponsibilityTable table, double[] means)
    {
        _table = table;
        _means = means;
        _order = table.Rows.ColumnCount;
        _panelCount = (_order + Panel - 1) / Panel;
        _product = new double[_order * _order];
        _panels = ArrayPool<double>.Shared.Rent(checked(_panelCount * Panel * CrossProduct.Stretch));
    }

    /// <summary>Adds the rows of the chunks [firstChunk, endChunk) around the mean of one component, with its responsibilities.</summary>
    public void Add(int component, int firstChunk, int endChunk)
    {
        var centre = new double[_panelCount * Panel];
        _means.AsSpan(component * _order, _order).CopyTo(centre);
        for (int chunk = firstChunk; chunk < endChunk; chunk++)
        {
            MatrixView rows = _table.ChunkRows(chunk);
            ReadOnlySpan<double> weights = _table.Chunk(chunk);
            for (int i = 0; i < rows.RowCount; i++)
            {
                double weight = weights[_table.Index(i, component)];
                if (weight == 0) continue;
                PackRow(rows.Row(i), centre, Math.Sqrt(weight), _panels.AsSpan(_depth * Panel));
                if (++_depth == CrossProduct.Stretch) AddProducts();
            }
        }
    }

    /// <summary>The lower triangle of the sum. Nothing can be added after it.</summary>
    public double[] Finish()
    {
        if (_depth > 0) AddProducts();
        ArrayPool<double>.Shared.Return(_panels);
        return _product;
    }

    private void AddProducts()
    {
        for (int i = 0; i < _panelCount; i++) CrossProduct.AddPanelRow(_panels, i, _depth, _product, _order);
        _depth = 0;
    }

    /// <summary>(row - centre) factor, eight values into every panel, the last filled up with zeros.</summary>
    private static void PackRow(ReadOnlySpan<float> row, ReadOnlySpan<double> centre, double factor, Span<double> panels)
    {
        const int Step = CrossProduct.Stretch * Panel;
        int j = 0;
        int at = 0;
        for (; j <= row.Length - Panel; j += Panel, at += Step)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(row[j..]));
            ((low - Vector256.Create(centre[j..])) * factor).CopyTo(panels[at..]);
            ((high - Vector256.Create(centre[(j + 4)..])) * factor).CopyTo(panels[(at + 4)..]);
        }

        if (j == row.Length) return;
        Span<double> last = panels.Slice(at, Panel);
        last.Clear();
        for (int p = j; p < row.Length; p++) last[p - j] = (row[p] - centre[p]) * factor;
    }
}
