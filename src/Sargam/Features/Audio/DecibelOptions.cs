using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>How power becomes decibels (librosa: <c>power_to_db</c>).</summary>
public sealed record DecibelOptions
{
    /// <summary>The power that is 0 dB (librosa: <c>ref</c>): positive. Default 1.</summary>
    public float Reference { get; init; } = 1;

    /// <summary>Smaller powers count as this one (librosa: <c>amin</c>): positive. Default 1e-10.</summary>
    public float MinPower { get; init; } = 1e-10f;

    /// <summary>Values more than this below the loudest of the clip are raised to it (librosa: <c>top_db</c>): not negative; null for no limit. Default 80.</summary>
    public float? TopDecibels { get; init; } = 80;

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!(Reference > 0 && float.IsFinite(Reference))) errors.Add(new(nameof(Reference), $"must be positive, got {Reference}"));
        if (!(MinPower > 0 && float.IsFinite(MinPower))) errors.Add(new(nameof(MinPower), $"must be positive, got {MinPower}"));
        if (TopDecibels is { } top && !(top >= 0)) errors.Add(new(nameof(TopDecibels), $"must not be negative, got {top}"));
        return errors;
    }
}
