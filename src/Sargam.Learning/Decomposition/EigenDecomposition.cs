namespace Sargam.Learning.Decomposition;

/// <summary>The eigenvalues of a symmetric matrix, largest first, and an orthonormal set of eigenvectors.</summary>
public sealed class EigenDecomposition
{
    private readonly double[] _values;
    private readonly double[] _vectors;

    internal EigenDecomposition(double[] values, double[] vectors)
    {
        _values = values;
        _vectors = vectors;
    }

    /// <summary>Rows and columns of the matrix.</summary>
    public int Order => _values.Length;

    /// <summary>Eigenvalues, largest first.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The eigenvector of an eigenvalue, of length 1; its sign is arbitrary.</summary>
    /// <param name="index">Position of the eigenvalue in <see cref="Values"/>.</param>
    public ReadOnlySpan<double> Vector(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Order);
        return _vectors.AsSpan(index * Order, Order);
    }
}
