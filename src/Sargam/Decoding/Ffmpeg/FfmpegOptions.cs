using Sargam.Learning;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>Limits for files that ffmpeg decodes.</summary>
public sealed record FfmpegOptions
{
    /// <summary>The longest that ffmpeg may work on one file; time in which nobody waits for it does not count. Default 120 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Every problem with these options.</summary>
    public IReadOnlyList<OptionError> Validate() =>
        TimeLimit > TimeSpan.Zero && TimeLimit <= TimeSpan.FromDays(1)
            ? []
            : [new OptionError(nameof(TimeLimit), $"must be more than 0 and at most a day, got {TimeLimit}")];
}
