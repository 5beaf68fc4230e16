namespace Sargam.Learning.Decomposition;

/// <summary>
/// Eigenvalues and eigenvectors of a dense symmetric matrix in 64 bits: Householder reduction to a tridiagonal matrix, then the
/// implicit QR iteration with Wilkinson's shift (Golub and Van Loan, Matrix Computations, section 8.3). Costs about
/// 4/3 n^3 operations for eigenvalues and 6 n^3 more for eigenvectors. The same bits at any thread count.
/// </summary>
public static class SymmetricEigen
{
    /// <summary>Finds all eigenvalues and eigenvectors.</summary>
    /// <param name="matrix">Row after row; only the lower triangle is read.</param>
    /// <param name="order">Rows and columns, at least 1.</param>
    /// <param name="cancellationToken">Checked once per row and batch.</param>
    /// <exception cref="ArgumentException">The length is not order x order, or a value of the lower triangle is NaN or infinite.</exception>
    public static EigenDecomposition Decompose(ReadOnlySpan<double> matrix, int order, CancellationToken cancellationToken = default)
    {
        (double[] copy, double scale) = ScaledCopy(matrix, order);
        var reduction = HouseholderReduction.Reduce(copy, order, cancellationToken);
        var vectors = EigenvectorStripes.FromReflections(reduction, cancellationToken);
        TridiagonalQr.Diagonalise(reduction.Diagonal, reduction.OffDiagonal, vectors, cancellationToken);
        int[] ranking = Ranking(reduction.Diagonal);
        return new EigenDecomposition(Ranked(reduction.Diagonal, ranking, scale), vectors.ToRows(ranking));
    }

    /// <summary>Finds all eigenvalues, largest first.</summary>
    /// <inheritdoc cref="Decompose" path="/param"/>
    /// <inheritdoc cref="Decompose" path="/exception"/>
    public static double[] Eigenvalues(ReadOnlySpan<double> matrix, int order, CancellationToken cancellationToken = default)
    {
        (double[] copy, double scale) = ScaledCopy(matrix, order);
        var reduction = HouseholderReduction.Reduce(copy, order, cancellationToken);
        TridiagonalQr.Diagonalise(reduction.Diagonal, reduction.OffDiagonal, vectors: null, cancellationToken);
        return Ranked(reduction.Diagonal, Ranking(reduction.Diagonal), scale);
    }

    /// <summary>Throws unless a square matrix of this order fits into an array.</summary>
    internal static void CheckOrder(int order)
    {
        if (order < 1 || (long)order * order > Array.MaxLength)
        {
            throw new ArgumentException($"order must be in [1, {(int)Math.Sqrt(Array.MaxLength)}] for a square matrix, got {order}", nameof(order));
        }
    }

    /// <summary>A copy whose largest value is about 1, so that no square over- or underflows; scaled by a power of two.</summary>
    private static (double[] Copy, double Scale) ScaledCopy(ReadOnlySpan<double> matrix, int order)
    {
        CheckOrder(order);
        if (matrix.Length != order * order)
        {
            throw new ArgumentException($"matrix must have {order} x {order} = {order * order} values, got {matrix.Length}", nameof(matrix));
        }

        double largest = 0;
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = matrix[i * order + j];
                if (!double.IsFinite(value)) throw new ArgumentException($"matrix must be finite, row {i} column {j} is {value}", nameof(matrix));
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        int exponent = largest > 0 ? Math.ILogB(largest) : 0;
        var copy = new double[matrix.Length];
        for (int i = 0; i < copy.Length; i++) copy[i] = Math.ScaleB(matrix[i], -exponent);
        return (copy, Math.ScaleB(1, exponent));
    }

    private static int[] Ranking(double[] eigenvalues)
    {
        var ranking = new int[eigenvalues.Length];
        for (int i = 0; i < ranking.Length; i++) ranking[i] = i;
        Array.Sort(ranking, (a, b) => eigenvalues[a] != eigenvalues[b] ? eigenvalues[b].CompareTo(eigenvalues[a]) : a.CompareTo(b));
        return ranking;
    }

    private static double[] Ranked(double[] eigenvalues, int[] ranking, double scale) =>
        Array.ConvertAll(ranking, i => eigenvalues[i] * scale);
}
