using Sargam.Learning.Decomposition;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Text;

/// <summary>Sums over the entries of sparse matrices.</summary>
internal static class SparseProducts
{
    /// <summary>X X': the dot product of each pair of rows.</summary>
    public static double[] OfRows(SparseMatrix matrix, CancellationToken cancellationToken)
    {
        int order = matrix.RowCount;
        SymmetricEigen.CheckOrder(order);
        var products = new double[order * order];
        FixedChunks.ForEach(order, 16, (start, end) =>
        {
            var dense = new double[matrix.ColumnCount];
            for (int i = start; i < end; i++)
            {
                Scatter(matrix, i, dense);
                for (int j = 0; j <= i; j++) products[i * order + j] = Dot(matrix, j, dense);
                foreach (int column in matrix.RowColumns(i)) dense[column] = 0;
            }
        }, cancellationToken);
        CrossProduct.Mirror(products, order);
        return products;
    }

    /// <summary>The sum over columns of their variances, which divide by the number of rows.</summary>
    public static double TotalVariance(SparseMatrix matrix)
    {
        var sums = new double[matrix.ColumnCount];
        double squares = 0;
        for (int i = 0; i < matrix.RowCount; i++)
        {
            ReadOnlySpan<int> columns = matrix.RowColumns(i);
            ReadOnlySpan<double> values = matrix.RowValues(i);
            for (int e = 0; e < columns.Length; e++)
            {
                sums[columns[e]] += values[e];
                squares += values[e] * values[e];
            }
        }

        double rowCount = matrix.RowCount;
        double means = 0;
        foreach (double sum in sums) means += sum / rowCount * (sum / rowCount);
        return Math.Max(0, squares / rowCount - means);
    }

    private static void Scatter(SparseMatrix matrix, int row, double[] dense)
    {
        ReadOnlySpan<int> columns = matrix.RowColumns(row);
        ReadOnlySpan<double> values = matrix.RowValues(row);
        for (int e = 0; e < columns.Length; e++) dense[columns[e]] = values[e];
    }

    private static double Dot(SparseMatrix matrix, int row, double[] dense)
    {
        ReadOnlySpan<int> columns = matrix.RowColumns(row);
        ReadOnlySpan<double> values = matrix.RowValues(row);
        double sum = 0;
        for (int e = 0; e < columns.Length; e++) sum += values[e] * dense[columns[e]];
        return sum;
    }
}
