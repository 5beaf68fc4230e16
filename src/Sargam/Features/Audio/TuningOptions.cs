using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>Which spectral peaks tell the tuning (librosa: <c>piptrack</c>, as <c>estimate_tuning</c> calls it).</summary>
public sealed record TuningOptions
{
    /// <summary>Lowest frequency of a peak in Hz (librosa: <c>fmin</c>): at least 0. Default 150.</summary>
    public double MinFrequency { get; init; } = 150;

    /// <summary>
    /// Peaks lie below this frequency in Hz, and below half the sample rate (librosa: <c>fmax</c>): above
    /// <see cref="MinFrequency"/>. Default 4000.
    /// </summary>
    public double MaxFrequency { get; init; } = 4000;

    /// <summary>
    /// A peak has more than this share of the power of its frame's strongest bin (librosa: <c>threshold</c>): at least 0, below 1.
    /// Default 0.1.
    /// </summary>
    public float Threshold { get; init; } = 0.1f;

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!(MinFrequency >= 0 && double.IsFinite(MinFrequency)))
        {
            errors.Add(new(nameof(MinFrequency), $"must be at least 0, got {MinFrequency}"));
        }

        if (!(MaxFrequency > MinFrequency && double.IsFinite(MaxFrequency)))
        {
            errors.Add(new(nameof(MaxFrequency), $"must be above MinFrequency, got {MaxFrequency}"));
        }

        if (!(Threshold >= 0 && Threshold < 1)) errors.Add(new(nameof(Threshold), $"must be at least 0 and below 1, got {Threshold}"));
        return errors;
    }
}
