using Sargam.Numerics.Spectral;

namespace Sargam.Decoding;

/// <summary>
/// Changes the sample rate with a Kaiser-windowed sinc, one filter phase per output position (librosa: <c>resample</c>; in
/// quality like <c>soxr_hq</c>): flat up to 0.91 of the lower Nyquist frequency, 116 dB down from 1.01 on, no delay.
/// </summary>
public static class Resampler
{
    /// <summary>The largest ratio between two rates, either way.</summary>
    public const int MaxRatio = 1024;

    // So many periods of phases go through one filter phase at a time, while their input stays in the nearest cache.
    private const int PeriodsAtOnce = 16;

    // 96, 176.4 and 192 kHz to 22.05, 24 or 44.1 kHz; with more streams than this each would be too short.
    private const int MaxDecimatorPeriod = 8;

    /// <summary>Resamples a whole signal. Beyond its ends it counts as zero.</summary>
    /// <param name="samples">Any number of samples, none too.</param>
    /// <param name="fromRate">Their rate in Hz, at least 1.</param>
    /// <param name="toRate">The new rate in Hz, at least 1, within a factor of <see cref="MaxRatio"/>.</param>
    /// <returns>ceil(n * toRate / fromRate) samples; a copy when the rates are equal.</returns>
    /// <exception cref="ArgumentException">A rate is out of range, or the result would not fit an array.</exception>
    public static float[] Resample(ReadOnlySpan<float> samples, int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toRate);
        if (fromRate == toRate) return samples.ToArray();
        if ((long)fromRate > (long)toRate * MaxRatio || (long)toRate > (long)fromRate * MaxRatio)
        {
            throw new ArgumentOutOfRangeException(
                nameof(toRate), toRate, $"rates must be within a factor of {MaxRatio} of each other, got {fromRate} and {toRate}");
        }

        long length = (samples.Length * (long)toRate + fromRate - 1) / fromRate;
        if (length > Array.MaxLength) throw new ArgumentException($"the result would have {length} samples, at most {Array.MaxLength} fit");
        var output = new float[length];
        if (length > 0) Convolve(samples, ResamplerFilterCache.Get(fromRate, toRate), output);
        return output;
    }

    private static void Convolve(ReadOnlySpan<float> samples, ResamplerFilter filter, Span<float> output)
    {
        if (filter.OutputPeriod == 1 && filter.IsExact && filter.InputPeriod <= MaxDecimatorPeriod)
        {
            Decimator.Apply(samples, filter, output);
            return;
        }

        // Output o needs TapCount samples from FirstSample(o) on: the first ones reach back before the signal, the last ones
        // beyond its end; all others read whole vectors where the samples lie.
        int head = output.Length;
        int tail = output.Length;
        if (samples.Length >= filter.TapCount)
        {
            head = (int)Math.Min(filter.FirstOutputReading(0), output.Length);
            tail = (int)Math.Clamp(filter.FirstOutputReading(samples.Length - filter.TapCount + 1), head, output.Length);
        }

        Span<float> window = new float[filter.TapCount];
        for (int o = 0; o < head; o++) output[o] = AtEdge(samples, filter, o, window);
        if (filter.IsExact) ConvolveInside(samples, filter, output, head, tail);
        else InterpolateInside(samples, filter, output, head, tail);
        for (int o = tail; o < output.Length; o++) output[o] = AtEdge(samples, filter, o, window);
    }

    private static void ConvolveInside(ReadOnlySpan<float> samples, ResamplerFilter filter, Span<float> output, int start, int end)
    {
        int period = filter.OutputPeriod;
        for (long group = start; group < end; group += (long)period * GroupLength(period))
        {
            for (long first = group; first < Math.Min(group + period, end); first++)
            {
                int count = (int)Math.Min(GroupLength(period), (end - first + period - 1) / period);
                ReadOnlySpan<float> source = samples[(int)filter.FirstSample(first)..];
                FirKernel.Apply(filter.Phase(filter.PhaseOf(first)), source, filter.InputPeriod, output[(int)first..], period, count);
            }
        }
    }

    // One phase alone has no others to share the cache with.
    private static int GroupLength(int period) => period == 1 ? int.MaxValue : PeriodsAtOnce;

    private static void InterpolateInside(ReadOnlySpan<float> samples, ResamplerFilter filter, Span<float> output, int start, int end)
    {
        for (int o = start; o < end; o++)
        {
            output[o] = Interpolated(samples.Slice((int)filter.FirstSample(o), filter.TapCount), filter, o);
        }
    }

    private static float AtEdge(ReadOnlySpan<float> samples, ResamplerFilter filter, int o, Span<float> window)
    {
        long first = filter.FirstSample(o);
        int from = (int)Math.Clamp(first, 0, samples.Length);
        int to = (int)Math.Clamp(first + window.Length, from, samples.Length);
        window.Clear();
        if (from < to) samples[from..to].CopyTo(window[(int)(from - first)..]);
        return filter.IsExact ? Dot(filter.Phase(filter.PhaseOf(o)), window) : Interpolated(window, filter, o);
    }

    private static float Interpolated(ReadOnlySpan<float> samples, ResamplerFilter filter, int o)
    {
        int phase = filter.PhaseBelow(o, out float fraction);
        float below = Dot(filter.Phase(phase), samples);
        return below + fraction * (Dot(filter.Phase(phase + 1), samples) - below);
    }

    private static float Dot(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples)
    {
        float product = 0;
        FirKernel.Apply(taps, samples, 0, new Span<float>(ref product), 1, 1);
        return product;
    }
}
