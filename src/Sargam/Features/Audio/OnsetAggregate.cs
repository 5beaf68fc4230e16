namespace Sargam.Features.Audio;

/// <summary>How the bands' increases of a frame become one number (librosa: <c>aggregate</c>).</summary>
public enum OnsetAggregate
{
    /// <summary>Their mean: what <c>onset_strength</c> does by default.</summary>
    Mean,

    /// <summary>Their median, which single loud bands do not move: what <c>beat_track</c> does by default.</summary>
    Median,
}
