using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// Sums of terms of two spans: 32 float lanes over 1,024 elements at a time, then double. TensorPrimitives is as fast, but adds floats
/// up without bound and in an order that changes with the vector width. Where 256 bits are not native the runtime uses halves: half
/// the speed, the same bits.
/// </summary>
internal static class LaneSum
{
    /// <summary>Bounds what one float lane adds up (32 terms), and with it the rounding error.</summary>
    private const int Block = 1024;

    private const int Width = 8;

    /// <summary>What is added up.</summary>
    internal interface ITerm
    {
        static abstract Vector256<float> Of(Vector256<float> x, Vector256<float> y);

        static abstract float Of(float x, float y);
    }

    /// <summary>The sum over two spans of equal length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
        where TTerm : struct, ITerm
    {
        ref float firstX = ref MemoryMarshal.GetReference(x);
        ref float firstY = ref MemoryMarshal.GetReference(y);
        double sum = 0;
        int i = 0;
        while (x.Length - i >= Width)
        {
            int end = i + Math.Min(Block, (x.Length - i) & -Width);
            sum += OfBlock<TTerm>(ref firstX, ref firstY, i, end);
            i = end;
        }

        for (; i < x.Length; i++) sum += TTerm.Of(x[i], y[i]);
        return sum;
    }

    /// <summary>From a start to an end that are a multiple of 8 apart.</summary>
    private static double OfBlock<TTerm>(ref float x, ref float y, int start, int end)
        where TTerm : struct, ITerm
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = start;
        for (; i <= end - 4 * Width; i += 4 * Width)
        {
            sum0 += TTerm.Of(Load(ref x, i), Load(ref y, i));
            sum1 += TTerm.Of(Load(ref x, i + Width), Load(ref y, i + Width));
            sum2 += TTerm.Of(Load(ref x, i + 2 * Width), Load(ref y, i + 2 * Width));
            sum3 += TTerm.Of(Load(ref x, i + 3 * Width), Load(ref y, i + 3 * Width));
        }

        for (; i < end; i += Width) sum0 += TTerm.Of(Load(ref x, i), Load(ref y, i));
        return AddLanes(sum0 + sum1 + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int index) => Vector256.LoadUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double AddLanes(Vector256<float> lanes)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(lanes);
        Vector256<double> four = low + high;
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>(x - y)^2.</summary>
    internal readonly struct SquaredDifference : ITerm
    {
        public static Vector256<float> Of(Vector256<float> x, Vector256<float> y)
        {
            Vector256<float> difference = x - y;
            return difference * difference;
        }

        public static float Of(float x, float y) => (x - y) * (x - y);
    }

    /// <summary>x y.</summary>
    internal readonly struct Product : ITerm
    {
        public static Vector256<float> Of(Vector256<float> x, Vector256<float> y) => x * y;

        public static float Of(float x, float y) => x * y;
    }
}
