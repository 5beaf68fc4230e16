using System.Numerics.Tensors;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Significance;

/// <summary>
/// Data without clusters that looks like given data otherwise: Gaussian rows with the same mean, the same covariance and the
/// same number. What a pipeline scores on them is what it scores on no structure at all.
/// </summary>
/// <remarks>
/// With few rows (n at most d) each new row is a random combination of the centred rows, G X / sqrt(n-1), whose covariance is
/// that of the data without ever forming d x d numbers. With many rows it is Z L^T, where L L^T is the covariance (Cholesky,
/// in double precision; columns without variance of their own contribute nothing).
/// </remarks>
public static class GaussianNull
{
    /// <summary>Draws as many rows as the data has.</summary>
    /// <param name="data">At least 2 rows of finite values.</param>
    /// <param name="rng">Source of the draws; use one <see cref="Rng.Split"/> per draw.</param>
    /// <exception cref="ArgumentException">Too few rows, or a value is not finite.</exception>
    public static Matrix Sample(MatrixView data, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        Observations.Check(data, "GaussianNull", minimumRowCount: 2);
        (int rows, int columns) = (data.RowCount, data.ColumnCount);
        double[] means = Means(data);
        var sample = new Matrix(rows, columns);
        if (rows <= columns)
        {
            var weights = new float[checked(rows * rows)];
            rng.Normal(weights);
            MatMul.Multiply(Operand.AsStored, Operand.AsStored, rows, columns, rows, weights, rows, ScaledCentred(data, means), columns, sample.Values, columns);
        }
        else
        {
            var noise = new float[checked(rows * columns)];
            rng.Normal(noise);
            float[] root = CovarianceRoot(data, means);
            MatMul.Multiply(Operand.AsStored, Operand.Transposed, rows, columns, columns, noise, columns, root, columns, sample.Values, columns);
        }

        for (int i = 0; i < rows; i++)
        {
            Span<float> row = sample.Row(i);
            for (int j = 0; j < columns; j++) row[j] = (float)(row[j] + means[j]);
        }

        return sample;
    }

    private static double[] Means(MatrixView data)
    {
        var means = new double[data.ColumnCount];
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<float> row = data.Row(i);
            for (int j = 0; j < means.Length; j++) means[j] += row[j];
        }

        foreach (ref double mean in means.AsSpan()) mean /= data.RowCount;
        return means;
    }

    private static float[] ScaledCentred(MatrixView data, double[] means)
    {
        double scale = 1 / Math.Sqrt(data.RowCount - 1.0);
        var centred = new float[data.Values.Length];
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<float> row = data.Row(i);
            for (int j = 0; j < means.Length; j++) centred[i * means.Length + j] = (float)((row[j] - means[j]) * scale);
        }

        return centred;
    }

    private static float[] CovarianceRoot(MatrixView data, double[] means)
    {
        int columns = data.ColumnCount;
        var covariance = new double[columns * columns];
        var row = new double[columns];
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<float> values = data.Row(i);
            for (int j = 0; j < columns; j++) row[j] = values[j] - means[j];
            for (int j = 0; j < columns; j++)
            {
                Span<double> target = covariance.AsSpan(j * columns, j + 1);
                TensorPrimitives.MultiplyAdd(row.AsSpan(0, j + 1), row[j], target, target);
            }
        }

        foreach (ref double value in covariance.AsSpan()) value /= data.RowCount - 1.0;
        return Cholesky(covariance, columns);
    }

    /// <summary>Lower-triangular L with L L^T equal to a positive semi-definite matrix, given by its lower triangle.</summary>
    private static float[] Cholesky(double[] matrix, int size)
    {
        for (int j = 0; j < size; j++)
        {
            Span<double> pivotRow = matrix.AsSpan(j * size, j + 1);
            double variance = pivotRow[j];
            double residual = variance - TensorPrimitives.SumOfSquares<double>(pivotRow[..j]);

            // A column that is a combination of earlier ones leaves rounding only, which must not be divided by.
            double pivot = residual > 1e-12 * variance ? Math.Sqrt(residual) : 0;
            pivotRow[j] = pivot;
            for (int i = j + 1; i < size; i++)
            {
                Span<double> row = matrix.AsSpan(i * size, j + 1);
                double dot = TensorPrimitives.Dot<double>(row[..j], pivotRow[..j]);
                row[j] = pivot == 0 ? 0 : (row[j] - dot) / pivot;
            }
        }

        var root = new float[matrix.Length];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++) root[i * size + j] = (float)matrix[i * size + j];
        }

        return root;
    }
}
