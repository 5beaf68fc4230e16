using System.Globalization;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning;

/// <summary>Label values out of tags, one label set at a time.</summary>
internal static class TagLabels
{
    /// <summary>A set that fewer files carry says little about the collection.</summary>
    public const double ShareToScore = 0.5;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "unknown", "<unknown>", "unknown artist", "unknown album", "unknown genre", "various artists", "various", "n/a", "none", "untitled",
    };

    /// <summary>The sets that can be scored, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Scored { get; } = [LabelNames.Genre, LabelNames.Language, LabelNames.Artist, LabelNames.Album];

    /// <summary>All sets. A year is nobody's class: it is shown, not scored.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Scored, LabelNames.Year];

    /// <summary>The tags' value of a set; empty where they have none, or a stand-in such as "Unknown Artist".</summary>
    public static string ValueOf(TrackTags? tags, string labelSet) => tags is null ? "" : labelSet switch
    {
        LabelNames.Genre => Meaningful(tags.Genre),
        LabelNames.Language => tags.Language,
        LabelNames.Artist => Meaningful(tags.Artist) is { Length: > 0 } artist ? artist : Meaningful(tags.AlbumArtist),
        LabelNames.Album => Meaningful(tags.Album),
        _ => tags.Year?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>"genre on 85 %, artist on 97 % of files", of the sets that some file carries.</summary>
    public static string Describe(IReadOnlyList<Track> tracks)
    {
        string[] shares = [.. All.Select(name => (Name: name, Count: tracks.Count(track => ValueOf(track.Tags, name).Length > 0)))
            .Where(set => set.Count > 0).Select(set => $"{set.Name} on {Percent(set.Count, tracks.Count)}")];
        return shares.Length == 0 ? "" : $": {string.Join(", ", shares)} of files";
    }

    private static string Meaningful(string value) => Placeholders.Contains(value) ? "" : value;

    /// <summary>Rounded, but 0 and 100 only when it is none and all.</summary>
    private static string Percent(int count, int total) => count == total
        ? "100 %"
        : $"{Math.Clamp(Math.Round(100.0 * count / total), 1, 99).ToString("0", CultureInfo.InvariantCulture)} %";
}
