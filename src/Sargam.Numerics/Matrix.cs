using System.Diagnostics.CodeAnalysis;

namespace Sargam.Numerics;

/// <summary>A dense matrix of 32-bit floats, stored row by row without gaps. Rows are observations, columns are features.</summary>
public sealed class Matrix
{
    private readonly float[] _values;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rowCount">Number of rows, at least 0.</param>
    /// <param name="columnCount">Number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the product exceeds what an array can hold.</exception>
    public Matrix(int rowCount, int columnCount)
        : this(rowCount, columnCount, new float[CheckedLength(rowCount, columnCount)])
    {
    }

    private Matrix(int rowCount, int columnCount, float[] values)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        _values = values;
    }

    /// <summary>Number of rows (scikit-learn: <c>n_samples</c>).</summary>
    public int RowCount { get; }

    /// <summary>Number of columns (scikit-learn: <c>n_features</c>).</summary>
    public int ColumnCount { get; }

    /// <summary>All values, row after row.</summary>
    public Span<float> Values => _values;

    /// <summary>A read-only view of the whole matrix; it shares the storage.</summary>
    public MatrixView View => new(_values, RowCount, ColumnCount);

    /// <summary>The value at a row and a column.</summary>
    public ref float this[int row, int column]
    {
        get
        {
            if ((uint)column >= (uint)ColumnCount)
            {
                throw new ArgumentOutOfRangeException(nameof(column), column, $"column must be in [0, {ColumnCount}), got {column}");
            }

            return ref Row(row)[column];
        }
    }

    /// <summary>Takes over an array as a matrix without copying it.</summary>
    /// <exception cref="ArgumentException">The array's length is not <paramref name="rowCount"/> x <paramref name="columnCount"/>.</exception>
    public static Matrix Wrap(float[] values, int rowCount, int columnCount)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != CheckedLength(rowCount, columnCount))
        {
            throw new ArgumentException(
                $"values must have {rowCount} x {columnCount} = {(long)rowCount * columnCount} elements, got {values.Length}", nameof(values));
        }

        return new Matrix(rowCount, columnCount, values);
    }

    /// <summary>Copies equally long rows into a matrix.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Matrix FromRows(IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != matrix.ColumnCount)
            {
                throw new ArgumentException(
                    $"every row must have {matrix.ColumnCount} columns as the first has, row {i} has {rows[i].Length}", nameof(rows));
            }

            rows[i].CopyTo(matrix.Row(i));
        }

        return matrix;
    }

    /// <summary>One row, writable.</summary>
    public Span<float> Row(int index)
    {
        if ((uint)index >= (uint)RowCount) ThrowRowOutOfRange(index, RowCount);
        return _values.AsSpan(index * ColumnCount, ColumnCount);
    }

    /// <summary>Same as <see cref="View"/>: a method that reads takes a view.</summary>
    public static implicit operator MatrixView(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.View;
    }

    /// <summary>Same as <see cref="View"/>.</summary>
    public MatrixView ToMatrixView() => View;

    /// <summary>Apart from its callers, which are small enough to be inlined without it.</summary>
    [DoesNotReturn]
    internal static void ThrowRowOutOfRange(int index, int rowCount) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"row must be in [0, {rowCount}), got {index}");

    private static int CheckedLength(int rowCount, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        long length = (long)rowCount * columnCount;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(rowCount));
        return (int)length;
    }
}
