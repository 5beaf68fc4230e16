using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>Medians down the rows of blocks in <see cref="Lanes"/> layout, each lane on its own; exact, without branches on values.</summary>
public static unsafe class LaneMedian
{
    private const int HighestBit = 30;

    /// <summary>The median of each lane; the mean of the middle two where the number of rows is even (numpy: <c>median(axis=0)</c>).</summary>
    /// <param name="rows">At least one row, not negative (minus zero is negative) and not NaN: such numbers order as their bits do.</param>
    /// <param name="destination"><see cref="Lanes.Count"/> medians.</param>
    /// <exception cref="ArgumentException">There is no row, a part of one, or no room for the result.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Median(ReadOnlySpan<float> rows, Span<float> destination)
    {
        int count = RowCount(rows);
        if (count == 0) throw new ArgumentException("there must be at least one row, got 0", nameof(rows));
        Require(destination.Length, Vector<float>.Count, nameof(destination));
        fixed (float* x = rows, result = destination)
        {
            // The bits of the lower median from the top: one stays set if no more than that many numbers are below it.
            var rank = new Vector<int>((count - 1) / 2);
            Vector<int> bits = Vector<int>.Zero;
            for (int bit = HighestBit; bit >= 0; bit--)
            {
                Vector<int> candidate = bits | new Vector<int>(1 << bit);
                bits = ConditionalSelect(GreaterThan(CountBelow(x, count, candidate), rank), bits, candidate);
            }

            Vector<float> lower = AsVectorSingle(bits);
            Vector<float> upper = count % 2 == 1 ? lower : Next(x, count, bits, rank);
            (0.5f * lower + 0.5f * upper).Store(result);
        }
    }

    /// <summary>
    /// A median filter: destination[i][lane] is the median of the kernel's rows around row i; beyond both ends the rows are
    /// mirrored, the outermost repeated (scipy: <c>median_filter(mode="reflect")</c>).
    /// </summary>
    /// <param name="rows">Any number of rows, without NaN.</param>
    /// <param name="kernelSize">Rows that a median is of: odd, at least 1. May exceed the number of rows.</param>
    /// <param name="window">Overwritten; <paramref name="kernelSize"/> rows.</param>
    /// <param name="destination">As many rows as <paramref name="rows"/>; may not overlap the others.</param>
    /// <exception cref="ArgumentException">The kernel's size is not odd, or a span is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Filter(ReadOnlySpan<float> rows, int kernelSize, Span<float> window, Span<float> destination)
    {
        int width = Vector<float>.Count;
        int count = RowCount(rows);
        if (kernelSize < 1 || kernelSize % 2 == 0)
        {
            throw new ArgumentException($"the size of the kernel must be odd and at least 1, got {kernelSize}", nameof(kernelSize));
        }

        Require(window.Length, kernelSize * width, nameof(window));
        Require(destination.Length, rows.Length, nameof(destination));
        if (count == 0) return;
        int half = kernelSize / 2;
        fixed (float* x = rows, sorted = window, result = destination)
        {
            // The window starts as infinities, which the first rows replace: the same step as later.
            var infinity = new Vector<float>(float.PositiveInfinity);
            for (int i = 0; i < kernelSize; i++) infinity.Store(sorted + i * width);
            for (int i = -half; i < half; i++) Replace(sorted, kernelSize, infinity, Load(x + Mirrored(i, count) * width));
            Vector<float> leaving = infinity;
            for (int i = 0; i < count; i++)
            {
                Replace(sorted, kernelSize, leaving, Load(x + Mirrored(i + half, count) * width));
                Load(sorted + half * width).Store(result + i * width);
                leaving = Load(x + Mirrored(i - half, count) * width);
            }
        }
    }

    // Taking one number out of a sorted list moves all after it down by one; putting another in leaves each place the middle
    // one of its old neighbours and the new number. Both in one pass, for every lane at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Replace(float* sorted, int count, Vector<float> leaving, Vector<float> entering)
    {
        int width = Vector<float>.Count;
        float* end = sorted + (count - 1) * width;
        Vector<float> here = Load(sorted);
        var before = new Vector<float>(float.NegativeInfinity);
        for (; sorted < end; sorted += width)
        {
            Vector<float> next = Load(sorted + width);
            Vector<float> kept = ConditionalSelect(LessThan(here, leaving), here, next);
            MaxNative(before, MinNative(kept, entering)).Store(sorted);
            (before, here) = (kept, next);
        }

        MaxNative(before, entering).Store(end);
    }

    // A true comparison is -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> CountBelow(float* x, int count, Vector<int> limit)
    {
        int width = Vector<float>.Count;
        Vector<int> a = Vector<int>.Zero, b = a, c = a, d = a;
        int i = count;
        for (; i >= 4; i -= 4, x += 4 * width)
        {
            a -= LessThan(Load((int*)x), limit);
            b -= LessThan(Load((int*)(x + width)), limit);
            c -= LessThan(Load((int*)(x + 2 * width)), limit);
            d -= LessThan(Load((int*)(x + 3 * width)), limit);
        }

        for (; i > 0; i--, x += width) a -= LessThan(Load((int*)x), limit);
        return a + b + (c + d);
    }

    // The number after the lower median: the same again, or the smallest that is larger.
    private static Vector<float> Next(float* x, int count, Vector<int> lower, Vector<int> rank)
    {
        Vector<int> larger = new(int.MaxValue), notAbove = Vector<int>.Zero;
        for (int i = 0; i < count; i++)
        {
            Vector<int> value = Load((int*)(x + i * Vector<float>.Count));
            Vector<int> above = GreaterThan(value, lower);
            notAbove += Vector<int>.One + above;
            larger = Min(larger, ConditionalSelect(above, value, larger));
        }

        return AsVectorSingle(ConditionalSelect(GreaterThan(notAbove, rank + Vector<int>.One), lower, larger));
    }

    private static int Mirrored(int index, int count)
    {
        if ((uint)index < (uint)count) return index;
        int period = 2 * count;
        int place = (index % period + period) % period;
        return place < count ? place : period - 1 - place;
    }

    private static int RowCount(ReadOnlySpan<float> rows)
    {
        if (rows.Length % Vector<float>.Count == 0) return rows.Length / Vector<float>.Count;
        throw new ArgumentException($"rows must be whole, {Vector<float>.Count} lanes each, got {rows.Length} numbers", nameof(rows));
    }

    private static void Require(int length, int needed, string name)
    {
        if (length < needed) throw new ArgumentException($"{name} must have at least {needed} elements, got {length}", name);
    }
}
