using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>Weighted sums over the rows of a block in <see cref="Lanes"/> layout.</summary>
public static unsafe class LaneKernels
{
    /// <summary>destination[lane] = sum over i of weights[i] * block[i][lane].</summary>
    /// <param name="weights">Any number of weights; none give zeros.</param>
    /// <param name="block">At least one row per weight.</param>
    /// <param name="destination">One row; may not overlap the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightedSum(ReadOnlySpan<float> weights, ReadOnlySpan<float> block, Span<float> destination)
    {
        int width = Vector<float>.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, weights.Length * width, nameof(block));
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, width, nameof(destination));
        fixed (float* w = weights, x = block, result = destination)
        {
            // Two sums hide the latency of the additions; most mel bands are too narrow for more.
            Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
            int i = 0;
            for (; i + 2 <= weights.Length; i += 2)
            {
                even = MultiplyAddEstimate(new Vector<float>(w[i]), Load(x + i * width), even);
                odd = MultiplyAddEstimate(new Vector<float>(w[i + 1]), Load(x + (i + 1) * width), odd);
            }

            if (i < weights.Length) even = MultiplyAddEstimate(new Vector<float>(w[i]), Load(x + i * width), even);
            (even + odd).Store(result);
        }
    }

    /// <summary>destination[r][lane] = sum over i of matrix[r][i] * block[i][lane]: a small dense matrix times a block.</summary>
    /// <param name="matrix">Any shape.</param>
    /// <param name="block">At least one row per column of the matrix.</param>
    /// <param name="destination">At least one row per row of the matrix; may not overlap the block.</param>
    public static void Multiply(MatrixView matrix, ReadOnlySpan<float> block, Span<float> destination)
    {
        int width = Vector<float>.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, matrix.ColumnCount * width, nameof(block));
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, matrix.RowCount * width, nameof(destination));
        fixed (float* m = matrix.Values, x = block, result = destination)
        {
            int depth = matrix.ColumnCount;
            int row = 0;
            for (; row + 4 <= matrix.RowCount; row += 4) FourRows(m + row * depth, depth, x, result + row * width);
            for (; row < matrix.RowCount; row++) WeightedSum(matrix.Row(row), block, destination[(row * width)..]);
        }
    }

    // Four rows share each load of the block; even and odd columns have sums of their own, which makes eight in flight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(float* m, int depth, float* x, float* result)
    {
        Debug.Assert(depth >= 0);
        int width = Vector<float>.Count;
        Vector<float> a0 = Vector<float>.Zero, b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
        float* a = m, b = m + depth, c = m + 2 * depth, d = m + 3 * depth;
        int i = 0;
        for (; i + 2 <= depth; i += 2, x += 2 * width)
        {
            Vector<float> even = Load(x), odd = Load(x + width);
            a0 = MultiplyAddEstimate(new Vector<float>(a[i]), even, a0);
            b0 = MultiplyAddEstimate(new Vector<float>(b[i]), even, b0);
            c0 = MultiplyAddEstimate(new Vector<float>(c[i]), even, c0);
            d0 = MultiplyAddEstimate(new Vector<float>(d[i]), even, d0);
            a1 = MultiplyAddEstimate(new Vector<float>(a[i + 1]), odd, a1);
            b1 = MultiplyAddEstimate(new Vector<float>(b[i + 1]), odd, b1);
            c1 = MultiplyAddEstimate(new Vector<float>(c[i + 1]), odd, c1);
            d1 = MultiplyAddEstimate(new Vector<float>(d[i + 1]), odd, d1);
        }

        if (i < depth)
        {
            Vector<float> last = Load(x);
            a0 = MultiplyAddEstimate(new Vector<float>(a[i]), last, a0);
            b0 = MultiplyAddEstimate(new Vector<float>(b[i]), last, b0);
            c0 = MultiplyAddEstimate(new Vector<float>(c[i]), last, c0);
            d0 = MultiplyAddEstimate(new Vector<float>(d[i]), last, d0);
        }

        (a0 + a1).Store(result);
        (b0 + b1).Store(result + width);
        (c0 + c1).Store(result + 2 * width);
        (d0 + d1).Store(result + 3 * width);
    }
}
