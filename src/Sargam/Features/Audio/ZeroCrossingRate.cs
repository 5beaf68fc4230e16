using System.Numerics;

namespace Sargam.Features.Audio;

/// <summary>Share of a frame's samples at which the sign changes (librosa: <c>feature.zero_crossing_rate</c>).</summary>
public static class ZeroCrossingRate
{
    // Smaller magnitudes count as zero, which counts as positive.
    private const float Threshold = 1e-10f;

    /// <summary>One number from 0 to 1 per frame; beyond both ends the first and the last sample repeat.</summary>
    /// <param name="samples">At least one sample.</param>
    /// <param name="destination">1 + samples / HopLength numbers.</param>
    /// <param name="options">Frame and hop; default 2048 and 512.</param>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> destination, StftOptions? options = null)
    {
        options ??= new StftOptions();
        // Two ends walk over the samples, each change being counted once by either: hop by hop, however long a frame is.
        int entered = 0, left = 0;
        int enteredTo = 1, leftTo = 1;
        for (int frame = 0; frame < destination.Length; frame++)
        {
            long start = (long)frame * options.HopLength - options.FftSize / 2;
            entered += CountChanges(samples, ref enteredTo, start + options.FftSize);
            left += CountChanges(samples, ref leftTo, start + 1);
            destination[frame] = (float)(entered - left) / options.FftSize;
        }
    }

    // Changes from sample i - 1 to i, for i from the position to below the end.
    private static int CountChanges(ReadOnlySpan<float> samples, ref int position, long end)
    {
        int to = (int)Math.Min(end, samples.Length);
        var threshold = new Vector<float>(-Threshold);
        Vector<int> changes = Vector<int>.Zero;
        for (; position + Vector<float>.Count <= to; position += Vector<float>.Count)
        {
            Vector<int> isNegative = Vector.LessThan(new Vector<float>(samples[position..]), threshold);
            changes -= isNegative ^ Vector.LessThan(new Vector<float>(samples[(position - 1)..]), threshold);
        }

        int count = Vector.Sum(changes);
        for (; position < to; position++)
        {
            if ((samples[position] < -Threshold) != (samples[position - 1] < -Threshold)) count++;
        }

        return count;
    }
}
