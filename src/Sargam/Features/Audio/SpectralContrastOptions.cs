using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>Octave bands and what counts as their peaks and valleys (librosa: <c>feature.spectral_contrast</c>).</summary>
public sealed record SpectralContrastOptions
{
    /// <summary>
    /// Octave bands above the lowest band (librosa: <c>n_bands</c>): from 1 to 16. The highest begins at
    /// <see cref="MinFrequency"/> * 2^(BandCount - 1), below half the sample rate. Default 6.
    /// </summary>
    public int BandCount { get; init; } = 6;

    /// <summary>Where the lowest band ends and the first octave begins, in Hz (librosa: <c>fmin</c>): positive. Default 200.</summary>
    public double MinFrequency { get; init; } = 200;

    /// <summary>
    /// Share of a band's bins that make its peak, and as many its valley (librosa: <c>quantile</c>): between 0 and 1. Default 0.02.
    /// </summary>
    public double Quantile { get; init; } = 0.02;

    /// <summary>Everything wrong with these options at a sample rate; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate(int sampleRate)
    {
        var errors = new List<OptionError>();
        if (BandCount is < 1 or > 16) errors.Add(new(nameof(BandCount), $"must be from 1 to 16, got {BandCount}"));
        if (!(Quantile > 0 && Quantile < 1)) errors.Add(new(nameof(Quantile), $"must be between 0 and 1, got {Quantile}"));
        double highest = MinFrequency * Math.Pow(2, Math.Clamp(BandCount, 1, 16) - 1);
        if (!(MinFrequency > 0 && highest < sampleRate / 2.0))
        {
            errors.Add(new(
                nameof(MinFrequency),
                $"must be positive and the highest band must begin below {sampleRate / 2.0} Hz, half the sample rate, got {MinFrequency}"));
        }

        return errors;
    }
}
