using Sargam.Learning;

namespace Sargam.Demo;

/// <summary>What <see cref="DemoCollection"/> synthesises.</summary>
public sealed record DemoOptions
{
    /// <summary>The smallest collection: one track per style and language.</summary>
    public const int MinTrackCount = 15;

    /// <summary>The largest collection that the lists of titles and artists suffice for.</summary>
    public const int MaxTrackCount = 240;

    /// <summary>Decides every sample and every letter (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// Number of tracks, <see cref="MinTrackCount"/> to <see cref="MaxTrackCount"/>. With a multiple of 15 each style has
    /// each language equally often, otherwise within one track.
    /// </summary>
    public int TrackCount { get; init; } = 60;

    /// <summary>With clusters or without.</summary>
    public DemoKind Kind { get; init; } = DemoKind.Mixed;

    /// <summary>Everything that is wrong with these options; empty if nothing is.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (TrackCount is < MinTrackCount or > MaxTrackCount)
        {
            errors.Add(new OptionError(nameof(TrackCount), $"must be in {MinTrackCount} to {MaxTrackCount}, got {TrackCount}"));
        }

        if (!Enum.IsDefined(Kind))
        {
            errors.Add(new OptionError(nameof(Kind), $"must be {nameof(DemoKind.Mixed)} or {nameof(DemoKind.Null)}, got {Kind}"));
        }

        return errors;
    }
}
