using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>A bank of triangular filters on Slaney's mel scale, each of unit area (librosa: <c>htk=False</c>, <c>norm="slaney"</c>).</summary>
public sealed record MelOptions
{
    /// <summary>Number of bands (librosa: <c>n_mels</c>): from 1 to 4096. Default 128.</summary>
    public int MelBandCount { get; init; } = 128;

    /// <summary>Lower edge of the first band in Hz (librosa: <c>fmin</c>): at least 0. Default 0.</summary>
    public double MinFrequency { get; init; }

    /// <summary>
    /// Upper edge of the last band in Hz (librosa: <c>fmax</c>): above <see cref="MinFrequency"/>, at most half the sample rate,
    /// which is what null means. Default null.
    /// </summary>
    public double? MaxFrequency { get; init; }

    /// <summary>Everything wrong with these options at a sample rate; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate(int sampleRate)
    {
        var errors = new List<OptionError>();
        double nyquist = sampleRate / 2.0;
        double maximum = MaxFrequency ?? nyquist;
        if (MelBandCount is < 1 or > 4096) errors.Add(new(nameof(MelBandCount), $"must be from 1 to 4096, got {MelBandCount}"));
        if (!(MinFrequency >= 0 && MinFrequency < nyquist))
        {
            errors.Add(new(nameof(MinFrequency), $"must be at least 0 and below {nyquist} Hz, half the sample rate, got {MinFrequency}"));
        }

        if (!(maximum > MinFrequency && maximum <= nyquist))
        {
            errors.Add(new(nameof(MaxFrequency), $"must be above MinFrequency and at most {nyquist} Hz, half the sample rate, got {maximum}"));
        }

        return errors;
    }
}
