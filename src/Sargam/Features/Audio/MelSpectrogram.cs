using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>Collects the mel power spectrogram of a track (librosa: <c>feature.melspectrogram</c>, power 2). Not thread-safe.</summary>
public sealed class MelSpectrogram(MelFilterBank filters) : IPowerSpectrumVisitor
{
    /// <summary>Mel power of the track visited last, bands x frames; unused lanes are zero. Overwritten by the next track.</summary>
    public FrameBlocks Bands { get; } = new();

    /// <summary>The mel power spectrogram of one signal, bands x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">The bands; default 128 over the whole spectrum.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, MelOptions? options = null, StftOptions? stftOptions = null) =>
        Visited(audio, options, stftOptions).ToMatrix();

    /// <inheritdoc/>
    public void Begin(int frameCount) => Bands.Reset(filters.BandCount, frameCount);

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block) => filters.Apply(block.Power, Bands.Block(block.FirstFrame / Lanes.Count));

    internal static FrameBlocks Visited(AudioBuffer audio, MelOptions? options, StftOptions? stftOptions)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var stft = new Stft(stftOptions);
        var mel = new MelSpectrogram(new MelFilterBank(audio.SampleRate, stft.Options.FftSize, options));
        stft.Analyze(audio.Samples.Span, stft.CreateWorkspace(), [mel]);
        return mel.Bands;
    }
}
