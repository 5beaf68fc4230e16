using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Text;

/// <summary>
/// A matrix that is mostly zeros, in 64 bits, row by row: only the other entries are stored, 12 bytes each (SciPy: <c>csr_matrix</c>).
/// Immutable.
/// </summary>
public sealed class SparseMatrix
{
    private const int RowsPerChunk = 64;

    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    /// <summary>Copies entries into a matrix.</summary>
    /// <param name="rowCount">Rows, at least 0.</param>
    /// <param name="columnCount">Columns, at least 0.</param>
    /// <param name="rowStarts">Where each row's entries begin, and where the last ends: one more than rows (SciPy: <c>indptr</c>).</param>
    /// <param name="columns">The column of each entry, ascending within a row (SciPy: <c>indices</c>).</param>
    /// <param name="values">Finite values (SciPy: <c>data</c>).</param>
    /// <exception cref="ArgumentException">The lengths do not agree, a column is out of range or not after the one before, or a value is not finite.</exception>
    public SparseMatrix(int rowCount, int columnCount, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
        : this(rowCount, columnCount, rowStarts.ToArray(), columns.ToArray(), values.ToArray(), trusted: false)
    {
    }

    internal SparseMatrix(int rowCount, int columnCount, int[] starts, int[] columns, double[] values, bool trusted)
    {
        (RowCount, ColumnCount) = (rowCount, columnCount);
        (_starts, _columns, _values) = (starts, columns, values);
        if (!trusted) Check();
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>Entries that are stored (SciPy: <c>nnz</c>).</summary>
    public int EntryCount => _values.Length;

    /// <summary>Where each row's entries begin, and where the last ends (SciPy: <c>indptr</c>).</summary>
    public ReadOnlySpan<int> RowStarts => _starts;

    /// <summary>The columns of a row's entries, ascending.</summary>
    public ReadOnlySpan<int> RowColumns(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The values of a row's entries.</summary>
    public ReadOnlySpan<double> RowValues(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Rows as columns, which costs about as much memory again.</summary>
    public SparseMatrix Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (int column in _columns) starts[column + 1]++;
        for (int j = 0; j < ColumnCount; j++) starts[j + 1] += starts[j];
        int[] next = starts[..^1];
        var columns = new int[_values.Length];
        var values = new double[_values.Length];
        for (int i = 0; i < RowCount; i++)
        {
            for (int e = _starts[i]; e < _starts[i + 1]; e++)
            {
                int at = next[_columns[e]]++;
                columns[at] = i;
                values[at] = _values[e];
            }
        }

        return new SparseMatrix(ColumnCount, RowCount, starts, columns, values, trusted: true);
    }

    /// <summary>
    /// The product with a dense matrix on the right. For one on the left or with the transpose, use <see cref="Transpose"/>: the
    /// transpose has its rows to share out among threads. The same bits at any thread count.
    /// </summary>
    /// <param name="dense">As many rows as this has columns, one after another.</param>
    /// <param name="width">Columns of <paramref name="dense"/> and of the result, at least 1.</param>
    /// <param name="cancellationToken">Checked once per chunk of rows.</param>
    /// <returns>One row per row of this, one after another.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="dense"/> is not columns x width.</exception>
    public double[] Multiply(double[] dense, int width, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dense);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (dense.Length != (long)ColumnCount * width)
        {
            throw new ArgumentException($"dense must have {ColumnCount} x {width} = {(long)ColumnCount * width} values, got {dense.Length}", nameof(dense));
        }

        var product = new double[checked(RowCount * width)];
        FixedChunks.ForEach(RowCount, RowsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++) MultiplyRow(i, dense, product.AsSpan(i * width, width));
        }, cancellationToken);
        return product;
    }

    /// <summary>All entries in a dense matrix, rounded to 32 bits.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(RowCount, ColumnCount);
        for (int i = 0; i < RowCount; i++)
        {
            Span<float> row = matrix.Row(i);
            for (int e = _starts[i]; e < _starts[i + 1]; e++) row[_columns[e]] = (float)_values[e];
        }

        return matrix;
    }

    // Strips of eight columns stay in registers while the row's entries, which stay in cache, are gone through.
    private void MultiplyRow(int row, double[] dense, Span<double> sums)
    {
        ReadOnlySpan<int> columns = RowColumns(row);
        ReadOnlySpan<double> values = RowValues(row);
        ref double x = ref MemoryMarshal.GetArrayDataReference(dense);
        ref double y = ref MemoryMarshal.GetReference(sums);
        nuint width = (nuint)sums.Length;
        nuint k = 0;
        for (; k + 8 <= width; k += 8)
        {
            Vector256<double> low = default, high = default;
            for (int e = 0; e < columns.Length; e++)
            {
                nuint at = (nuint)columns[e] * width + k;
                Vector256<double> value = Vector256.Create(values[e]);
                low = Vector256.MultiplyAddEstimate(value, Vector256.LoadUnsafe(ref x, at), low);
                high = Vector256.MultiplyAddEstimate(value, Vector256.LoadUnsafe(ref x, at + 4), high);
            }

            low.StoreUnsafe(ref y, k);
            high.StoreUnsafe(ref y, k + 4);
        }

        for (; k < width; k++)
        {
            double sum = 0;
            for (int e = 0; e < columns.Length; e++) sum += values[e] * dense[(nuint)columns[e] * width + k];
            sums[(int)k] = sum;
        }
    }

    private void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(RowCount, "rowCount");
        ArgumentOutOfRangeException.ThrowIfNegative(ColumnCount, "columnCount");
        if (_starts.Length - 1 != RowCount) throw new ArgumentException($"rowStarts must have {RowCount + 1L} values, got {_starts.Length}");
        if (_columns.Length != _values.Length) throw new ArgumentException($"columns and values must be as many, got {_columns.Length} and {_values.Length}");
        if (_starts[0] != 0 || _starts[^1] != _values.Length) throw new ArgumentException($"rowStarts must go from 0 to {_values.Length}, got {_starts[0]} to {_starts[^1]}");
        for (int i = 0; i < RowCount; i++)
        {
            if (_starts[i + 1] < _starts[i] || _starts[i + 1] > _values.Length) throw new ArgumentException($"rowStarts must ascend within the entries, value {i + 1} is {_starts[i + 1]}");
            CheckRow(i);
        }
    }

    private void CheckRow(int row)
    {
        int before = -1;
        for (int e = _starts[row]; e < _starts[row + 1]; e++)
        {
            if (_columns[e] <= before || _columns[e] >= ColumnCount)
            {
                throw new ArgumentException($"columns must ascend within a row and be below {ColumnCount}, entry {e} in row {row} is {_columns[e]}");
            }

            if (!double.IsFinite(_values[e])) throw new ArgumentException($"values must be finite, entry {e} is {_values[e]}");
            before = _columns[e];
        }
    }
}
