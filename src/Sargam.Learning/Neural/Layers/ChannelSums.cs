using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>Two sums per lane over the rows of a chunk.</summary>
internal static class ChannelSums
{
    /// <summary>What is added up.</summary>
    internal interface ITerms
    {
        /// <summary>Whether there is a second term; its sums are not written otherwise.</summary>
        static abstract bool HasSecond { get; }

        static abstract Vector<float> First(Vector<float> x, Vector<float> y, Vector<float> centre);

        static abstract Vector<float> Second(Vector<float> x, Vector<float> y, Vector<float> centre);
    }

    /// <summary>Overwrites the rows of sums. Four vectors side by side keep the additions from waiting for each other.</summary>
    /// <param name="x">Values of the chunk; its last row may be cut short.</param>
    /// <param name="y">As many; may be the same.</param>
    /// <param name="centre">A row.</param>
    /// <param name="firstSums">A row.</param>
    /// <param name="secondSums">A row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TTerms>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> centre, Span<float> firstSums, Span<float> secondSums)
        where TTerms : struct, ITerms
    {
        int width = Vector<float>.Count;
        int whole = x.Length / centre.Length * centre.Length;
        ref float px = ref MemoryMarshal.GetReference(x);
        ref float py = ref MemoryMarshal.GetReference(y);
        int lane = 0;
        for (; lane <= centre.Length - 4 * width; lane += 4 * width)
        {
            Vector<float> c0 = Load(centre, lane), c1 = Load(centre, lane + width), c2 = Load(centre, lane + 2 * width), c3 = Load(centre, lane + 3 * width);
            Vector<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (int i = lane; i < whole; i += centre.Length)
            {
                Vector<float> x0 = At(ref px, i), x1 = At(ref px, i + width), x2 = At(ref px, i + 2 * width), x3 = At(ref px, i + 3 * width);
                Vector<float> y0 = At(ref py, i), y1 = At(ref py, i + width), y2 = At(ref py, i + 2 * width), y3 = At(ref py, i + 3 * width);
                a0 += TTerms.First(x0, y0, c0);
                a1 += TTerms.First(x1, y1, c1);
                a2 += TTerms.First(x2, y2, c2);
                a3 += TTerms.First(x3, y3, c3);
                if (!TTerms.HasSecond) continue;
                b0 += TTerms.Second(x0, y0, c0);
                b1 += TTerms.Second(x1, y1, c1);
                b2 += TTerms.Second(x2, y2, c2);
                b3 += TTerms.Second(x3, y3, c3);
            }

            Store(firstSums, lane, a0, a1, a2, a3);
            if (TTerms.HasSecond) Store(secondSums, lane, b0, b1, b2, b3);
        }

        for (; lane < centre.Length; lane += width)
        {
            Vector<float> c = Load(centre, lane), a = default, b = default;
            for (int i = lane; i < whole; i += centre.Length)
            {
                Vector<float> xi = At(ref px, i), yi = At(ref py, i);
                a += TTerms.First(xi, yi, c);
                if (TTerms.HasSecond) b += TTerms.Second(xi, yi, c);
            }

            a.CopyTo(firstSums[lane..]);
            if (TTerms.HasSecond) b.CopyTo(secondSums[lane..]);
        }

        AddRest<TTerms>(x[whole..], y[whole..], centre, firstSums, secondSums);
    }

    private static void AddRest<TTerms>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> centre, Span<float> firstSums, Span<float> secondSums)
        where TTerms : struct, ITerms
    {
        for (int i = 0; i < x.Length; i++)
        {
            (Vector<float> xi, Vector<float> yi, Vector<float> c) = (new(x[i]), new(y[i]), new(centre[i]));
            firstSums[i] += TTerms.First(xi, yi, c)[0];
            if (TTerms.HasSecond) secondSums[i] += TTerms.Second(xi, yi, c)[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> At(ref float start, int index) => Vector.LoadUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ReadOnlySpan<float> row, int lane) => new(row[lane..]);

    private static void Store(Span<float> row, int lane, Vector<float> v0, Vector<float> v1, Vector<float> v2, Vector<float> v3)
    {
        int width = Vector<float>.Count;
        v0.CopyTo(row[lane..]);
        v1.CopyTo(row[(lane + width)..]);
        v2.CopyTo(row[(lane + 2 * width)..]);
        v3.CopyTo(row[(lane + 3 * width)..]);
    }

    /// <summary>x.</summary>
    internal readonly struct Value : ITerms
    {
        public static bool HasSecond => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> First(Vector<float> x, Vector<float> y, Vector<float> centre) => x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Second(Vector<float> x, Vector<float> y, Vector<float> centre) => Vector<float>.Zero;
    }

    /// <summary>x - centre, and its square.</summary>
    internal readonly struct Deviation : ITerms
    {
        public static bool HasSecond => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> First(Vector<float> x, Vector<float> y, Vector<float> centre) => x - centre;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Second(Vector<float> x, Vector<float> y, Vector<float> centre) => (x - centre) * (x - centre);
    }

    /// <summary>y, and y (x - centre).</summary>
    internal readonly struct Gradient : ITerms
    {
        public static bool HasSecond => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> First(Vector<float> x, Vector<float> y, Vector<float> centre) => y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Second(Vector<float> x, Vector<float> y, Vector<float> centre) => y * (x - centre);
    }
}
