using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Learning;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// How much louder the mel bands are than one frame before, per frame (spectral flux; librosa: <c>onset.onset_strength</c>, lag 1).
/// Keeps buffers: not thread-safe.
/// </summary>
public sealed class OnsetStrength
{
    private readonly int _delay;
    private float[] _increases = [];

    /// <summary>Prepares for frames of a transform.</summary>
    /// <param name="stftOptions">
    /// The frames that the bands are of. An increase is dated half a window later than the frame it is seen in, as a window
    /// sees a sound that much before its own middle (librosa: <c>center=True</c>): 2 frames by default.
    /// </param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public OnsetStrength(StftOptions? stftOptions = null)
    {
        stftOptions ??= new StftOptions();
        OptionError.ThrowIfAny(stftOptions.Validate(), nameof(StftOptions));
        _delay = stftOptions.FftSize / (2 * stftOptions.HopLength);
    }

    /// <summary>The onset strength of one signal, one number per frame.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="aggregate">Mean or median over the bands.</param>
    /// <param name="options">The bands; default 128 over the whole spectrum.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static float[] Compute(
        AudioBuffer audio, OnsetAggregate aggregate = OnsetAggregate.Mean, MelOptions? options = null, StftOptions? stftOptions = null)
    {
        FrameBlocks bands = MelSpectrogram.Visited(audio, options, stftOptions);
        PowerToDecibels.Apply(bands.Values);
        var strengths = new float[bands.FrameCount];
        new OnsetStrength(stftOptions).Apply(bands, aggregate, strengths);
        return strengths;
    }

    /// <summary>The onset strength of every frame; 0 for those before there is one to compare with.</summary>
    /// <param name="decibels">Mel bands in decibels, at least one; finite.</param>
    /// <param name="aggregate">Mean or median over the bands.</param>
    /// <param name="destination">One number per frame, in decibels, not negative.</param>
    /// <exception cref="ArgumentException">There are no bands, or the destination has another length.</exception>
    public void Apply(FrameBlocks decibels, OnsetAggregate aggregate, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(decibels);
        ArgumentOutOfRangeException.ThrowIfZero(decibels.RowCount, nameof(decibels));
        if (destination.Length != decibels.FrameCount)
        {
            throw new ArgumentException($"the destination must have {decibels.FrameCount} elements, one per frame, got {destination.Length}", nameof(destination));
        }

        Span<float> strengths = stackalloc float[Lanes.Count];
        destination[..Math.Min(1 + _delay, destination.Length)].Clear();
        for (int block = 0; block < decibels.BlockCount; block++)
        {
            Aggregate(Increases(decibels, block), aggregate, strengths);
            int from = block * Lanes.Count;
            for (int lane = block == 0 ? 1 : 0; lane < Lanes.Count && from + lane + _delay < destination.Length; lane++)
            {
                destination[from + lane + _delay] = strengths[lane];
            }
        }
    }

    // The frame before is one lane to the left, that of lane 0 the last one of the block before.
    private ReadOnlySpan<float> Increases(FrameBlocks decibels, int block)
    {
        ReadOnlySpan<float> values = decibels.Block(block);
        Span<float> increases = ReusedBuffer.AtLeast(ref _increases, values.Length);
        TensorPrimitives.Subtract(values[1..], values[..^1], increases[1..]);
        ReadOnlySpan<float> before = decibels.Block(Math.Max(0, block - 1)); // frame 0 has none before it, and is not used
        for (int first = 0; first < values.Length; first += Lanes.Count) increases[first] = values[first] - before[first + Lanes.Count - 1];
        TensorPrimitives.Max(increases, 0, increases);
        return increases;
    }

    private static void Aggregate(ReadOnlySpan<float> increases, OnsetAggregate aggregate, Span<float> strengths)
    {
        if (aggregate == OnsetAggregate.Median)
        {
            LaneMedian.Median(increases, strengths);
            return;
        }

        ReadOnlySpan<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(increases);
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        int row = 0;
        for (; row + 2 <= rows.Length; row += 2)
        {
            even += rows[row];
            odd += rows[row + 1];
        }

        if (row < rows.Length) even += rows[row];
        ((even + odd) / rows.Length).CopyTo(strengths);
    }
}
