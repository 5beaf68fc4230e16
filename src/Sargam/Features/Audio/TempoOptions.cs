using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>How a tempo is chosen among those that the onsets allow (librosa: <c>feature.tempo</c>).</summary>
public sealed record TempoOptions
{
    /// <summary>The likeliest tempo, in beats per minute (librosa: <c>start_bpm</c>): positive. Default 120.</summary>
    public double ExpectedTempo { get; init; } = 120;

    /// <summary>Standard deviation of the log-normal prior around it, in octaves (librosa: <c>std_bpm</c>): positive. Default 1.</summary>
    public double DeviationOctaves { get; init; } = 1;

    /// <summary>Tempos from here on are not considered, in beats per minute (librosa: <c>max_tempo</c>): positive. Default 320.</summary>
    public double MaxTempo { get; init; } = 320;

    /// <summary>Length of the autocorrelated window (librosa: <c>ac_size</c>): positive, up to 60 seconds. Default 8 seconds.</summary>
    public double WindowSeconds { get; init; } = 8;

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!(ExpectedTempo > 0 && double.IsFinite(ExpectedTempo))) errors.Add(new(nameof(ExpectedTempo), $"must be positive, got {ExpectedTempo}"));
        if (!(DeviationOctaves > 0 && double.IsFinite(DeviationOctaves))) errors.Add(new(nameof(DeviationOctaves), $"must be positive, got {DeviationOctaves}"));
        if (!(MaxTempo > 0)) errors.Add(new(nameof(MaxTempo), $"must be positive, got {MaxTempo}"));
        if (!(WindowSeconds is > 0 and <= 60)) errors.Add(new(nameof(WindowSeconds), $"must be positive, up to 60, got {WindowSeconds}"));
        return errors;
    }
}
