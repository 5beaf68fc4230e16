using System.Diagnostics.CodeAnalysis;

namespace Sargam.Decoding;

/// <summary>
/// Which part of a track is analysed: <c>30s@middle</c> (the default), <c>45s@start</c>, or <c>all</c>. An excerpt is taken
/// only from tracks longer than one and a half times its length: 30 s out of 31 would lose an ending and gain nothing, so
/// shorter tracks are used whole.
/// </summary>
public readonly record struct ExcerptRule
{
    /// <summary>Tracks up to this many times the excerpt's length are used whole.</summary>
    public const double WholeUpTo = 1.5;

    private const string AllText = "all";

    private ExcerptRule(TimeSpan length, ExcerptAnchor anchor)
    {
        Length = length;
        Anchor = anchor;
    }

    /// <summary>Whole tracks, whatever their length.</summary>
    public static ExcerptRule All { get; }

    /// <summary>Thirty seconds from the middle: <c>30s@middle</c>.</summary>
    public static ExcerptRule Default { get; } = new(TimeSpan.FromSeconds(30), ExcerptAnchor.Middle);

    /// <summary>Length of the excerpt; zero for <see cref="All"/>.</summary>
    public TimeSpan Length { get; }

    /// <summary>Where the excerpt lies (librosa: <c>offset</c>, which counts from the start only).</summary>
    public ExcerptAnchor Anchor { get; }

    /// <summary>Whether tracks are always used whole.</summary>
    public bool IsAll => Length == TimeSpan.Zero;

    /// <summary>An excerpt of a given length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or longer than a day.</exception>
    public static ExcerptRule Of(TimeSpan length, ExcerptAnchor anchor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Durations.Longest);
        return new ExcerptRule(length, anchor);
    }

    /// <summary>Reads <c>all</c>, <c>30s@middle</c>, <c>2.5s@start</c>.</summary>
    /// <exception cref="FormatException">Something else; the message says what is accepted.</exception>
    public static ExcerptRule Parse(string text)
    {
        if (TryParse(text, out ExcerptRule rule, out string? error)) return rule;
        throw new FormatException(error);
    }

    /// <summary>Reads <c>all</c>, <c>30s@middle</c>, <c>2.5s@start</c>; otherwise says what is accepted.</summary>
    public static bool TryParse(string? text, out ExcerptRule rule, [NotNullWhen(false)] out string? error)
    {
        (rule, error) = (default, null);
        if (text == AllText) return true;
        int at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        ExcerptAnchor? anchor = at < 0 ? null : text![(at + 1)..] switch
        {
            "start" => ExcerptAnchor.Start,
            "middle" => ExcerptAnchor.Middle,
            _ => null,
        };
        if (anchor is { } place && Durations.TryParse(text.AsSpan(0, at), out TimeSpan length))
        {
            rule = new ExcerptRule(length, place);
            return true;
        }

        error = $"excerpt must be \"all\", or a length in seconds and a place such as \"30s@middle\" or \"30s@start\", got \"{text}\"";
        return false;
    }

    /// <summary>The longest track that is used whole, in frames.</summary>
    public long WholeLimit(int sampleRate) => IsAll ? long.MaxValue : (long)(Durations.ToFrames(Length, sampleRate) * WholeUpTo);

    /// <summary>The part of a track to use.</summary>
    /// <param name="frameCount">Frames in the track.</param>
    /// <param name="sampleRate">Frames per second.</param>
    public FrameRange Select(long frameCount, int sampleRate)
    {
        if (frameCount <= WholeLimit(sampleRate)) return new FrameRange(0, frameCount);
        long count = Durations.ToFrames(Length, sampleRate);
        return new FrameRange(Anchor == ExcerptAnchor.Start ? 0 : (frameCount - count) / 2, count);
    }

    /// <summary>The rule as <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        IsAll ? AllText : $"{Durations.Format(Length)}@{(Anchor == ExcerptAnchor.Start ? "start" : "middle")}";
}
