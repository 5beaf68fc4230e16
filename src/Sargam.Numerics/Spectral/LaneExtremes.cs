using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>The smallest and the largest few values of every lane of a block in <see cref="Lanes"/> layout.</summary>
public static unsafe class LaneExtremes
{
    /// <summary>
    /// Each lane's smallest values in rising and largest in falling order (numpy: the ends of <c>sort(axis=0)</c>). Up to 9
    /// are found without branches; more cost a sort of every lane.
    /// </summary>
    /// <param name="block">Rows of finite numbers; not changed.</param>
    /// <param name="smallest">Destination: as many rows as are wanted, at least 1 and at most those of the block.</param>
    /// <param name="largest">Destination, as long as <paramref name="smallest"/>. Neither may overlap the block.</param>
    /// <exception cref="ArgumentException">A span does not fit.</exception>
    public static void Find(ReadOnlySpan<float> block, Span<float> smallest, Span<float> largest)
    {
        int rowCount = block.Length / Lanes.Count;
        int count = smallest.Length / Lanes.Count;
        if (count < 1 || count > rowCount)
        {
            throw new ArgumentException($"smallest must have from 1 to {rowCount} rows, got {count}", nameof(smallest));
        }

        if (largest.Length != smallest.Length)
        {
            throw new ArgumentException($"largest must be as long as smallest, {smallest.Length}, got {largest.Length}", nameof(largest));
        }

        if (count > 9)
        {
            SortLanes(block[..(rowCount * Lanes.Count)], smallest, largest);
            return;
        }

        fixed (float* x = block, first = smallest, last = largest)
        {
            Scan<Rising>(x, rowCount, first, count);
            Scan<Falling>(x, rowCount, last, count);
        }
    }

    private static void Scan<TOrder>(float* x, int rowCount, float* result, int count)
        where TOrder : struct, IOrder
    {
        float* sorted = stackalloc float[9 * Vector<float>.Count];
        float* end = x + (nint)rowCount * Vector<float>.Count;
        if (count == 1) One<TOrder>(x, end, sorted);
        else if (count <= 3) Three<TOrder>(x, end, sorted);
        else if (count <= 6) Six<TOrder>(x, end, sorted);
        else Nine<TOrder>(x, end, sorted);
        new ReadOnlySpan<float>(sorted, count * Vector<float>.Count).CopyTo(new Span<float>(result, count * Vector<float>.Count));
    }

    // A row moves down a ladder of sorted registers; each keeps the one of two that comes first and hands on the other. The
    // next row need not wait for it to arrive.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Nine<TOrder>(float* x, float* end, float* sorted)
        where TOrder : struct, IOrder
    {
        int width = Vector<float>.Count;
        Vector<float> a = new(TOrder.Beyond), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a;
        for (; x < end; x += width)
        {
            Vector<float> value = Load(x);
            value = Keep<TOrder>(ref a, value);
            value = Keep<TOrder>(ref b, value);
            value = Keep<TOrder>(ref c, value);
            value = Keep<TOrder>(ref d, value);
            value = Keep<TOrder>(ref e, value);
            value = Keep<TOrder>(ref f, value);
            value = Keep<TOrder>(ref g, value);
            value = Keep<TOrder>(ref h, value);
            i = TOrder.First(i, value);
        }

        StoreThree(sorted, a, b, c);
        StoreThree(sorted + 3 * width, d, e, f);
        StoreThree(sorted + 6 * width, g, h, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TOrder>(float* x, float* end, float* sorted)
        where TOrder : struct, IOrder
    {
        int width = Vector<float>.Count;
        Vector<float> a = new(TOrder.Beyond), b = a, c = a, d = a, e = a, f = a;
        for (; x < end; x += width)
        {
            Vector<float> value = Load(x);
            value = Keep<TOrder>(ref a, value);
            value = Keep<TOrder>(ref b, value);
            value = Keep<TOrder>(ref c, value);
            value = Keep<TOrder>(ref d, value);
            value = Keep<TOrder>(ref e, value);
            f = TOrder.First(f, value);
        }

        StoreThree(sorted, a, b, c);
        StoreThree(sorted + 3 * width, d, e, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TOrder>(float* x, float* end, float* sorted)
        where TOrder : struct, IOrder
    {
        Vector<float> a = new(TOrder.Beyond), b = a, c = a;
        for (; x < end; x += Vector<float>.Count)
        {
            Vector<float> value = Load(x);
            value = Keep<TOrder>(ref a, value);
            value = Keep<TOrder>(ref b, value);
            c = TOrder.First(c, value);
        }

        StoreThree(sorted, a, b, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TOrder>(float* x, float* end, float* sorted)
        where TOrder : struct, IOrder
    {
        Vector<float> a = new(TOrder.Beyond);
        for (; x < end; x += Vector<float>.Count) a = TOrder.First(a, Load(x));
        a.Store(sorted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Keep<TOrder>(ref Vector<float> kept, Vector<float> value)
        where TOrder : struct, IOrder
    {
        Vector<float> rest = TOrder.Last(kept, value);
        kept = TOrder.First(kept, value);
        return rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThree(float* destination, Vector<float> a, Vector<float> b, Vector<float> c)
    {
        a.Store(destination);
        b.Store(destination + Vector<float>.Count);
        c.Store(destination + 2 * Vector<float>.Count);
    }

    private static void SortLanes(ReadOnlySpan<float> block, Span<float> smallest, Span<float> largest)
    {
        int width = Lanes.Count;
        float[] rented = ArrayPool<float>.Shared.Rent(block.Length / width);
        Span<float> column = rented.AsSpan(0, block.Length / width);
        for (int lane = 0; lane < width; lane++)
        {
            for (int row = 0; row < column.Length; row++) column[row] = block[row * width + lane];
            column.Sort();
            for (int row = 0; row < smallest.Length / width; row++)
            {
                smallest[row * width + lane] = column[row];
                largest[row * width + lane] = column[^(row + 1)];
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    // The native instructions: numbers are finite here, and what IEEE 754 asks of minimum and maximum costs three times as much.
    private interface IOrder
    {
        static abstract float Beyond { get; }

        static abstract Vector<float> First(Vector<float> a, Vector<float> b);

        static abstract Vector<float> Last(Vector<float> a, Vector<float> b);
    }

    private readonly struct Rising : IOrder
    {
        public static float Beyond => float.PositiveInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> First(Vector<float> a, Vector<float> b) => MinNative(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Last(Vector<float> a, Vector<float> b) => MaxNative(a, b);
    }

    private readonly struct Falling : IOrder
    {
        public static float Beyond => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> First(Vector<float> a, Vector<float> b) => MaxNative(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Last(Vector<float> a, Vector<float> b) => MinNative(a, b);
    }
}
