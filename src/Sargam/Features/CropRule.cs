using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sargam.Features;

/// <summary>
/// Which stretches of a track a sequence schema takes: <c>start</c> (the default), <c>middle</c>, or <c>spread:8</c>, eight
/// of them from the start to the end. A shorter track gives all it has, followed by zeros.
/// </summary>
public readonly record struct CropRule
{
    /// <summary>The most crops of a track.</summary>
    public const int MaxCount = 64;

    private const string SpreadPrefix = "spread:";

    private CropRule(bool isMiddle, int spread)
    {
        IsMiddle = isMiddle;
        Spread = spread;
    }

    /// <summary>One crop at the start of the excerpt.</summary>
    public static CropRule Start { get; }

    /// <summary>One crop in the middle of the excerpt.</summary>
    public static CropRule Middle { get; } = new(true, 0);

    /// <summary>Crops per track, at least 1.</summary>
    public int Count => Math.Max(1, Spread);

    private bool IsMiddle { get; }

    private int Spread { get; }

    /// <summary>Reads <c>start</c>, <c>middle</c>, <c>spread:8</c>; otherwise says what is accepted.</summary>
    public static bool TryParse(string? text, out CropRule rule, [NotNullWhen(false)] out string? error)
    {
        (rule, error) = (default, null);
        if (text is "start") return true;
        if (text is "middle")
        {
            rule = Middle;
            return true;
        }

        if (text?.StartsWith(SpreadPrefix, StringComparison.Ordinal) == true
            && int.TryParse(text.AsSpan(SpreadPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= MaxCount)
        {
            rule = new CropRule(false, count);
            return true;
        }

        error = $"crops must be start, middle or spread:2 to spread:{MaxCount}, got \"{text}\"";
        return false;
    }

    /// <summary>Reads <c>start</c>, <c>middle</c>, <c>spread:8</c>.</summary>
    /// <exception cref="FormatException">Something else; the message says what is accepted.</exception>
    public static CropRule Parse(string text) => TryParse(text, out CropRule rule, out string? error) ? rule : throw new FormatException(error);

    /// <summary>The first frame of a crop.</summary>
    /// <param name="crop">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="trackFrameCount">Frames of the track.</param>
    /// <param name="cropFrameCount">Frames of a crop.</param>
    public int FirstFrame(int crop, int trackFrameCount, int cropFrameCount)
    {
        int room = Math.Max(0, trackFrameCount - cropFrameCount);
        if (IsMiddle) return room / 2;
        return Spread == 0 ? 0 : (int)((long)room * crop / (Spread - 1));
    }

    /// <summary>The rule as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => IsMiddle ? "middle" : Spread == 0 ? "start" : SpreadPrefix + Spread.ToString(CultureInfo.InvariantCulture);
}
