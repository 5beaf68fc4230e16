using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>Dot products of one filter with a signal at evenly spaced places: the inside of a resampler.</summary>
public static unsafe class FirKernel
{
    /// <summary>destination[i * destinationStride] = sum over j of taps[j] * samples[i * sampleStride + j], for i below count.</summary>
    /// <param name="taps">The filter, at least one tap, not reversed.</param>
    /// <param name="samples">At least (count - 1) * sampleStride + taps samples.</param>
    /// <param name="sampleStride">Samples from one product to the next, at least 0.</param>
    /// <param name="destination">At least (count - 1) * destinationStride + 1 elements; may not overlap the inputs.</param>
    /// <param name="destinationStride">Elements from one result to the next, at least 1.</param>
    /// <param name="count">Number of results, at least 0.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(
        ReadOnlySpan<float> taps, ReadOnlySpan<float> samples, int sampleStride, Span<float> destination, int destinationStride, int count)
    {
        if (count == 0) return;
        Check(taps.Length, samples.Length, sampleStride, destination.Length, destinationStride, count);
        fixed (float* h = taps, x = samples, y = destination)
        {
            nint i = 0;
            for (; i + 4 <= count; i += 4)
            {
                FourProducts(h, taps.Length, x + i * sampleStride, sampleStride, y + i * destinationStride, destinationStride);
            }

            for (; i < count; i++) y[i * destinationStride] = Product(h, taps.Length, x + i * sampleStride);
        }
    }

    // Four results share each load of the taps, which is half of all loads otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourProducts(float* h, int length, float* x, nint stride, float* y, nint yStride)
    {
        int width = Vector<float>.Count;
        Vector<float> a0 = Vector<float>.Zero, b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
        float* b = x + stride, c = b + stride, d = c + stride;
        int j = 0;
        for (; j + 2 * width <= length; j += 2 * width)
        {
            Vector<float> even = Load(h + j), odd = Load(h + j + width);
            a0 = MultiplyAddEstimate(even, Load(x + j), a0);
            b0 = MultiplyAddEstimate(even, Load(b + j), b0);
            c0 = MultiplyAddEstimate(even, Load(c + j), c0);
            d0 = MultiplyAddEstimate(even, Load(d + j), d0);
            a1 = MultiplyAddEstimate(odd, Load(x + j + width), a1);
            b1 = MultiplyAddEstimate(odd, Load(b + j + width), b1);
            c1 = MultiplyAddEstimate(odd, Load(c + j + width), c1);
            d1 = MultiplyAddEstimate(odd, Load(d + j + width), d1);
        }

        float sumA = Sum(a0 + a1), sumB = Sum(b0 + b1), sumC = Sum(c0 + c1), sumD = Sum(d0 + d1);
        for (; j < length; j++)
        {
            sumA += h[j] * x[j];
            sumB += h[j] * b[j];
            sumC += h[j] * c[j];
            sumD += h[j] * d[j];
        }

        y[0] = sumA;
        y[yStride] = sumB;
        y[2 * yStride] = sumC;
        y[3 * yStride] = sumD;
    }

    // The same order of additions as above: a result does not depend on whether it was computed alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Product(float* h, int length, float* x)
    {
        int width = Vector<float>.Count;
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        int j = 0;
        for (; j + 2 * width <= length; j += 2 * width)
        {
            even = MultiplyAddEstimate(Load(h + j), Load(x + j), even);
            odd = MultiplyAddEstimate(Load(h + j + width), Load(x + j + width), odd);
        }

        float sum = Sum(even + odd);
        for (; j < length; j++) sum += h[j] * x[j];
        return sum;
    }

    private static void Check(int tapCount, int sampleCount, int sampleStride, int length, int stride, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(sampleStride);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride, "destinationStride");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tapCount, "taps");
        long neededSamples = (count - 1L) * sampleStride + tapCount;
        long neededLength = (count - 1L) * stride + 1;
        if (sampleCount < neededSamples) throw new ArgumentException($"samples must have at least {neededSamples} elements, got {sampleCount}");
        if (length < neededLength) throw new ArgumentException($"destination must have at least {neededLength} elements, got {length}");
    }
}
