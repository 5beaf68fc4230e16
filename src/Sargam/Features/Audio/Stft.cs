using Sargam.Learning;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// The short-time Fourier transform (librosa: <c>stft</c>), handed out as blocks of power spectra. Immutable and
/// thread-safe; each worker brings its own <see cref="StftWorkspace"/>.
/// </summary>
public sealed class Stft
{
    private readonly RealFft _fft;

    /// <summary>Prepares window and tables.</summary>
    /// <exception cref="ArgumentException">The options are invalid; the message names every problem.</exception>
    public Stft(StftOptions? options = null)
    {
        Options = options ?? new StftOptions();
        OptionError.ThrowIfAny(Options.Validate(), nameof(StftOptions));
        _fft = new RealFft(WindowFunction.Hann(Options.FftSize), Options.Precision);
    }

    /// <summary>The options it was made with.</summary>
    public StftOptions Options { get; }

    /// <summary>Frequencies per spectrum: FftSize / 2 + 1.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Frames of a signal: 1 + samples / HopLength.</summary>
    public int FrameCount(int sampleCount) => 1 + sampleCount / Options.HopLength;

    /// <summary>Buffers for one worker, to be reused from track to track.</summary>
    public StftWorkspace CreateWorkspace() => new(_fft, Options.HopLength);

    /// <summary>Goes over a track once and shows every block of spectra to every visitor.</summary>
    /// <param name="samples">At least one sample; finite.</param>
    /// <param name="workspace">From <see cref="CreateWorkspace"/>; not shared between threads.</param>
    /// <param name="visitors">Called in turn for each block.</param>
    /// <param name="cancellationToken">Checked once per block.</param>
    /// <exception cref="ArgumentException">There are no samples, or the workspace belongs to other options.</exception>
    public void Analyze(
        ReadOnlySpan<float> samples, StftWorkspace workspace, ReadOnlySpan<IPowerSpectrumVisitor> visitors,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (samples.IsEmpty) throw new ArgumentException("there must be at least one sample, got 0", nameof(samples));
        workspace.RequireFor(Options);
        int frameCount = FrameCount(samples.Length);
        foreach (IPowerSpectrumVisitor visitor in visitors) visitor.Begin(frameCount);
        for (int frame = 0; frame < frameCount; frame += Lanes.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PowerSpectrumBlock block = Block(samples, frame, Math.Min(Lanes.Count, frameCount - frame), workspace);
            foreach (IPowerSpectrumVisitor visitor in visitors) visitor.Visit(block);
        }
    }

    /// <summary>The whole power spectrogram (librosa: <c>abs(stft(y))**2</c>), bins x frames: 4 KB a frame by default.</summary>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public Matrix PowerSpectrogram(ReadOnlySpan<float> samples)
    {
        var collector = new Collector(BinCount);
        Analyze(samples, CreateWorkspace(), [collector]);
        return collector.Frames.ToMatrix();
    }

    private PowerSpectrumBlock Block(ReadOnlySpan<float> samples, int frame, int frameCount, StftWorkspace workspace)
    {
        int hop = Options.HopLength;
        ReadOnlySpan<float> source = Padded(samples, (long)frame * hop - Options.FftSize / 2, workspace.Edge.Span);
        Span<float> power = workspace.Power.Span;
        _fft.PowerSpectra(source, hop, workspace.Transform.Span, power);
        if (frameCount < Lanes.Count)
        {
            for (int row = 0; row < power.Length; row += Lanes.Count) power[(row + frameCount)..(row + Lanes.Count)].Clear();
        }

        return new PowerSpectrumBlock(frame, frameCount, power);
    }

    // Blocks inside the track are read where they are; only those that reach beyond an end are copied, with zeros.
    private static ReadOnlySpan<float> Padded(ReadOnlySpan<float> samples, long start, Span<float> edge)
    {
        if (start >= 0 && start + edge.Length <= samples.Length) return samples.Slice((int)start, edge.Length);
        int from = (int)Math.Max(start, 0);
        int to = (int)Math.Min(start + edge.Length, samples.Length);
        edge.Clear();
        if (from < to) samples[from..to].CopyTo(edge[(int)(from - start)..]);
        return edge;
    }

    private sealed class Collector(int binCount) : IPowerSpectrumVisitor
    {
        public FrameBlocks Frames { get; } = new();

        public void Begin(int frameCount) => Frames.Reset(binCount, frameCount);

        public void Visit(PowerSpectrumBlock block) => block.Power.CopyTo(Frames.Block(block.FirstFrame / Lanes.Count));
    }
}
