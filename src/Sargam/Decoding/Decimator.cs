using Sargam.Numerics.Spectral;

namespace Sargam.Decoding;

/// <summary>
/// Resampling to a whole fraction of the rate, such as 44,100 to 22,050 Hz. The signal is dealt out into as many streams as the
/// period has samples; every result is then the sum of a plain convolution of each, in which results lie side by side.
/// </summary>
internal static class Decimator
{
    private const int BlockLength = 1920; // results, a multiple of 12 vectors; their samples stay in the nearest cache

    /// <summary>Computes all of the output. Beyond the signal's ends it counts as zero.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="filter">A filter with an output period of 1.</param>
    /// <param name="output">ceil(samples / period) results.</param>
    public static void Apply(ReadOnlySpan<float> samples, ResamplerFilter filter, Span<float> output)
    {
        int period = filter.InputPeriod;
        float[][] taps = Deal(filter.Phase(0), period);
        var stream = new float[BlockLength + taps[0].Length];
        var block = new float[BlockLength];
        for (int start = 0; start < output.Length; start += BlockLength)
        {
            block.AsSpan().Clear();
            for (int i = 0; i < period; i++)
            {
                TakeEvery(period, samples, filter.FirstSample(start) + i, stream);
                FirKernel.AddConvolution(taps[i], stream, block);
            }

            int count = Math.Min(BlockLength, output.Length - start);
            block.AsSpan(0, count).CopyTo(output[start..]);
        }
    }

    /// <summary>Tap i goes to row i modulo the period; rows are padded with zeros to what the kernel takes.</summary>
    private static float[][] Deal(ReadOnlySpan<float> taps, int period)
    {
        int multiple = 2 * Lanes.Count;
        int length = (taps.Length + period - 1) / period;
        length = (length + multiple - 1) / multiple * multiple;
        var rows = new float[period][];
        for (int i = 0; i < period; i++) rows[i] = new float[length];
        for (int j = 0; j < taps.Length; j++) rows[j % period][j / period] = taps[j];
        return rows;
    }

    private static void TakeEvery(int period, ReadOnlySpan<float> samples, long first, Span<float> stream)
    {
        long last = first + (stream.Length - 1L) * period;
        if (first < 0 || last >= samples.Length)
        {
            for (int i = 0; i < stream.Length; i++)
            {
                long at = first + (long)i * period;
                stream[i] = at >= 0 && at < samples.Length ? samples[(int)at] : 0;
            }

            return;
        }

        ReadOnlySpan<float> source = samples[(int)first..];
        for (int i = 0, at = 0; i < stream.Length; i++, at += period) stream[i] = source[at];
    }
}
