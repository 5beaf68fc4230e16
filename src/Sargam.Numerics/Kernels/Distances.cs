using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sargam.Numerics.Kernels;

/// <summary>Squared Euclidean distances and dot products.</summary>
/// <remarks>
/// The single-pair methods add in a fixed order that depends on the length alone, not on the instruction set, the thread count or
/// the address in memory: the same input has the same bits on every machine. NaN and infinity spread as in a plain loop.
/// </remarks>
public static class Distances
{
    /// <summary>
    /// The sum of (x - y)^2. Differences are squared directly, so nearly equal points lose nothing: the relative error is at most
    /// 3e-6, typically 1e-7. 0 for empty spans.
    /// </summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double SquaredEuclidean(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ThrowUnlessLength(y.Length, x.Length, nameof(y));
        return LaneSum.Of<LaneSum.SquaredDifference>(x, y);
    }

    /// <summary>
    /// The sum of x y (BLAS: <c>sdot</c>). The error is at most 3e-6 times the sum of |x y|, typically 1e-7 times. 0 for empty spans.
    /// </summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ThrowUnlessLength(y.Length, x.Length, nameof(y));
        return LaneSum.Of<LaneSum.Product>(x, y);
    }

    /// <summary>One point against every row; the same bits as a call for each pair.</summary>
    /// <param name="x">The point, as long as a row.</param>
    /// <param name="rows">The rows to compare with.</param>
    /// <param name="destination">One squared distance a row, exactly as many as there are rows.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void SquaredEuclidean(ReadOnlySpan<float> x, MatrixView rows, Span<float> destination)
    {
        ThrowUnlessLength(x.Length, rows.ColumnCount, nameof(x));
        ThrowUnlessLength(destination.Length, rows.RowCount, nameof(destination));
        ReadOnlySpan<float> values = rows.Values;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)LaneSum.Of<LaneSum.SquaredDifference>(x, values.Slice(i * x.Length, x.Length));
        }
    }

    /// <summary>
    /// The squared length of every row, for
    /// <see cref="SquaredEuclideanBlock(MatrixView, ReadOnlySpan{float}, MatrixView, ReadOnlySpan{float}, Span{float})"/>.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="destination">Exactly as many as there are rows.</param>
    /// <exception cref="ArgumentException">The destination's length does not fit.</exception>
    public static void SquaredNorms(MatrixView rows, Span<float> destination)
    {
        ThrowUnlessLength(destination.Length, rows.RowCount, nameof(destination));
        ReadOnlySpan<float> values = rows.Values;
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<float> row = values.Slice(i * rows.ColumnCount, rows.ColumnCount);
            destination[i] = (float)LaneSum.Of<LaneSum.Product>(row, row);
        }
    }

    /// <summary>Every row of x against every row of y, fast but rounded more coarsely; norms are computed (and allocated) here.</summary>
    /// <inheritdoc cref="SquaredEuclideanBlock(MatrixView, ReadOnlySpan{float}, MatrixView, ReadOnlySpan{float}, Span{float})"/>
    public static void SquaredEuclideanBlock(MatrixView x, MatrixView y, Span<float> destination)
    {
        var normsX = new float[x.RowCount];
        var normsY = new float[y.RowCount];
        SquaredNorms(x, normsX);
        SquaredNorms(y, normsY);
        SquaredEuclideanBlock(x, normsX, y, normsY, destination);
    }

    /// <summary>
    /// Every row of x against every row of y as |x|^2 + |y|^2 - 2 x.y by one matrix product, clamped at 0
    /// (scikit-learn: <c>euclidean_distances(squared=True)</c>). Many times faster than pair by pair; for nearest centroids.
    /// </summary>
    /// <remarks>
    /// The <em>absolute</em> error is up to about (columns + 8) 1e-7 (|x|^2 + |y|^2), typically 1e-7 (|x|^2 + |y|^2): it is relative
    /// to the norms, not to the distance, so points that nearly coincide far from the origin come out as noise. Centre the columns
    /// first, and use <see cref="SquaredEuclidean(ReadOnlySpan{float}, MatrixView, Span{float})"/> where small distances matter.
    /// A row's results do not depend on the other rows of the block. NaN spreads; an infinite norm gives NaN.
    /// </remarks>
    /// <param name="x">Rows of one side.</param>
    /// <param name="squaredNormsX"><see cref="SquaredNorms"/> of x.</param>
    /// <param name="y">Rows of the other side, with as many columns.</param>
    /// <param name="squaredNormsY"><see cref="SquaredNorms"/> of y.</param>
    /// <param name="destination">x.RowCount x y.RowCount squared distances, row by row; may not overlap the rows.</param>
    /// <exception cref="ArgumentException">A shape or length does not fit.</exception>
    public static void SquaredEuclideanBlock(
        MatrixView x, ReadOnlySpan<float> squaredNormsX, MatrixView y, ReadOnlySpan<float> squaredNormsY, Span<float> destination)
    {
        ThrowUnlessLength(y.ColumnCount, x.ColumnCount, nameof(y));
        ThrowUnlessLength(squaredNormsX.Length, x.RowCount, nameof(squaredNormsX));
        ThrowUnlessLength(squaredNormsY.Length, y.RowCount, nameof(squaredNormsY));
        ThrowUnlessLength(destination.Length, (long)x.RowCount * y.RowCount, nameof(destination));
        MatMul.Multiply(
            Operand.AsStored, Operand.Transposed, x.RowCount, y.RowCount, x.ColumnCount,
            x.Values, x.ColumnCount, y.Values, y.ColumnCount, destination, y.RowCount);
        for (int i = 0; i < x.RowCount; i++)
        {
            ProductsToDistances(squaredNormsX[i], squaredNormsY, destination.Slice(i * y.RowCount, y.RowCount));
        }
    }

    /// <summary>Not fused, so that the vectors and the tail round alike and a row's place in the block does not matter.</summary>
    private static void ProductsToDistances(float normX, ReadOnlySpan<float> normsY, Span<float> row)
    {
        ref float products = ref MemoryMarshal.GetReference(row);
        ref float norms = ref MemoryMarshal.GetReference(normsY);
        int j = 0;
        for (; j <= row.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            Vector256<float> product = Vector256.LoadUnsafe(ref products, (nuint)j);
            Vector256<float> distance = Vector256.Create(normX) + Vector256.LoadUnsafe(ref norms, (nuint)j) - (product + product);

            // A comparison with NaN is false, which keeps it.
            Vector256<float> negative = Vector256.LessThan(distance, Vector256<float>.Zero);
            Vector256.AndNot(distance, negative).StoreUnsafe(ref products, (nuint)j);
        }

        for (; j < row.Length; j++)
        {
            float distance = normX + normsY[j] - (row[j] + row[j]);
            row[j] = distance < 0 ? 0 : distance;
        }
    }

    private static void ThrowUnlessLength(long actual, long expected, string name)
    {
        if (actual != expected) throw new ArgumentException($"{name} must have {expected} values (or columns), got {actual}", name);
    }
}
