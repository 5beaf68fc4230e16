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

    /// <summary>destination[i] += sum over j of taps[j] * samples[i + j], for all of destination.</summary>
    /// <param name="taps">The filter, not reversed; a multiple of twice <see cref="Lanes.Count"/>, padded with zeros if need be.</param>
    /// <param name="samples">At least destination + taps - 1 samples.</param>
    /// <param name="destination">A multiple of 12 times <see cref="Lanes.Count"/>; may not overlap the inputs.</param>
    /// <remarks>Every result adds its products in the same order, wherever it stands.</remarks>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddConvolution(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples, Span<float> destination)
    {
        int width = Vector<float>.Count;
        if (taps.Length % (2 * width) != 0) throw new ArgumentException($"taps must be a multiple of {2 * width}, got {taps.Length}");
        if (destination.Length % (12 * width) != 0) throw new ArgumentException($"destination must be a multiple of {12 * width}, got {destination.Length}");
        Check(Math.Max(1, taps.Length), samples.Length, 1, destination.Length, 1, destination.Length);
        fixed (float* h = taps, x = samples, y = destination)
        {
            for (nint i = 0; i < destination.Length; i += 12 * width) TwelveVectors(h, taps.Length, x + i, y + i);
        }
    }

    // Lanes are results. A vector of samples serves tap j for one vector of results and tap j + width for the one before, so
    // that 24 multiplications share 13 loads of samples and 2 of taps; and 12 sums are enough to hide the multiplier's latency.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwelveVectors(float* h, int length, float* x, float* y)
    {
        int width = Vector<float>.Count;
        Vector<float> y0 = Load(y), y1 = Load(y + width), y2 = Load(y + 2 * width), y3 = Load(y + 3 * width);
        Vector<float> y4 = Load(y + 4 * width), y5 = Load(y + 5 * width), y6 = Load(y + 6 * width), y7 = Load(y + 7 * width);
        Vector<float> y8 = Load(y + 8 * width), y9 = Load(y + 9 * width), y10 = Load(y + 10 * width), y11 = Load(y + 11 * width);
        for (int block = 0; block < length; block += 2 * width)
        {
            for (int j = block; j < block + width; j++)
            {
                float* at = x + j;
                var near = new Vector<float>(h[j]);
                var far = new Vector<float>(h[j + width]);
                y0 = MultiplyAddEstimate(near, Load(at), y0);
                Vector<float> v = Load(at + width);
                y0 = MultiplyAddEstimate(far, v, y0);
                y1 = MultiplyAddEstimate(near, v, y1);
                v = Load(at + 2 * width);
                y1 = MultiplyAddEstimate(far, v, y1);
                y2 = MultiplyAddEstimate(near, v, y2);
                v = Load(at + 3 * width);
                y2 = MultiplyAddEstimate(far, v, y2);
                y3 = MultiplyAddEstimate(near, v, y3);
                v = Load(at + 4 * width);
                y3 = MultiplyAddEstimate(far, v, y3);
                y4 = MultiplyAddEstimate(near, v, y4);
                v = Load(at + 5 * width);
                y4 = MultiplyAddEstimate(far, v, y4);
                y5 = MultiplyAddEstimate(near, v, y5);
                v = Load(at + 6 * width);
                y5 = MultiplyAddEstimate(far, v, y5);
                y6 = MultiplyAddEstimate(near, v, y6);
                v = Load(at + 7 * width);
                y6 = MultiplyAddEstimate(far, v, y6);
                y7 = MultiplyAddEstimate(near, v, y7);
                v = Load(at + 8 * width);
                y7 = MultiplyAddEstimate(far, v, y7);
                y8 = MultiplyAddEstimate(near, v, y8);
                v = Load(at + 9 * width);
                y8 = MultiplyAddEstimate(far, v, y8);
                y9 = MultiplyAddEstimate(near, v, y9);
                v = Load(at + 10 * width);
                y9 = MultiplyAddEstimate(far, v, y9);
                y10 = MultiplyAddEstimate(near, v, y10);
                v = Load(at + 11 * width);
                y10 = MultiplyAddEstimate(far, v, y10);
                y11 = MultiplyAddEstimate(near, v, y11);
                v = Load(at + 12 * width);
                y11 = MultiplyAddEstimate(far, v, y11);
            }
        }

        y0.Store(y);
        y1.Store(y + width);
        y2.Store(y + 2 * width);
        y3.Store(y + 3 * width);
        y4.Store(y + 4 * width);
        y5.Store(y + 5 * width);
        y6.Store(y + 6 * width);
        y7.Store(y + 7 * width);
        y8.Store(y + 8 * width);
        y9.Store(y + 9 * width);
        y10.Store(y + 10 * width);
        y11.Store(y + 11 * width);
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
