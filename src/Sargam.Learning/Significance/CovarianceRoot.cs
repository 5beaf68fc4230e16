using System.Numerics.Tensors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Significance;

/// <summary>
/// The lower-triangular L with L L^T equal to the covariance of data, in double precision until the result. Columns that are
/// constant, or combinations of earlier ones, add nothing of their own instead of failing.
/// </summary>
internal static class CovarianceRoot
{
    /// <summary>Row-major d x d; the upper triangle is 0.</summary>
    public static float[] Of(MatrixView data, double[] means, CancellationToken cancellationToken)
    {
        int size = data.ColumnCount;
        double[] matrix = LowerCovariance(data, means, cancellationToken);
        Factorize(matrix, size, cancellationToken);
        var root = new float[matrix.Length];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++) root[i * size + j] = (float)matrix[i * size + j];
        }

        return root;
    }

    private static double[] LowerCovariance(MatrixView data, double[] means, CancellationToken cancellationToken)
    {
        int size = means.Length;
        var covariance = new double[size * size];

        // A chunk keeps its rows of the covariance in the cache while it reads the data once.
        const int RowsPerChunk = 16;
        FixedChunks.ForEach(size, RowsPerChunk, (start, end) =>
        {
            var centred = new double[end];
            for (int i = 0; i < data.RowCount; i++)
            {
                ReadOnlySpan<float> values = data.Row(i);
                for (int j = 0; j < end; j++) centred[j] = values[j] - means[j];
                for (int j = start; j < end; j++)
                {
                    Span<double> target = covariance.AsSpan(j * size, j + 1);
                    TensorPrimitives.MultiplyAdd(centred.AsSpan(0, j + 1), centred[j], target, target);
                }
            }
        }, cancellationToken);
        TensorPrimitives.Divide(covariance, data.RowCount - 1.0, covariance);
        return covariance;
    }

    /// <summary>Cholesky in place, column by column.</summary>
    private static void Factorize(double[] matrix, int size, CancellationToken cancellationToken)
    {
        for (int j = 0; j < size; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<double> pivotRow = matrix.AsSpan(j * size, j + 1);
            double variance = pivotRow[j];
            double residual = variance - TensorPrimitives.SumOfSquares<double>(pivotRow[..j]);

            // A combination of earlier columns leaves rounding only, which must not be divided by.
            double pivot = residual > 1e-12 * variance ? Math.Sqrt(residual) : 0;
            pivotRow[j] = pivot;
            for (int i = j + 1; i < size; i++)
            {
                Span<double> row = matrix.AsSpan(i * size, j + 1);
                double dot = TensorPrimitives.Dot<double>(row[..j], pivotRow[..j]);
                row[j] = pivot == 0 ? 0 : (row[j] - dot) / pivot;
            }
        }
    }
}
