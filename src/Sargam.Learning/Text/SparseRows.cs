namespace Sargam.Learning.Text;

/// <summary>Rows of a sparse matrix in the making.</summary>
internal sealed class SparseRows
{
    public List<int> Lengths { get; } = [];

    public List<int> Columns { get; } = [];

    public List<double> Values { get; } = [];

    /// <summary>All rows of all parts, one after another.</summary>
    /// <exception cref="ArgumentException">There are more entries than an array holds.</exception>
    public static SparseMatrix Join(SparseRows[] parts, int rowCount, int columnCount)
    {
        long total = parts.Sum(part => (long)part.Values.Count);
        if (total > Array.MaxLength) throw new ArgumentException($"the documents have {total} terms in all, at most {Array.MaxLength} fit: use fewer columns");
        var starts = new int[rowCount + 1];
        var columns = new int[total];
        var values = new double[total];
        int row = 0;
        int position = 0;
        foreach (SparseRows part in parts)
        {
            part.Columns.CopyTo(columns, position);
            part.Values.CopyTo(values, position);
            position += part.Values.Count;
            foreach (int length in part.Lengths) starts[row + 1] = starts[row++] + length;
        }

        return new SparseMatrix(rowCount, columnCount, starts, columns, values, trusted: true);
    }
}
