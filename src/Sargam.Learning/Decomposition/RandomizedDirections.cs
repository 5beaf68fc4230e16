using System.Numerics.Tensors;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// The leading eigenvectors of Xc' Xc by subspace iteration from random directions (Halko, Martinsson and Tropp, 2011, section
/// 4.5). Every pass reads the rows once, a stretch at a time, and holds nothing of their number.
/// </summary>
internal sealed class RandomizedDirections
{
    private const int BufferedValues = 1 << 20;

    private readonly MatrixView _observations;
    private readonly double[] _mean;
    private readonly double _unit;
    private readonly int _width;
    private readonly float[] _centred;
    private readonly float[] _projected;
    private readonly float[] _directions;
    private readonly float[] _part;
    private readonly int _step;

    /// <summary>Prepares passes over data.</summary>
    /// <param name="observations">The rows.</param>
    /// <param name="statistics">Of their columns.</param>
    /// <param name="width">Directions that are followed.</param>
    public RandomizedDirections(MatrixView observations, ColumnStatistics statistics, int width)
    {
        _observations = observations;
        _mean = statistics.Mean;
        _width = width;
        _step = Math.Clamp(BufferedValues / _mean.Length, 1, observations.RowCount);
        _centred = new float[_step * _mean.Length];
        _projected = new float[_step * width];
        _directions = new float[width * _mean.Length];
        _part = new float[_directions.Length];

        // Products of four values must neither overflow nor vanish, whatever the unit of the data.
        double largest = Math.Sqrt(statistics.Variance.Max());
        _unit = largest > 0 ? Math.ScaleB(1, Math.ILogB(largest)) : 1;
    }

    /// <summary>Eigenvalues of Xc' Xc, largest first, and their eigenvectors as rows; as many as directions are followed.</summary>
    public (double[] Values, double[] Vectors) Find(int powerIterations, Rng rng, CancellationToken cancellationToken)
    {
        int columns = _mean.Length;
        var basis = new double[checked(_width * columns)];
        foreach (ref double value in basis.AsSpan()) value = rng.Normal();
        PrincipalDirections.Orthonormalise(basis, _width, columns);
        for (int iteration = 0; iteration < powerIterations; iteration++)
        {
            basis = Multiply(basis, cancellationToken);
            PrincipalDirections.Orthonormalise(basis, _width, columns);
        }

        return Ritz(basis, Multiply(basis, cancellationToken), cancellationToken);
    }

    /// <summary>The best eigenvectors within the span of the basis (Rayleigh and Ritz).</summary>
    private (double[] Values, double[] Vectors) Ritz(double[] basis, double[] products, CancellationToken cancellationToken)
    {
        int columns = _mean.Length;
        var inner = new double[_width * _width];
        for (int i = 0; i < _width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double both = Dot(basis, i, products, j) + Dot(basis, j, products, i);
                inner[i * _width + j] = inner[j * _width + i] = both / 2;
            }
        }

        EigenDecomposition eigen = SymmetricEigen.Decompose(inner, _width, cancellationToken);
        var vectors = new double[basis.Length];
        for (int i = 0; i < _width; i++)
        {
            ReadOnlySpan<double> weights = eigen.Vector(i);
            Span<double> vector = vectors.AsSpan(i * columns, columns);
            for (int b = 0; b < _width; b++)
            {
                TensorPrimitives.MultiplyAdd(basis.AsSpan(b * columns, columns), weights[b], vector, vector);
            }
        }

        var values = new double[_width];
        for (int i = 0; i < _width; i++) values[i] = Math.Max(0, eigen.Values[i]) * _unit * _unit;
        return (values, vectors);
    }

    /// <summary>Xc' Xc times every direction, in the unit of the data squared.</summary>
    private double[] Multiply(double[] basis, CancellationToken cancellationToken)
    {
        int columns = _mean.Length;
        for (int i = 0; i < basis.Length; i++) _directions[i] = (float)basis[i];
        var sums = new double[basis.Length];
        for (int start = 0; start < _observations.RowCount; start += _step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_step, _observations.RowCount - start);
            Centre(start, count);
            MatMul.Multiply(
                Operand.AsStored, Operand.Transposed, count, _width, columns, _centred, columns, _directions, columns, _projected, _width);
            MatMul.Multiply(
                Operand.Transposed, Operand.AsStored, _width, columns, count, _projected, _width, _centred, columns, _part, columns);
            for (int i = 0; i < sums.Length; i++) sums[i] += _part[i];
        }

        return sums;
    }

    private void Centre(int start, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = _observations.Row(start + i);
            Span<float> target = _centred.AsSpan(i * row.Length, row.Length);
            for (int j = 0; j < row.Length; j++) target[j] = (float)((row[j] - _mean[j]) / _unit);
        }
    }

    private double Dot(double[] left, int i, double[] right, int j) => TensorPrimitives.Dot<double>(
        left.AsSpan(i * _mean.Length, _mean.Length), right.AsSpan(j * _mean.Length, _mean.Length));
}
