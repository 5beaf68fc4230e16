using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// Single-precision matrix product (BLAS: <c>sgemm</c> with alpha 1). Threads split rows or columns of the result, never the
/// depth, so the result does not depend on the thread count.
/// </summary>
/// <remarks>
/// An element of C depends on its row of op(A), its column of op(B) and the depth only: it has the same bits in a large batch, in
/// a small one and at any stride. Machines with other vector widths differ in rounding. Calls allocate nothing once a thread has its
/// packing buffers (under 1 MB).
/// </remarks>
public static partial class MatMul
{
    /// <summary>Below this many multiply-adds, waking another thread costs more than it saves.</summary>
    private const long ThreadingThreshold = 1_000_000;

    /// <summary>Above this many, two chunks a thread even out cores of unequal speed.</summary>
    private const long FineSplitThreshold = 100_000_000;

    /// <summary>
    /// C = op(A) op(B), or C += op(A) op(B). op(A) is rows x depth, op(B) is depth x columns, C is rows x columns; all row-major.
    /// C may not overlap A or B. A depth of 0 gives zeros (or leaves C when accumulating).
    /// </summary>
    /// <param name="opA">How <paramref name="a"/> is read.</param>
    /// <param name="opB">How <paramref name="b"/> is read.</param>
    /// <param name="rows">Rows of op(A) and C.</param>
    /// <param name="columns">Columns of op(B) and C.</param>
    /// <param name="depth">Columns of op(A), rows of op(B).</param>
    /// <param name="a">A as stored.</param>
    /// <param name="strideA">Floats from one stored row of A to the next.</param>
    /// <param name="b">B as stored.</param>
    /// <param name="strideB">Floats from one stored row of B to the next.</param>
    /// <param name="c">Destination. Floats between the end of a row and the next stride are left alone.</param>
    /// <param name="strideC">Floats from one row of C to the next.</param>
    /// <param name="accumulate">Adds to C instead of overwriting it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or a stride is less than a stored row.</exception>
    /// <exception cref="ArgumentException">A span is too short for its shape and stride, or C overlaps A or B.</exception>
    public static void Multiply(
        Operand opA, Operand opB, int rows, int columns, int depth,
        ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB,
        Span<float> c, int strideC, bool accumulate = false) =>
        Multiply(Tier, opA, opB, rows, columns, depth, a, strideA, b, strideB, c, strideC, accumulate);

    /// <summary>The product with a given instruction set; tests compare them all.</summary>
    internal static unsafe void Multiply(
        MatMulTier tier, Operand opA, Operand opB, int rows, int columns, int depth,
        ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB,
        Span<float> c, int strideC, bool accumulate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        bool turnA = opA == Operand.Transposed;
        bool turnB = opB == Operand.Transposed;
        a = a[..CheckedExtent(turnA ? depth : rows, turnA ? rows : depth, strideA, a.Length, nameof(a), nameof(strideA))];
        b = b[..CheckedExtent(turnB ? columns : depth, turnB ? depth : columns, strideB, b.Length, nameof(b), nameof(strideB))];
        c = c[..CheckedExtent(rows, columns, strideC, c.Length, nameof(c), nameof(strideC))];
        if (c.Overlaps(a) || c.Overlaps(b)) throw new ArgumentException("c must not overlap a or b", nameof(c));

        fixed (float* pointerA = a, pointerB = b, pointerC = c)
        {
            var problem = new Problem
            {
                Rows = rows,
                Columns = columns,
                Depth = depth,
                A = new Source(pointerA, turnA ? 1 : strideA, turnA ? strideA : 1),
                B = new Source(pointerB, turnB ? strideB : 1, turnB ? 1 : strideB),
                C = pointerC,
                StrideC = strideC,
                Accumulate = accumulate,
                Tier = tier,
            };
            Multiply(problem);
        }
    }

    private static void Multiply(in Problem problem)
    {
        long work = (long)problem.Rows * problem.Columns * problem.Depth;
        int threadCount = work < ThreadingThreshold ? 1 : WorkerPool.ThreadCount;
        if (threadCount == 1)
        {
            MultiplyOnThisThread(problem);
        }
        else
        {
            SplitJob.Run(problem, work < FineSplitThreshold ? threadCount : 2 * threadCount);
        }
    }

    /// <summary>How many floats of a span the operand occupies, after checking that they are there.</summary>
    private static int CheckedExtent(
        int storedRows, int storedColumns, int stride, int length, string name, string strideName)
    {
        if (stride < storedColumns)
        {
            throw new ArgumentOutOfRangeException(
                strideName, stride, $"{strideName} must be at least the stored row's {storedColumns} floats, got {stride}");
        }

        long extent = storedRows == 0 || storedColumns == 0 ? 0 : (storedRows - 1L) * stride + storedColumns;
        if (extent > length)
        {
            throw new ArgumentException(
                $"{name} must hold {extent} floats ({storedRows} rows of {storedColumns}, stride {stride}), got {length}", name);
        }

        return (int)extent;
    }
}
