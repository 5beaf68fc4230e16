using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>Weighted sums over the rows of a block in <see cref="Lanes"/> layout.</summary>
public static unsafe class LaneKernels
{
    /// <summary>
    /// destination[r][lane] = sum over i of weights[r][i] * block[first[r] + i][lane]: a matrix whose rows are zero except for
    /// one stretch each, times a block.
    /// </summary>
    /// <param name="weights">The stretches, one after another.</param>
    /// <param name="firstColumns">Column at which each row's stretch begins.</param>
    /// <param name="lengths">Weights of each stretch; 0 gives zeros.</param>
    /// <param name="block">As many rows as the matrix has columns.</param>
    /// <param name="destination">At least one row per row of the matrix; may not overlap the block.</param>
    /// <exception cref="ArgumentException">A stretch lies outside the block, or a span is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBanded(
        ReadOnlySpan<float> weights, ReadOnlySpan<int> firstColumns, ReadOnlySpan<int> lengths, ReadOnlySpan<float> block, Span<float> destination)
    {
        int width = Vector<float>.Count;
        CheckStretches(weights.Length, firstColumns, lengths, block.Length / width);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, lengths.Length * width, nameof(destination));
        fixed (float* firstWeight = weights, rows = block, result = destination)
        {
            float* w = firstWeight;
            for (int r = 0; r < lengths.Length; r++)
            {
                // Two sums hide the latency of the additions; most mel bands are too narrow for more.
                Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
                float* x = rows + firstColumns[r] * width;
                int i = lengths[r];
                for (; i >= 2; i -= 2, w += 2, x += 2 * width)
                {
                    even = MultiplyAddEstimate(new Vector<float>(w[0]), Load(x), even);
                    odd = MultiplyAddEstimate(new Vector<float>(w[1]), Load(x + width), odd);
                }

                if (i > 0) even = MultiplyAddEstimate(new Vector<float>(*w++), Load(x), even);
                (even + odd).Store(result + r * width);
            }
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
            for (; row < matrix.RowCount; row++) OneRow(m + row * depth, depth, x, result + row * width);
        }
    }

    // Four rows share each load of the block; even and odd columns have sums of their own, which makes eight in flight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(float* m, int depth, float* x, float* result)
    {
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(float* m, int depth, float* x, float* result)
    {
        int width = Vector<float>.Count;
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        int i = 0;
        for (; i + 2 <= depth; i += 2)
        {
            even = MultiplyAddEstimate(new Vector<float>(m[i]), Load(x + i * width), even);
            odd = MultiplyAddEstimate(new Vector<float>(m[i + 1]), Load(x + (i + 1) * width), odd);
        }

        if (i < depth) even = MultiplyAddEstimate(new Vector<float>(m[i]), Load(x + i * width), even);
        (even + odd).Store(result);
    }

    private static void CheckStretches(int weightCount, ReadOnlySpan<int> firstColumns, ReadOnlySpan<int> lengths, int columnCount)
    {
        if (firstColumns.Length != lengths.Length) throw new ArgumentException($"{lengths.Length} lengths but {firstColumns.Length} first columns");
        long total = 0;
        for (int r = 0; r < lengths.Length; r++)
        {
            int first = firstColumns[r];
            int length = lengths[r];
            total += length;
            if (first < 0 || length < 0 || (long)first + length > columnCount)
            {
                throw new ArgumentException($"row {r} covers columns {first} to {(long)first + length}, the block has {columnCount} rows");
            }
        }

        if (total > weightCount) throw new ArgumentException($"the lengths add up to {total}, there are {weightCount} weights");
    }
}
