using System.Globalization;

namespace Sargam;

/// <summary>Numbers in sentences.</summary>
public static class Words
{
    /// <summary>"1 file", "1,200 files".</summary>
    public static string Count(long count, string noun) => Count(count, noun, noun + "s");

    /// <summary>"1 copy", "1,200 copies".</summary>
    public static string Count(long count, string one, string many) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";

    /// <summary>"8.2 minutes", "2.5 hours".</summary>
    public static string Duration(double seconds) =>
        seconds < 120 ? $"{seconds.ToString("0", CultureInfo.InvariantCulture)} seconds"
        : seconds < 7200 ? $"{(seconds / 60).ToString("0.#", CultureInfo.InvariantCulture)} minutes"
        : $"{(seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture)} hours";
}
