using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// The lower-triangular W that gives data of one covariance the covariance I: W = L^-1 with L L^T the covariance (Cholesky), so
/// |W (x - m)| is the Mahalanobis distance (scikit-learn: <c>precisions_cholesky_</c>, transposed).
/// </summary>
internal sealed class Whitening
{
    // What elimination leaves of a variance below this share of it is rounding. The floor is a hundred roundings high, so that
    // what lies under it cannot grow in the inverse.
    private const double RelativeFloor = 1e-14;
    private const double IndefiniteBelow = -1e-8;
    private const int Panel = CrossProduct.Panel;

    private readonly int _order;
    private readonly double[] _panels;

    private Whitening(int order, double[] inverse)
    {
        _order = order;
        _panels = new double[checked((order + Panel - 1) / Panel * Panel * order)];
        for (int j = 0; j < order; j++)
        {
            LogDeterminant += Math.Log(inverse[j * order + j]);
            int panel = j / Panel * Panel * order + j % Panel;
            for (int p = 0; p <= j; p++) _panels[panel + p * Panel] = inverse[j * order + p];
        }
    }

    /// <summary>ln |W|: minus half the log determinant of the covariance.</summary>
    public double LogDeterminant { get; }

    /// <summary>Values that <see cref="Apply"/> writes for a block of rows of this many columns.</summary>
    public static int OutputLength(int order) => (order + 3) / 4 * 4 * RowBlock.Lanes;

    /// <summary>Factorises a covariance with positive variances, of which the lower triangle is read; null if it is not positive definite.</summary>
    public static Whitening? TryCreate(ReadOnlySpan<double> covariance, int order)
    {
        double[] factor = covariance.ToArray();
        return Factorize(factor, order) ? new Whitening(order, InvertLower(factor, order)) : null;
    }

    /// <summary>W (x - mean) for a <see cref="RowBlock"/> of x; rows beyond the last column are 0.</summary>
    /// <param name="block">Columns x 8.</param>
    /// <param name="mean">Subtracted first.</param>
    /// <param name="differences">Scratch of the size of <paramref name="block"/>.</param>
    /// <param name="whitened">OUT: <see cref="OutputLength"/> values.</param>
    public void Apply(ReadOnlySpan<double> block, ReadOnlySpan<double> mean, Span<double> differences, Span<double> whitened)
    {
        RowBlock.Subtract(block, mean, differences);
        for (int j = 0; j < _order; j += 4)
        {
            int depth = Math.Min(j + 4, _order);
            CrossProduct.MultiplyTile(
                _panels.AsSpan(j / Panel * Panel * _order + j % Panel), differences[..(depth * Panel)], whitened.Slice(j * RowBlock.Lanes, 4 * RowBlock.Lanes));
        }
    }

    /// <summary>W (x - mean) for one point.</summary>
    public void ApplyToPoint(ReadOnlySpan<double> point, ReadOnlySpan<double> mean, Span<double> whitened)
    {
        for (int j = 0; j < _order; j++)
        {
            double sum = 0;
            for (int p = 0, at = j / Panel * Panel * _order + j % Panel; p <= j; p++, at += Panel) sum += _panels[at] * (point[p] - mean[p]);
            whitened[j] = sum;
        }
    }

    /// <summary>Cholesky in place, row by row; false if a pivot is clearly negative.</summary>
    private static bool Factorize(double[] matrix, int order)
    {
        for (int i = 0; i < order; i++)
        {
            Span<double> row = matrix.AsSpan(i * order, i + 1);
            double variance = row[i];
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> above = matrix.AsSpan(j * order, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], above[..j])) / above[j];
            }

            double residual = variance - TensorPrimitives.SumOfSquares<double>(row[..i]);
            if (!(residual >= IndefiniteBelow * variance)) return false;
            row[i] = Math.Sqrt(Math.Max(residual, RelativeFloor * variance));
        }

        return true;
    }

    private static double[] InvertLower(double[] factor, int order)
    {
        var inverse = new double[factor.Length];
        for (int i = 0; i < order; i++)
        {
            Span<double> row = inverse.AsSpan(i * order, i + 1);
            for (int j = 0; j < i; j++)
            {
                TensorPrimitives.MultiplyAdd(inverse.AsSpan(j * order, j + 1), -factor[i * order + j], row[..(j + 1)], row[..(j + 1)]);
            }

            double pivot = factor[i * order + i];
            row[i] = 1;
            TensorPrimitives.Divide(row, pivot, row);
        }

        return inverse;
    }
}
