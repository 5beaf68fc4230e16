using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Learning;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// The pitch classes of a track, C to B, relative to the strongest of each frame (librosa: <c>feature.chroma_stft</c>,
/// <c>norm=inf</c>). Not thread-safe.
/// </summary>
/// <param name="filters">Those of the first track; see <see cref="Filters"/>.</param>
public sealed class ChromaStft(ChromaFilterBank filters) : IPowerSpectrumVisitor
{
    // numpy.finfo(float32).tiny: a frame with less is left as it is.
    private const float SmallestNormal = 1.17549435E-38f;

    /// <summary>The filters of the track visited next: its tuning is known only when its spectra have been seen once.</summary>
    public ChromaFilterBank Filters { get; set; } = filters;

    /// <summary>
    /// From 0 to 1, pitch classes x frames, of the track visited last; zeros in silent frames and unused lanes. Overwritten by
    /// the next track.
    /// </summary>
    public FrameBlocks Chroma { get; } = new();

    /// <summary>The pitch classes of one signal, 12 x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: the tuning is estimated.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, ChromaOptions? options = null, StftOptions? stftOptions = null) =>
        Visited(audio, options, stftOptions).ToMatrix();

    /// <inheritdoc/>
    public void Begin(int frameCount) => Chroma.Reset(ChromaFilterBank.ChromaCount, frameCount);

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        Span<float> chroma = Chroma.Block(block.FirstFrame / Lanes.Count);
        Filters.Apply(block.Power, chroma);
        Span<Vector<float>> rows = MemoryMarshal.Cast<float, Vector<float>>(chroma);
        Vector<float> strongest = Vector<float>.Zero;
        foreach (Vector<float> row in rows) strongest = Vector.MaxNative(strongest, row);
        Vector<float> divisor = Vector.ConditionalSelect(
            Vector.LessThan(strongest, new Vector<float>(SmallestNormal)), Vector<float>.One, strongest);
        foreach (ref Vector<float> row in rows) row /= divisor;
    }

    internal static FrameBlocks Visited(AudioBuffer audio, ChromaOptions? options, StftOptions? stftOptions)
    {
        ArgumentNullException.ThrowIfNull(audio);
        options ??= new ChromaOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(ChromaOptions));
        var stft = new Stft(stftOptions);
        StftWorkspace workspace = stft.CreateWorkspace();
        ReadOnlySpan<float> samples = audio.Samples.Span;
        if (options.Tuning is { } known)
        {
            var tuned = new ChromaStft(new ChromaFilterBank(audio.SampleRate, stft.Options.FftSize, known));
            stft.Analyze(samples, workspace, [tuned]);
            return tuned.Chroma;
        }

        var tuning = new TuningEstimator(audio.SampleRate, stft.Options.FftSize);
        var recorder = new SpectrogramRecorder(stft.BinCount);
        stft.Analyze(samples, workspace, [recorder, tuning]);
        var chroma = new ChromaStft(new ChromaFilterBank(audio.SampleRate, stft.Options.FftSize, tuning.Tuning));
        recorder.ReplayOrAnalyze(stft, samples, workspace, [chroma]);
        return chroma.Chroma;
    }
}
