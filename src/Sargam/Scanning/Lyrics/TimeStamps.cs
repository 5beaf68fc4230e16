using System.Text.RegularExpressions;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Lyrics;

/// <summary>
/// Takes the times out of synchronised lyrics (<c>.lrc</c>, and texts in tags that are written like it): <c>[01:23.45]</c>
/// before lines, <c>&lt;01:23.45&gt;</c> before words, and lines about the song such as <c>[ar:Somebody]</c>.
/// </summary>
internal static partial class TimeStamps
{
    /// <summary>The words; and the language that a line <c>[la:xx]</c> gives, else empty.</summary>
    /// <param name="text">Lines ended by <c>\n</c>.</param>
    /// <param name="isLrc">Whether the text is known to be of this format, even where it has no times.</param>
    public static (string Text, string Language) Remove(string text, bool isLrc)
    {
        if (!isLrc && !StampPattern().IsMatch(text)) return (text, "");
        string language = "";
        var lines = new List<string>();
        foreach (string line in text.Split('\n'))
        {
            string bare = StampPattern().Replace(line, "");
            if (bare.Length <= LongestAbout && AboutPattern().Match(bare) is { Success: true } about)
            {
                if (about.Groups["name"].Value is "la" or "lang" && language.Length == 0) language = LanguageCodes.Normalize(about.Groups["value"].Value.Trim());
                continue;
            }

            lines.Add(bare);
        }

        return (string.Join('\n', lines), language);
    }

    private const int LongestAbout = 500;

    [GeneratedRegex(@"\[\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?\]|<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>", RegexOptions.CultureInvariant)]
    private static partial Regex StampPattern();

    [GeneratedRegex(@"^ *\[(?<name>[a-z#]{1,10}) *:(?<value>[^\]]*)\] *$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AboutPattern();
}
