using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>Pitch classes of a spectrum (librosa: <c>feature.chroma_stft</c>).</summary>
public sealed record ChromaOptions
{
    /// <summary>
    /// How much higher than A = 440 Hz the music is tuned, in semitones (librosa: <c>tuning</c>): finite; null to estimate it,
    /// see <see cref="TuningEstimator"/>. Default null.
    /// </summary>
    public double? Tuning { get; init; }

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate() =>
        Tuning is { } tuning && !double.IsFinite(tuning) ? [new(nameof(Tuning), $"must be finite, got {tuning}")] : [];
}
