using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Learning;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// How far the peaks of a track's spectrum rise above its valleys, in octave bands (librosa: <c>feature.spectral_contrast</c>;
/// Jiang et al., "Music type classification by spectral contrast feature", 2002). Not thread-safe.
/// </summary>
public sealed class SpectralContrast : IPowerSpectrumVisitor
{
    private static readonly DecibelOptions Decibels = new();

    private readonly ContrastBand[] _bands;
    private readonly FrameBlocks _valleys = new();
    private readonly float[] _smallest;
    private readonly float[] _largest;
    private int _frameCount;

    /// <summary>Lays out the bands.</summary>
    /// <param name="sampleRate">Samples per second, at least 1.</param>
    /// <param name="fftSize">Samples per frame, at least 2.</param>
    /// <param name="options">Default: the band below 200 Hz and 6 octaves above.</param>
    /// <exception cref="ArgumentException">The options are invalid at this sample rate, or a band has no bin.</exception>
    public SpectralContrast(int sampleRate, int fftSize, SpectralContrastOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        options ??= new SpectralContrastOptions();
        OptionError.ThrowIfAny(options.Validate(sampleRate), nameof(SpectralContrastOptions));
        _bands = ContrastBand.Layout(options, sampleRate, fftSize);
        int largestCount = _bands.Max(band => band.ExtremeCount);
        _smallest = new float[largestCount * Lanes.Count];
        _largest = new float[largestCount * Lanes.Count];
    }

    /// <summary>Bands, the lowest included: BandCount + 1.</summary>
    public int RowCount => _bands.Length;

    /// <summary>
    /// Peak minus valley in dB, bands x frames, of the track visited last: complete after its last block, overwritten by the
    /// next track. Unused lanes are undefined.
    /// </summary>
    public FrameBlocks Contrast { get; } = new();

    /// <summary>The spectral contrast of one signal, bands x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: the band below 200 Hz and 6 octaves above.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, SpectralContrastOptions? options = null, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var stft = new Stft(stftOptions);
        var contrast = new SpectralContrast(audio.SampleRate, stft.Options.FftSize, options);
        stft.Analyze(audio.Samples.Span, stft.CreateWorkspace(), [contrast]);
        return contrast.Contrast.ToMatrix();
    }

    /// <inheritdoc/>
    public void Begin(int frameCount)
    {
        _frameCount = frameCount;
        Contrast.Reset(RowCount, frameCount);
        _valleys.Reset(RowCount, frameCount);
    }

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        int width = Lanes.Count;
        Span<float> peaks = Contrast.Block(block.FirstFrame / width);
        Span<float> valleys = _valleys.Block(block.FirstFrame / width);
        for (int row = 0; row < _bands.Length; row++)
        {
            ContrastBand band = _bands[row];
            Span<float> smallest = _smallest.AsSpan(0, band.ExtremeCount * width);
            Span<float> largest = _largest.AsSpan(0, band.ExtremeCount * width);
            LaneExtremes.Find(block.Power.Slice(band.FirstBin * width, band.BinCount * width), smallest, largest);
            MeanMagnitude(smallest, valleys.Slice(row * width, width));
            MeanMagnitude(largest, peaks.Slice(row * width, width));
        }

        if (block.FirstFrame + block.FrameCount == _frameCount) ToDecibels();
    }

    // The order of powers is that of magnitudes, so only those that were selected need a root.
    private static void MeanMagnitude(ReadOnlySpan<float> power, Span<float> mean)
    {
        ReadOnlySpan<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(power);
        Vector<float> sum = Vector<float>.Zero;
        foreach (Vector<float> row in rows) sum += Vector.SquareRoot(row);
        (sum / rows.Length).CopyTo(mean);
    }

    // Magnitudes are taken for powers here, as in librosa. Peaks and valleys each have a range of 80 dB under their own
    // loudest of the whole track, so this waits for the last block; unused lanes are zero and never the loudest.
    private void ToDecibels()
    {
        PowerToDecibels.Apply(Contrast.Values, Decibels);
        PowerToDecibels.Apply(_valleys.Values, Decibels);
        TensorPrimitives.Subtract(Contrast.Values, _valleys.Values, Contrast.Values);
    }
}
