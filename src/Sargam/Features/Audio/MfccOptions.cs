using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>Mel-frequency cepstral coefficients (librosa: <c>feature.mfcc</c>).</summary>
public sealed record MfccOptions
{
    /// <summary>Coefficients per frame (librosa: <c>n_mfcc</c>): from 1 to the number of mel bands. Default 20.</summary>
    public int CoefficientCount { get; init; } = 20;

    /// <summary>The mel bands that are transformed.</summary>
    public MelOptions Mel { get; init; } = new();

    /// <summary>How their power becomes decibels.</summary>
    public DecibelOptions Decibels { get; init; } = new();

    /// <summary>Everything wrong with these options at a sample rate; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate(int sampleRate)
    {
        var errors = new List<OptionError>();
        if (CoefficientCount < 1 || CoefficientCount > Mel.MelBandCount)
        {
            errors.Add(new(nameof(CoefficientCount), $"must be from 1 to MelBandCount ({Mel.MelBandCount}), got {CoefficientCount}"));
        }

        errors.AddRange(Mel.Validate(sampleRate));
        errors.AddRange(Decibels.Validate());
        return errors;
    }
}
