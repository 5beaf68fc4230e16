using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Keeps a track's power spectra, for features that must know something about the whole track before they can begin. A track
/// that is too long is not kept: it is transformed a second time instead. Reused from track to track; not thread-safe.
/// </summary>
public sealed class SpectrogramRecorder : IPowerSpectrumVisitor
{
    /// <summary>
    /// Default limit: 16 MB, a minute and a half at 22,050 Hz with default frames. Replaying 30 seconds saves 1 to 2.5 ms
    /// (32 or 64-bit transforms) over transforming them again. Whole songs would need some 50 MB for every thread, to save a
    /// twentieth of what it takes to decode and analyse them.
    /// </summary>
    public const long DefaultMaxBytes = 16 << 20;

    private readonly FrameBlocks _spectra = new();
    private readonly int _binCount;
    private readonly long _maxBytes;
    private bool _fits;
    private int _visitedCount;

    /// <summary>Prepares to record; memory is taken when a track begins.</summary>
    /// <param name="binCount">Frequencies per spectrum, at least 1.</param>
    /// <param name="maxBytes">Memory that may be used, at least 0.</param>
    public SpectrogramRecorder(int binCount, long maxBytes = DefaultMaxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(binCount);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        (_binCount, _maxBytes) = (binCount, maxBytes);
    }

    /// <summary>Whether all of the track begun last is here.</summary>
    public bool IsComplete => _fits && _visitedCount == _spectra.FrameCount;

    /// <summary>Floats held, in use or not.</summary>
    public int Capacity => _spectra.Capacity;

    /// <inheritdoc/>
    public void Begin(int frameCount)
    {
        long paddedCount = ((long)frameCount + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
        long floats = paddedCount * _binCount;
        _visitedCount = 0;
        _fits = floats <= Math.Min(_maxBytes / sizeof(float), Array.MaxLength);
        if (_fits) _spectra.Reset(_binCount, frameCount);
    }

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        if (!_fits) return;
        block.Power.CopyTo(_spectra.Block(block.FirstFrame / Lanes.Count));
        _visitedCount += block.FrameCount;
    }

    /// <summary>Shows the recorded track to other visitors, as <see cref="Stft.Analyze"/> did.</summary>
    /// <param name="visitors">Called in turn for each block.</param>
    /// <param name="cancellationToken">Checked once per block.</param>
    /// <exception cref="InvalidOperationException">The track is not here: see <see cref="IsComplete"/>.</exception>
    public void Replay(ReadOnlySpan<IPowerSpectrumVisitor> visitors, CancellationToken cancellationToken = default)
    {
        if (!IsComplete) throw new InvalidOperationException("no complete track was recorded, or it needs more memory than allowed");
        int frameCount = _spectra.FrameCount;
        foreach (IPowerSpectrumVisitor visitor in visitors) visitor.Begin(frameCount);
        for (int index = 0; index < _spectra.BlockCount; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int frame = index * Lanes.Count;
            var block = new PowerSpectrumBlock(frame, Math.Min(Lanes.Count, frameCount - frame), _spectra.Block(index));
            foreach (IPowerSpectrumVisitor visitor in visitors) visitor.Visit(block);
        }
    }

    /// <summary>Shows the same track to other visitors: from memory if it is here, otherwise by transforming it again.</summary>
    /// <param name="stft">The transform that was recorded.</param>
    /// <param name="samples">The track that was recorded.</param>
    /// <param name="workspace">Of <paramref name="stft"/>; not shared between threads.</param>
    /// <param name="visitors">Called in turn for each block.</param>
    /// <param name="cancellationToken">Checked once per block.</param>
    public void ReplayOrAnalyze(
        Stft stft, ReadOnlySpan<float> samples, StftWorkspace workspace, ReadOnlySpan<IPowerSpectrumVisitor> visitors,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stft);
        if (IsComplete) Replay(visitors, cancellationToken);
        else stft.Analyze(samples, workspace, visitors, cancellationToken);
    }
}
