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
        static abstract (Vector<float> First, Vector<float> Second) Of(Vector<float> x, Vector<float> y, Vector<float> centre);
    }

    /// <summary>Overwrites both rows of sums. Four vectors side by side keep the additions from waiting for each other.</summary>
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
                Add<TTerms>(ref px, ref py, i, c0, ref a0, ref b0);
                Add<TTerms>(ref px, ref py, i + width, c1, ref a1, ref b1);
                Add<TTerms>(ref px, ref py, i + 2 * width, c2, ref a2, ref b2);
                Add<TTerms>(ref px, ref py, i + 3 * width, c3, ref a3, ref b3);
            }

            Store(firstSums, lane, a0, a1, a2, a3);
            Store(secondSums, lane, b0, b1, b2, b3);
        }

        for (; lane < centre.Length; lane += width)
        {
            Vector<float> c = Load(centre, lane), a = default, b = default;
            for (int i = lane; i < whole; i += centre.Length) Add<TTerms>(ref px, ref py, i, c, ref a, ref b);
            a.CopyTo(firstSums[lane..]);
            b.CopyTo(secondSums[lane..]);
        }

        AddRest<TTerms>(x[whole..], y[whole..], centre, firstSums, secondSums);
    }

    private static void AddRest<TTerms>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> centre, Span<float> firstSums, Span<float> secondSums)
        where TTerms : struct, ITerms
    {
        for (int i = 0; i < x.Length; i++)
        {
            (Vector<float> first, Vector<float> second) = TTerms.Of(new Vector<float>(x[i]), new Vector<float>(y[i]), new Vector<float>(centre[i]));
            firstSums[i] += first[0];
            secondSums[i] += second[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TTerms>(ref float x, ref float y, int i, Vector<float> centre, ref Vector<float> first, ref Vector<float> second)
        where TTerms : struct, ITerms
    {
        (Vector<float> a, Vector<float> b) = TTerms.Of(Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref y, (nuint)i), centre);
        first += a;
        second += b;
    }

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
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector<float> First, Vector<float> Second) Of(Vector<float> x, Vector<float> y, Vector<float> centre) => (x, Vector<float>.Zero);
    }

    /// <summary>x - centre, and its square.</summary>
    internal readonly struct Deviation : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector<float> First, Vector<float> Second) Of(Vector<float> x, Vector<float> y, Vector<float> centre)
        {
            Vector<float> deviation = x - centre;
            return (deviation, deviation * deviation);
        }
    }

    /// <summary>y, and y (x - centre).</summary>
    internal readonly struct Gradient : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector<float> First, Vector<float> Second) Of(Vector<float> x, Vector<float> y, Vector<float> centre) => (y, y * (x - centre));
    }
}
