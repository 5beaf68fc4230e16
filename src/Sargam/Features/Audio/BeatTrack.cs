namespace Sargam.Features.Audio;

/// <summary>The beats of a track.</summary>
/// <param name="tempo">Beats per minute; 0 without onsets.</param>
/// <param name="frames">Frame number of each beat, ascending.</param>
public sealed class BeatTrack(double tempo, IReadOnlyList<int> frames)
{
    /// <summary>Beats per minute; 0 without onsets.</summary>
    public double Tempo { get; } = tempo;

    /// <summary>Frame number of each beat, ascending; empty without onsets.</summary>
    public IReadOnlyList<int> Frames { get; } = frames;
}
