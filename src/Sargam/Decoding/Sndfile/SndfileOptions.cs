using Sargam.Learning;

namespace Sargam.Decoding.Sndfile;

/// <summary>Limits for files that libsndfile decodes.</summary>
public sealed record SndfileOptions
{
    /// <summary>The longest that a worker may work on one file; time in which nobody waits for it does not count. Default 120 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The most memory in megabytes that one file may take in a worker. Default 150.</summary>
    public int MemoryLimitMegabytes { get; init; } = 150;

    /// <summary>Every problem with these options.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (TimeLimit <= TimeSpan.Zero || TimeLimit > TimeSpan.FromDays(1))
        {
            errors.Add(new(nameof(TimeLimit), $"must be more than 0 and at most a day, got {TimeLimit}"));
        }

        if (MemoryLimitMegabytes is < 1 or > 1_000_000)
        {
            errors.Add(new(nameof(MemoryLimitMegabytes), $"must be 1 to 1000000, got {MemoryLimitMegabytes}"));
        }

        return errors;
    }
}
