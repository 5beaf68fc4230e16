using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

/// <summary>Rows to columns.</summary>
public static class Transposition
{
    /// <summary>Floats of a chunk: some ten microseconds of work.</summary>
    private const int ChunkLength = 32_768;

    /// <summary>Transposes several matrices that lie one after the other. The spans may not overlap.</summary>
    /// <param name="source">Row-major matrices.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="destination">As many matrices of <paramref name="columns"/> rows.</param>
    /// <param name="count">Matrices.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void TransposeEach(ReadOnlySpan<float> source, int rows, int columns, Span<float> destination, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long length = (long)rows * columns;
        Check(source.Length, length, count, nameof(source));
        Check(destination.Length, length, count, nameof(destination));
        if (length == 0) return;
        int chunkSize = (int)Math.Max(1, ChunkLength / length);
        SpanChunks.ForEach(new Kernel(rows, columns), count, chunkSize, source, [], [], destination);
    }

    private static void Check(int length, long size, int count, string name)
    {
        if (size > 0 && length / size < count) throw new ArgumentException($"{name} must hold {count} times {size} floats, got {length}", name);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Transpose(float* source, int rows, int columns, float* destination)
    {
        int wholeRows = rows & ~3;
        for (int row = 0; row < wholeRows; row += 4)
        {
            float* from = source + (nint)row * columns;
            float* to = destination + row;
            int column = 0;
            for (; column <= columns - 4; column += 4, from += 4, to += 4 * (nint)rows) TransposeFour(from, columns, to, rows);
            for (; column < columns; column++, from++, to += rows)
            {
                for (nint i = 0; i < 4; i++) to[i] = from[i * columns];
            }
        }

        for (int row = wholeRows; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) destination[(nint)column * rows + row] = source[(nint)row * columns + column];
        }
    }

    /// <summary>Four by four change places in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void TransposeFour(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector128<float> r0 = Vector128.Load(from), r1 = Vector128.Load(from + fromStep);
        Vector128<float> r2 = Vector128.Load(from + 2 * fromStep), r3 = Vector128.Load(from + 3 * fromStep);
        (Vector128<float> low02, Vector128<float> high02) = Interleave(r0, r2);
        (Vector128<float> low13, Vector128<float> high13) = Interleave(r1, r3);
        (r0, r1) = Interleave(low02, low13);
        (r2, r3) = Interleave(high02, high13);
        r0.Store(to);
        r1.Store(to + toStep);
        r2.Store(to + 2 * toStep);
        r3.Store(to + 3 * toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> x, Vector128<float> y)
    {
        Vector128<float> even = Vector128.Create(-1, 0, -1, 0).AsSingle();
        Vector128<float> low = Vector128.ConditionalSelect(
            even, Vector128.Shuffle(x, Vector128.Create(0, 0, 1, 1)), Vector128.Shuffle(y, Vector128.Create(0, 0, 1, 1)));
        Vector128<float> high = Vector128.ConditionalSelect(
            even, Vector128.Shuffle(x, Vector128.Create(2, 2, 3, 3)), Vector128.Shuffle(y, Vector128.Create(2, 2, 3, 3)));
        return (low, high);
    }

    private readonly struct Kernel(int rows, int columns) : ISpanKernel
    {
        public unsafe void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            nint length = (nint)rows * columns;
            fixed (float* from = first, to = destination)
            {
                for (int i = start; i < end; i++) Transpose(from + i * length, rows, columns, to + i * length);
            }
        }
    }
}
