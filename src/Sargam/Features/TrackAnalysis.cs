using Sargam.Features.Audio;
using Sargam.Features.Fingerprints;
using Sargam.Features.Schemas;

namespace Sargam.Features;

/// <summary>
/// What is known of one track: one pass over its spectrum, from which everything else is derived when a schema first asks for
/// it. Belongs to one thread; its buffers are reused from track to track.
/// </summary>
internal sealed class TrackAnalysis(AudioFeaturePlan plan, Stft stft)
{
    // Ten minutes of everything: a longer track's buffers are given back to the garbage collector.
    private const int LargestKept = 600 * AudioFeatureExtractor.SampleRate / 512;

    private readonly StftWorkspace _workspace = stft.CreateWorkspace();
    private readonly SpectrogramRecorder _recorder = new(stft.BinCount);
    private readonly MelSpectrogram _mel = new(plan.MelFilters);
    private readonly SpectralContrast _contrast = new(AudioFeatureExtractor.SampleRate, stft.Options.FftSize);
    private readonly SpectralShape _shape = new(AudioFeatureExtractor.SampleRate, stft.Options.FftSize);
    private readonly TuningEstimator _tuning = new(AudioFeatureExtractor.SampleRate, stft.Options.FftSize);
    private readonly ChromaStft _chroma = new(plan.ChromaFilters.Get(0));
    private readonly MelSpectrogram _halfMel = new(plan.HalfMelFilters);
    private readonly FingerprintExtractor _fingerprint = new();
    private readonly HarmonicPercussive _harmonicPercussive = new();
    private readonly Delta _firstOrder = new(order: 1);
    private readonly Delta _secondOrder = new(order: 2);
    private readonly FrameBlocks _mfcc = new();
    private readonly FrameBlocks _delta = new();
    private readonly FrameBlocks _secondDelta = new();
    private readonly FrameBlocks _tonnetz = new();
    private readonly HashSet<object> _current = [];
    private float[] _row = [];

    /// <summary>The rhythm of the track.</summary>
    public RhythmAnalysis Rhythm { get; } = new();

    public ReadOnlyMemory<float> Samples { get; private set; }

    public int FrameCount { get; private set; }

    public bool IsWorthKeeping => FrameCount <= LargestKept;

    /// <summary>20 coefficients a frame.</summary>
    public FrameBlocks Mfcc => Derive(_mfcc, frames => plan.Mfcc.Apply(_mel.Bands, frames));

    public FrameBlocks Delta => Derive(_delta, frames => _firstOrder.Apply(Mfcc, frames));

    public FrameBlocks SecondDelta => Derive(_secondDelta, frames => _secondOrder.Apply(Mfcc, frames));

    /// <summary>128 mel bands in decibels.</summary>
    public FrameBlocks MelDecibels => _mel.Bands;

    /// <summary>64 mel bands in decibels.</summary>
    public FrameBlocks HalfMelDecibels => _halfMel.Bands;

    public FrameBlocks Contrast => _contrast.Contrast;

    public FrameBlocks Chroma => _chroma.Chroma;

    public FrameBlocks Tonnetz => Derive(_tonnetz, frames => Audio.Tonnetz.Apply(Chroma, frames));

    /// <summary>See <see cref="SpectralShape"/>.</summary>
    public FrameBlocks Shape => _shape.Rows;

    /// <summary>What recognises the recording.</summary>
    public AudioFingerprint Fingerprint => _fingerprint.ToFingerprint();

    /// <summary>Semitones.</summary>
    public double Tuning => _tuning.Tuning;

    /// <summary>Of the energy in mel bands.</summary>
    public HarmonicPercussiveShares Shares { get; private set; }

    /// <summary>Analyses a track.</summary>
    public void Analyze(ReadOnlyMemory<float> samples, TrackParts parts, CancellationToken cancellationToken)
    {
        _current.Clear();
        Samples = samples;
        FrameCount = stft.FrameCount(samples.Length);
        var visitors = new List<IPowerSpectrumVisitor>();
        if (parts.HasFlag(TrackParts.Mel)) visitors.Add(_mel);
        if (parts.HasFlag(TrackParts.HalfMel)) visitors.Add(_halfMel);
        if (parts.HasFlag(TrackParts.Contrast)) visitors.Add(_contrast);
        if (parts.HasFlag(TrackParts.Shape)) visitors.Add(_shape);
        if (parts.HasFlag(TrackParts.Chroma)) visitors.AddRange([_tuning, _recorder]);
        if (parts.HasFlag(TrackParts.Fingerprint)) visitors.Add(_fingerprint);
        stft.Analyze(samples.Span, _workspace, [.. visitors], cancellationToken);
        if (parts.HasFlag(TrackParts.Chroma)) AnalyzeChroma(cancellationToken);
        if (parts.HasFlag(TrackParts.HarmonicShare)) Shares = _harmonicPercussive.Shares(_mel.Bands);
        if (parts.HasFlag(TrackParts.Mel)) PowerToDecibels.Apply(_mel.Bands.Values, plan.Decibels);
        if (parts.HasFlag(TrackParts.HalfMel)) PowerToDecibels.Apply(_halfMel.Bands.Values, plan.Decibels);
    }

    /// <summary>One row over all frames; overwritten by the next call, and free to be changed.</summary>
    public Span<float> Row(FrameBlocks source, int row)
    {
        Span<float> values = EmptyRow();
        source.CopyRow(row, values);
        return values;
    }

    /// <summary>Room for a number per frame; overwritten by the next call.</summary>
    public Span<float> EmptyRow()
    {
        if (_row.Length < FrameCount) _row = new float[FrameCount];
        return _row.AsSpan(0, FrameCount);
    }

    private void AnalyzeChroma(CancellationToken cancellationToken)
    {
        _chroma.Filters = plan.ChromaFilters.Get(_tuning.Tuning);
        _recorder.ReplayOrAnalyze(stft, Samples.Span, _workspace, [_chroma], cancellationToken);
    }

    private FrameBlocks Derive(FrameBlocks frames, Action<FrameBlocks> compute)
    {
        if (_current.Add(frames)) compute(frames);
        return frames;
    }
}
