using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Sargam.Numerics.Kernels;

/// <summary>Sums over rows.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>sums[j] += the sum of column j. Adds up the rows first, so that many calls lose less than one long sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* rows, int rowCount, Span<float> sums)
    {
        int columns = sums.Length;
        if (columns == 1)
        {
            sums[0] += TensorPrimitives.Sum(new ReadOnlySpan<float>(rows, rowCount));
            return;
        }

        int column = 0;
        for (; column <= columns - 2 * Vector<float>.Count; column += 2 * Vector<float>.Count)
        {
            Vector<float> sum0 = Vector<float>.Zero, sum1 = Vector<float>.Zero;
            float* from = rows + column;
            for (int row = 0; row < rowCount; row++, from += columns)
            {
                sum0 += Vector.Load(from);
                sum1 += Vector.Load(from + Vector<float>.Count);
            }

            Span<float> to = sums[column..];
            (new Vector<float>(to) + sum0).CopyTo(to);
            to = to[Vector<float>.Count..];
            (new Vector<float>(to) + sum1).CopyTo(to);
        }

        for (; column < columns; column++)
        {
            float sum = 0;
            for (int row = 0; row < rowCount; row++) sum += rows[(nint)row * columns + column];
            sums[column] += sum;
        }
    }
}
