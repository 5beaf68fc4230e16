using Sargam.Features.Audio;

namespace Sargam.Features;

/// <summary>The rhythm of one track, from its mel bands. Belongs to one thread.</summary>
internal sealed class RhythmAnalysis
{
    /// <summary>How the tempogram's lags are pooled.</summary>
    public static TempogramBands TempogramBands { get; } = new(AudioFeatureExtractor.SampleRate);

    private readonly OnsetStrength _onsetStrength = new();
    private readonly OnsetDetector _onsets = new(AudioFeatureExtractor.SampleRate);
    private readonly BeatTracker _beats = new(AudioFeatureExtractor.SampleRate);
    private readonly Tempogram _tempogram = new();
    private readonly float[] _lags = new float[new TempogramOptions().WindowLength];
    private float[] _strengths = [];

    /// <summary>Mean autocorrelation of the onsets in 32 bands of lags, the fastest first.</summary>
    public void WriteTempogram(TrackAnalysis track, Span<float> destination)
    {
        _tempogram.Mean(Strengths(track, OnsetAggregate.Mean), _lags);
        TempogramBands.Pool(_lags, destination);
    }

    /// <summary>Beats per minute; 0 where there is no beat.</summary>
    public double Tempo(TrackAnalysis track) => _beats.Track(Strengths(track, OnsetAggregate.Median)).Tempo;

    /// <summary>Notes that begin per second.</summary>
    public double OnsetsPerSecond(TrackAnalysis track) => _onsets.OnsetsPerSecond(Strengths(track, OnsetAggregate.Mean));

    private ReadOnlySpan<float> Strengths(TrackAnalysis track, OnsetAggregate aggregate)
    {
        if (_strengths.Length < track.FrameCount) _strengths = new float[track.FrameCount];
        Span<float> strengths = _strengths.AsSpan(0, track.FrameCount);
        _onsetStrength.Apply(track.MelDecibels, aggregate, strengths);
        return strengths;
    }
}
