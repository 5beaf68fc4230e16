using Sargam.Learning;

namespace Sargam.Decoding;

/// <summary>How <see cref="AudioLoader"/> prepares audio.</summary>
public sealed record AudioLoaderOptions
{
    /// <summary>Samples per second of the result (librosa: <c>sr</c>). Default 22050.</summary>
    public int SampleRate { get; init; } = 22_050;

    /// <summary>Which part of a track is used. Default <c>30s@middle</c>.</summary>
    public ExcerptRule Excerpt { get; init; } = ExcerptRule.Default;

    /// <summary>Whether every track is trimmed or padded to one length. Default <c>as-is</c>.</summary>
    public LengthRule Length { get; init; } = LengthRule.AsIs;

    /// <summary>
    /// The longest track that may be used whole, which bounds memory (about 10 MB a minute at 44.1 kHz). With an excerpt of
    /// <c>all</c>, a longer track fails rather than being cut without a word. Default 30 minutes.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Every problem with these options.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (SampleRate is < AudioLimits.MinSampleRate or > AudioLimits.MaxSampleRate)
        {
            errors.Add(new(nameof(SampleRate),
                $"must be {AudioLimits.MinSampleRate} to {AudioLimits.MaxSampleRate} Hz, got {SampleRate}"));
        }

        if (MaxDuration <= TimeSpan.Zero || MaxDuration > Durations.Longest)
        {
            errors.Add(new(nameof(MaxDuration), $"must be more than 0 and at most a day, got {MaxDuration}"));
        }

        if (MaxDuration.TotalSeconds * SampleRate * ExcerptRule.WholeUpTo > Array.MaxLength)
        {
            errors.Add(new(nameof(MaxDuration),
                $"must be shorter at {SampleRate} Hz: so much audio does not fit into one array, got {MaxDuration}"));
        }

        if (Excerpt.Length > MaxDuration)
        {
            errors.Add(new(nameof(Excerpt), $"must be at most {nameof(MaxDuration)} ({MaxDuration}), got {Excerpt}"));
        }

        if (Length.Length > MaxDuration)
        {
            errors.Add(new(nameof(Length), $"must be at most {nameof(MaxDuration)} ({MaxDuration}), got {Length}"));
        }

        return errors;
    }
}
