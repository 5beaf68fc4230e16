using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>How beats are placed on onsets (librosa: <c>beat.beat_track</c>).</summary>
public sealed record BeatTrackerOptions
{
    /// <summary>How much an uneven distance between beats costs (librosa: <c>tightness</c>): positive. Default 100.</summary>
    public double Tightness { get; init; } = 100;

    /// <summary>Whether weak beats at the beginning and the end are left out (librosa: <c>trim</c>). Default true.</summary>
    public bool TrimsWeakEnds { get; init; } = true;

    /// <summary>How the tempo is found, where it is not given.</summary>
    public TempoOptions Tempo { get; init; } = new();

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate() =>
        Tightness > 0 && double.IsFinite(Tightness) ? Tempo.Validate() : [new(nameof(Tightness), $"must be positive, got {Tightness}"), .. Tempo.Validate()];
}
