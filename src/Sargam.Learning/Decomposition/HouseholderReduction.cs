using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// Q' A Q = T, tridiagonal, by reflections I - v v' / h. Rows are finished from the last to the first, so that each reflector
/// is a stretch of one row, and only the lower triangle is kept. The rank-two update of one step and the matrix-vector
/// product of the next go through memory together: the reduction is bound by memory.
/// </summary>
internal sealed class HouseholderReduction
{
    private const int RowsPerChunk = 128;

    private readonly double[] _matrix;
    private readonly double[] _halfSquares;
    private readonly double[][] _partials;

    private HouseholderReduction(double[] matrix, int order)
    {
        _matrix = matrix;
        Order = order;
        _halfSquares = new double[order];
        Diagonal = new double[order];
        OffDiagonal = new double[order];
        _partials = new double[(order + RowsPerChunk - 1) / RowsPerChunk][];
        for (int i = 0; i < _partials.Length; i++) _partials[i] = new double[Math.Min(order, (i + 1) * RowsPerChunk)];
    }

    /// <summary>Rows and columns.</summary>
    public int Order { get; }

    /// <summary>The diagonal of T.</summary>
    public double[] Diagonal { get; }

    /// <summary>OffDiagonal[i] couples i and i + 1; the last is 0.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reflector i is v = row i, columns [0, i); this is its h, or 0 where there is nothing to reflect.</summary>
    public double HalfSquare(int i) => _halfSquares[i];

    /// <summary>The i values of reflector i.</summary>
    public ReadOnlySpan<double> Reflector(int i) => _matrix.AsSpan(i * Order, i);

    /// <summary>Reduces a symmetric matrix, which is overwritten.</summary>
    public static HouseholderReduction Reduce(double[] matrix, int order, CancellationToken cancellationToken)
    {
        var reduction = new HouseholderReduction(matrix, order);
        reduction.Run(cancellationToken);
        return reduction;
    }

    private void Run(CancellationToken cancellationToken)
    {
        // The update A -= v w' + w v' that the rows before `i` still wait for.
        var v = new double[Order];
        var w = new double[Order];
        for (int i = Order - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<double> row = _matrix.AsSpan(i * Order, i + 1);
            for (int j = 0; j <= i; j++) row[j] -= v[i] * w[j] + w[i] * v[j];
            Diagonal[i] = row[i];
            if (i == 0) break;
            MakeReflector(i, row[..i]);
            double[] product = UpdateAndMultiply(i, v, w, cancellationToken);
            row[..i].CopyTo(v);
            FindUpdate(i, product, v, w);
        }
    }

    /// <summary>Turns a row into the reflector that leaves only its last value.</summary>
    private void MakeReflector(int i, Span<double> x)
    {
        double tail = 0;
        for (int j = 0; j < i - 1; j++) tail += x[j] * x[j];
        double last = x[i - 1];
        if (tail == 0)
        {
            OffDiagonal[i - 1] = last;
            x.Clear();
            return;
        }

        double squared = last * last + tail;
        double norm = last >= 0 ? -Math.Sqrt(squared) : Math.Sqrt(squared);
        OffDiagonal[i - 1] = norm;
        x[i - 1] = last - norm;
        _halfSquares[i] = squared - last * norm;
    }

    /// <summary>With p = A v / h, the update is w = p - v (v' p) / 2h.</summary>
    private void FindUpdate(int i, double[] product, double[] v, double[] w)
    {
        double h = _halfSquares[i];
        double inner = 0;
        for (int j = 0; j < i; j++) inner += v[j] * product[j];
        for (int j = 0; j < i; j++) w[j] = h == 0 ? 0 : (product[j] - v[j] * (inner / (2 * h))) / h;
    }

    /// <summary>Brings the leading order x order part up to date and multiplies it by reflector <paramref name="order"/>.</summary>
    private double[] UpdateAndMultiply(int order, double[] v, double[] w, CancellationToken cancellationToken)
    {
        double[] next = Reflector(order).ToArray();
        FixedChunks.ForEach(order, RowsPerChunk, (start, end) =>
        {
            double[] partial = _partials[start / RowsPerChunk];
            Array.Clear(partial);
            for (int r = start; r < end; r++)
            {
                partial[r] += UpdateRow(_matrix.AsSpan(r * Order, r), v, w, v[r], w[r], next, next[r], partial);
                ref double diagonal = ref _matrix[r * Order + r];
                diagonal -= 2 * v[r] * w[r];
                partial[r] += diagonal * next[r];
            }
        }, cancellationToken);
        var product = new double[order];
        for (int start = 0; start < order; start += RowsPerChunk)
        {
            double[] partial = _partials[start / RowsPerChunk];
            for (int j = 0; j < Math.Min(partial.Length, order); j++) product[j] += partial[j];
        }

        return product;
    }

    /// <summary>
    /// a[j] -= vr w[j] + wr v[j], then product[j] += a[j] nextr (the upper triangle's share); returns the sum of a[j] next[j]
    /// (the lower triangle's).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double UpdateRow(
        Span<double> row, double[] v, double[] w, double vr, double wr, double[] next, double nextr, double[] product)
    {
        ref double a = ref MemoryMarshal.GetReference(row);
        ref double vs = ref MemoryMarshal.GetArrayDataReference(v);
        ref double ws = ref MemoryMarshal.GetArrayDataReference(w);
        ref double ns = ref MemoryMarshal.GetArrayDataReference(next);
        ref double ps = ref MemoryMarshal.GetArrayDataReference(product);
        Vector256<double> sums = default;
        int j = 0;
        for (; j <= row.Length - 4; j += 4)
        {
            nuint at = (nuint)j;
            Vector256<double> updated = Vector256.LoadUnsafe(ref a, at)
                - (Vector256.LoadUnsafe(ref ws, at) * vr + Vector256.LoadUnsafe(ref vs, at) * wr);
            updated.StoreUnsafe(ref a, at);
            sums += updated * Vector256.LoadUnsafe(ref ns, at);
            (Vector256.LoadUnsafe(ref ps, at) + updated * nextr).StoreUnsafe(ref ps, at);
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; j < row.Length; j++)
        {
            row[j] -= vr * w[j] + wr * v[j];
            sum += row[j] * next[j];
            product[j] += row[j] * nextr;
        }

        return sum;
    }
}
