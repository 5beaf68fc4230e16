using System.Globalization;

namespace Sargam.Decoding;

/// <summary>Lengths of time as people write them in options: <c>30s</c>, <c>2.5s</c>.</summary>
internal static class Durations
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text.IsEmpty || text[^1] != 's') return false;
        if (!double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)) return false;
        if (!(seconds <= Longest.TotalSeconds)) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return duration > TimeSpan.Zero;
    }

    public static string Format(TimeSpan duration) =>
        (duration.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    /// <summary>The nearest number of frames.</summary>
    public static long ToFrames(TimeSpan duration, int sampleRate) => (long)Math.Round(duration.TotalSeconds * sampleRate);

    public static TimeSpan FromFrames(long frames, int sampleRate) => TimeSpan.FromSeconds((double)frames / sampleRate);
}
