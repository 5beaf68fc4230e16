using System.Text.RegularExpressions;

namespace Sargam.Scanning.Lyrics;

/// <summary>What lyric sites put around the words when a page is copied: titles, "123Embed", "You might also like", legal lines.</summary>
internal static partial class SiteLines
{
    private const int LongestTitle = 160;
    private const string Offer = "You might also like";

    /// <summary>A line that leaves no gap behind; no text has this character any more.</summary>
    private const string Gone = "\0";

    /// <summary>Takes them out, in place.</summary>
    /// <param name="lines">Of one text.</param>
    public static void Strip(List<string> lines)
    {
        int first = lines.FindIndex(HasText);
        if (first < 0) return;
        bool isPage = CreditsPattern().IsMatch(Head(lines[first]));
        lines[first] = CreditsPattern().Replace(Head(lines[first]), "") + Tail(lines[first]);
        if (lines.FindIndex(first + 1, HasText) >= 0 && lines[first].Length <= LongestTitle && TitlePattern().IsMatch(lines[first])) lines[first] = Gone;
        int last = lines.FindLastIndex(HasText);
        if (last >= 0 && lines[last].EndsWith("Embed", StringComparison.Ordinal))
        {
            isPage = true;
            lines[last] = EmbedPattern().Replace(lines[last], "");
        }

        for (int i = 0; i < lines.Count; i++) lines[i] = WithoutAdvertisement(lines[i], isPage);
        lines.RemoveAll(line => line == Gone);
    }

    private static string WithoutAdvertisement(string line, bool isPage)
    {
        if (line.Contains("is NOT for Commercial", StringComparison.OrdinalIgnoreCase)) return Gone;
        int offer = isPage ? line.IndexOf(Offer, StringComparison.Ordinal) : -1;
        if (offer >= 0) return line.Remove(offer, Offer.Length);
        return line.Trim().Equals(Offer, StringComparison.OrdinalIgnoreCase) ? Gone : line;
    }

    private static bool HasText(string line) => !string.IsNullOrWhiteSpace(line);

    private static string Head(string line) => line.Length <= 2 * LongestTitle ? line : line[..(2 * LongestTitle)];

    private static string Tail(string line) => line.Length <= 2 * LongestTitle ? "" : line[(2 * LongestTitle)..];

    /// <summary>"12 ContributorsTranslationsDeutschTitle Lyrics".</summary>
    [GeneratedRegex(@"^\s*\d{1,4} ?Contributors?.*?Lyrics", RegexOptions.CultureInvariant)]
    private static partial Regex CreditsPattern();

    /// <summary>"Title Lyrics", "Lyrics to Title", "Songtext von Title".</summary>
    [GeneratedRegex(@"(^| )(lyrics|songtext|liedtext|paroles)\W*$|^\W*(lyrics (to|of|for|by)|songtext (von|zu)|paroles de) ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TitlePattern();

    [GeneratedRegex(@"(\d{1,4}(\.\d)?K?)?Embed$", RegexOptions.CultureInvariant)]
    private static partial Regex EmbedPattern();
}
