namespace Sargam.Learning.Decomposition;

/// <summary>Diagonalises a symmetric tridiagonal matrix by implicit QR steps with Wilkinson's shift.</summary>
internal static class TridiagonalQr
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MaxStepsPerEigenvalue = 60;

    /// <summary>Replaces the diagonal by the eigenvalues, unsorted, and turns the vectors along.</summary>
    /// <param name="diagonal">IN: diagonal. OUT: eigenvalues.</param>
    /// <param name="offDiagonal">offDiagonal[i] couples i and i + 1; overwritten.</param>
    /// <param name="vectors">Rows that every rotation is applied to; null for eigenvalues only.</param>
    /// <param name="cancellationToken">Checked once per step.</param>
    /// <exception cref="ArithmeticException">No convergence, which no finite matrix is known to cause.</exception>
    public static void Diagonalise(double[] diagonal, double[] offDiagonal, EigenvectorStripes? vectors, CancellationToken cancellationToken)
    {
        double norm = 0;
        for (int i = 0; i < diagonal.Length; i++) norm = Math.Max(norm, Math.Abs(diagonal[i]) + Math.Abs(offDiagonal[i]));
        int end = diagonal.Length - 1;
        for (int steps = 0; end > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = end;
            while (start > 0 && !IsNegligible(diagonal, offDiagonal, start - 1, norm)) start--;
            if (start > 0) offDiagonal[start - 1] = 0;
            if (start == end)
            {
                (end, steps) = (end - 1, 0);
                continue;
            }

            if (++steps > MaxStepsPerEigenvalue) throw new ArithmeticException($"eigenvalue {end} did not converge in {MaxStepsPerEigenvalue} steps");
            Step(diagonal, offDiagonal, start, end, vectors);
            vectors?.EndSweep(cancellationToken);
        }

        vectors?.Flush(cancellationToken);
    }

    /// <summary>Small against its neighbours, or against what the reduction's own rounding left (with some margin).</summary>
    private static bool IsNegligible(double[] d, double[] e, int i, double norm) =>
        Math.Abs(e[i]) <= Epsilon * Math.Max(Math.Abs(d[i]) + Math.Abs(d[i + 1]), 1e-3 * norm);

    /// <summary>
    /// One QR step on the unreduced block [start, end]: a first rotation made from the shift, then rotations that chase the
    /// element it puts outside the three diagonals down and out.
    /// </summary>
    private static void Step(double[] d, double[] e, int start, int end, EigenvectorStripes? vectors)
    {
        double x = d[start] - Shift(d[end - 1], e[end - 1], d[end]);
        double outside = e[start];
        for (int k = start; k < end; k++)
        {
            double length = double.Hypot(x, outside);
            double c = length == 0 ? 1 : x / length;
            double s = length == 0 ? 0 : outside / length;
            if (k > start) e[k - 1] = length;

            // Rows and columns k, k + 1 of T become (c row_k + s row_k+1, c row_k+1 - s row_k).
            double difference = d[k + 1] - d[k];
            double transfer = s * (2 * c * e[k] + s * difference);
            e[k] = c * s * difference + (c - s) * (c + s) * e[k];
            d[k] += transfer;
            d[k + 1] -= transfer;
            x = e[k];
            if (k < end - 1)
            {
                outside = s * e[k + 1];
                e[k + 1] *= c;
            }

            vectors?.Rotate(k, c, s);
        }
    }

    /// <summary>The eigenvalue of [a b; b c] nearer to c.</summary>
    private static double Shift(double a, double b, double c)
    {
        double half = (a - c) / 2;
        double root = double.Hypot(half, b);
        return c - b * (b / (half + (half >= 0 ? root : -root)));
    }
}
