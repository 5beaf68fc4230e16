using System.Diagnostics.CodeAnalysis;

namespace Sargam.Decoding;

/// <summary>
/// Whether all tracks are brought to one length after resampling: <c>as-is</c> (the default), or a length such as <c>30s</c>,
/// to which longer audio is trimmed at the end and shorter audio padded with zeros at the end (librosa:
/// <c>util.fix_length</c>). Padding is heard by every statistic, so it is never done unasked.
/// </summary>
public readonly record struct LengthRule
{
    private const string AsIsText = "as-is";

    private LengthRule(TimeSpan length) => Length = length;

    /// <summary>Nothing is trimmed or padded.</summary>
    public static LengthRule AsIs { get; }

    /// <summary>The length; zero for <see cref="AsIs"/>.</summary>
    public TimeSpan Length { get; }

    /// <summary>Whether nothing is trimmed or padded.</summary>
    public bool IsAsIs => Length == TimeSpan.Zero;

    /// <summary>Exactly this length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or longer than a day.</exception>
    public static LengthRule Exactly(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Durations.Longest);
        return new LengthRule(length);
    }

    /// <summary>Reads <c>as-is</c> or a length in seconds such as <c>30s</c>.</summary>
    /// <exception cref="FormatException">Something else; the message says what is accepted.</exception>
    public static LengthRule Parse(string text)
    {
        if (TryParse(text, out LengthRule rule, out string? error)) return rule;
        throw new FormatException(error);
    }

    /// <summary>Reads <c>as-is</c> or a length in seconds such as <c>30s</c>; otherwise says what is accepted.</summary>
    public static bool TryParse(string? text, out LengthRule rule, [NotNullWhen(false)] out string? error)
    {
        (rule, error) = (default, null);
        if (text == AsIsText) return true;
        if (Durations.TryParse(text, out TimeSpan length))
        {
            rule = new LengthRule(length);
            return true;
        }

        error = $"length must be \"as-is\" or a length in seconds such as \"30s\", got \"{text}\"";
        return false;
    }

    /// <summary>Trims or pads; returns the same array when nothing is to be done.</summary>
    public float[] Apply(float[] samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (IsAsIs) return samples;
        Array.Resize(ref samples, checked((int)Durations.ToFrames(Length, sampleRate)));
        return samples;
    }

    /// <summary>The rule as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => IsAsIs ? AsIsText : Durations.Format(Length);
}
