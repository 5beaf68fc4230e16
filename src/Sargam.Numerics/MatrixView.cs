namespace Sargam.Numerics;

/// <summary>
/// A read-only look at row-major floats, cheap to copy and to pass into lambdas. It does not own the storage:
/// whoever holds the <see cref="Matrix"/> can still change the values.
/// </summary>
public readonly struct MatrixView
{
    private readonly ReadOnlyMemory<float> _values;

    /// <summary>Views row-major values as a matrix.</summary>
    /// <exception cref="ArgumentException">The number of values is not <paramref name="rowCount"/> x <paramref name="columnCount"/>.</exception>
    public MatrixView(ReadOnlyMemory<float> values, int rowCount, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        if (values.Length != (long)rowCount * columnCount)
        {
            throw new ArgumentException(
                $"values must have {rowCount} x {columnCount} = {(long)rowCount * columnCount} elements, got {values.Length}", nameof(values));
        }

        _values = values;
        RowCount = rowCount;
        ColumnCount = columnCount;
    }

    /// <summary>Number of rows (scikit-learn: <c>n_samples</c>).</summary>
    public int RowCount { get; }

    /// <summary>Number of columns (scikit-learn: <c>n_features</c>).</summary>
    public int ColumnCount { get; }

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>The value at a row and a column.</summary>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> Row(int index)
    {
        if ((uint)index >= (uint)RowCount) Matrix.ThrowRowOutOfRange(index, RowCount);
        return _values.Span.Slice(index * ColumnCount, ColumnCount);
    }

    /// <summary>A view of consecutive rows.</summary>
    public MatrixView Rows(int start, int count) => new(_values.Slice(start * ColumnCount, count * ColumnCount), count, ColumnCount);

    /// <summary>The same numbers in rows of another length.</summary>
    /// <param name="rowCount">Rows; times <paramref name="columnCount"/> it must be as many numbers as there are.</param>
    /// <param name="columnCount">Numbers per row.</param>
    /// <exception cref="ArgumentException">The shape holds another number of values.</exception>
    public MatrixView Reshape(int rowCount, int columnCount) => new(_values, rowCount, columnCount);

    /// <summary>Copies the named rows, in the given order, into a new matrix. A row may be named several times.</summary>
    public Matrix SelectRows(ReadOnlySpan<int> indices)
    {
        var selected = new Matrix(indices.Length, ColumnCount);
        for (int i = 0; i < indices.Length; i++) Row(indices[i]).CopyTo(selected.Row(i));
        return selected;
    }

    /// <summary>Copies the values into a new matrix.</summary>
    public Matrix ToMatrix()
    {
        var copy = new Matrix(RowCount, ColumnCount);
        Values.CopyTo(copy.Values);
        return copy;
    }
}
