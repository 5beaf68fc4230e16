using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Separates held tones (lines along time) from strokes (lines along frequency) by medians of 31 frames and of 31 bands
/// (Fitzgerald, 2010; librosa: <c>decompose.hpss</c>, masks of power 2) and says how much energy each has. Keeps buffers: not
/// thread-safe.
/// </summary>
/// <remarks>
/// It works on mel bands, which are there anyway and an eighth of the spectrum: a band is wider than a bin, more so the higher
/// it is, so the numbers are not those of librosa's separation of a spectrum of 1,025 bins, and are comparable only with each
/// other.
/// </remarks>
public sealed class HarmonicPercussive
{
    private const int KernelSize = 31;

    private readonly FrameBlocks _alongTime = new();
    private readonly Memory<float> _window = Lanes.Allocate(KernelSize);
    private float[] _bands = [];
    private float[] _medians = [];

    /// <summary>The shares of one signal.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">The bands; default 128 over the whole spectrum.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static HarmonicPercussiveShares Compute(AudioBuffer audio, MelOptions? options = null, StftOptions? stftOptions = null) =>
        new HarmonicPercussive().Shares(MelSpectrogram.Visited(audio, options, stftOptions));

    /// <summary>The shares of one track; both 0 when it has no energy.</summary>
    /// <param name="power">Mel bands in power, not in decibels; finite, not negative, at least one frame.</param>
    public HarmonicPercussiveShares Shares(FrameBlocks power)
    {
        ArgumentNullException.ThrowIfNull(power);
        FilterAlongTime(power);
        Span<float> alongFrequency = ReusedBuffer.AtLeast(ref _medians, power.RowCount * Lanes.Count);
        double total = 0, harmonic = 0, percussive = 0;
        for (int block = 0; block < power.BlockCount; block++)
        {
            LaneMedian.Filter(power.Block(block), KernelSize, _window.Span, alongFrequency);
            Energies(power.Block(block), _alongTime.Block(block), alongFrequency, out Vector<float> all, out Vector<float> held, out Vector<float> struck);
            for (int lane = 0; lane < Math.Min(Lanes.Count, power.FrameCount - block * Lanes.Count); lane++)
            {
                total += all[lane];
                harmonic += held[lane];
                percussive += struck[lane];
            }
        }

        return total > 0 ? new HarmonicPercussiveShares(harmonic / total, percussive / total) : default;
    }

    // Down the frames, with bands side by side: the blocks have it the other way round.
    private void FilterAlongTime(FrameBlocks power)
    {
        _alongTime.Reset(power.RowCount, power.FrameCount);
        Span<float> bands = ReusedBuffer.AtLeast(ref _bands, power.FrameCount * Lanes.Count);
        Span<float> medians = ReusedBuffer.AtLeast(ref _medians, power.FrameCount * Lanes.Count);
        for (int first = 0; first < power.RowCount; first += Lanes.Count)
        {
            int count = Math.Min(Lanes.Count, power.RowCount - first);
            for (int block = 0; block < power.BlockCount; block++)
            {
                Span<float> frames = bands[(block * Lanes.Count * Lanes.Count)..];
                Exchange(power.Block(block)[(first * Lanes.Count)..], frames, count, Math.Min(Lanes.Count, power.FrameCount - block * Lanes.Count));
            }

            LaneMedian.Filter(bands, KernelSize, _window.Span, medians);
            for (int block = 0; block < power.BlockCount; block++)
            {
                ReadOnlySpan<float> frames = medians[(block * Lanes.Count * Lanes.Count)..];
                Exchange(frames, _alongTime.Block(block)[(first * Lanes.Count)..], Math.Min(Lanes.Count, power.FrameCount - block * Lanes.Count), count);
            }
        }
    }

    private static void Exchange(ReadOnlySpan<float> rows, Span<float> columns, int rowCount, int columnCount)
    {
        int width = Lanes.Count;
        for (int row = 0; row < rowCount; row++)
        {
            for (int column = 0; column < columnCount; column++) columns[column * width + row] = rows[row * width + column];
        }
    }

    // Masks of power 2 are for magnitudes. The median of magnitudes is the root of that of powers: squares and roots cancel.
    private static void Energies(
        ReadOnlySpan<float> power, ReadOnlySpan<float> alongTime, ReadOnlySpan<float> alongFrequency,
        out Vector<float> all, out Vector<float> held, out Vector<float> struck)
    {
        ReadOnlySpan<Vector<float>> powers = MemoryMarshal.Cast<float, Vector<float>>(power);
        ReadOnlySpan<Vector<float>> tones = MemoryMarshal.Cast<float, Vector<float>>(alongTime);
        ReadOnlySpan<Vector<float>> strokes = MemoryMarshal.Cast<float, Vector<float>>(alongFrequency);
        (all, held, struck) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var even = new Vector<float>(0.5f);
        for (int row = 0; row < powers.Length; row++)
        {
            Vector<float> sum = tones[row] + strokes[row];
            Vector<float> mask = Vector.ConditionalSelect(Vector.GreaterThan(sum, Vector<float>.Zero), tones[row] / sum, even);
            Vector<float> rest = Vector<float>.One - mask;
            all += powers[row];
            held += powers[row] * mask * mask;
            struck += powers[row] * rest * rest;
        }
    }
}
