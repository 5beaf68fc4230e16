using System.Globalization;

namespace Sargam.Scanning.Lyrics;

/// <summary>Says in a few lines what was found of the lyrics, and what looks wrong with them.</summary>
internal sealed class LyricsReport
{
    /// <summary>Copies beyond this share of the tracks with words are no cover versions any more.</summary>
    private const double LargeCopyShare = 0.2;

    private const int FewestCopies = 3;
    private const int MostLanguages = 8;

    private static readonly (string Source, string Name)[] SourceNames =
    [
        (TrackLyrics.FromMetadata, "from the metadata"), (TrackLyrics.FromFolder, "from the folder of lyrics"),
        (TrackLyrics.FromSidecar, "from files beside the audio"), (TrackLyrics.FromTag, "from tags"),
    ];

    private readonly List<(LyricsFile File, string Problem)> _problems = [];
    private int _several;

    /// <summary>Facts.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Probable mistakes.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Takes note of files that could not be used.</summary>
    public void Count(IReadOnlyList<(LyricsFile File, string Problem)> problems) => _problems.AddRange(problems);

    /// <summary>Takes note of a track with words in several places.</summary>
    public void CountSeveral() => _several++;

    /// <summary>Says what a folder gave.</summary>
    public void Describe(string folder, LyricsFolder.Matches matches)
    {
        int matched = matches.FileCount - matches.Unmatched.Count;
        string how = matched == 0 ? "" : $" ({string.Join(", ", matches.CountByMethod.Select(entry => $"{entry.Value} by {entry.Key}"))})";
        string rest = matches.Unmatched.Count == 0 ? "" : $"; no track for {Words.Count(matches.Unmatched.Count, "file")}, such as {matches.Unmatched[0].Path}";
        string text = $"lyrics in {folder}: {matched} of {Words.Count(matches.FileCount, "text file")} matched{how}{rest}";
        if (matched == 0) Warnings.Add(matches.FileCount == 0 ? $"lyrics: {folder} holds no .txt or .lrc files" : text);
        else Notes.Add(text);
    }

    /// <summary>Says what all sources gave together; nothing where there are no lyrics and none were asked for.</summary>
    public void Summarise(IReadOnlyList<TrackLyrics> rows, int trackCount)
    {
        TrackLyrics[] used = [.. rows.Where(row => row.IsUsed)];
        if (used.Length > 0) Notes.Add($"lyrics: {used.Length} of {Words.Count(trackCount, "track")} ({Percent(used.Length, trackCount)}): {BySource(used)}");
        DescribeLanguages(used);
        int instrumental = rows.Count(row => row.HasFlag(LyricsFlags.Instrumental) && !row.HasFlag(LyricsFlags.Outranked));
        if (instrumental > 0) Notes.Add($"lyrics: {Words.Count(instrumental, "track")} marked as instrumental");
        if (_several > 0) Notes.Add($"lyrics: {Words.Count(_several, "track")} with words in several places; the metadata go before folders, these before files beside the audio (.txt, then .lrc), these before tags");
        DescribeEncodings(used);
        DescribeMarkup(used);
        DescribeShared(used);
        DescribeProblems();
        int cut = used.Count(row => row.HasFlag(LyricsFlags.Cut));
        if (cut > 0) Warnings.Add($"lyrics: {Words.Count(cut, "text")} too long for a song, cut after {Words.Count(Tags.TagText.MaxLyricsLength, "character")}: flag {LyricsFlags.Cut} in lyrics.csv");
    }

    private void DescribeLanguages(TrackLyrics[] used)
    {
        string[] counts = [.. used.CountBy(row => row.Identified, StringComparer.Ordinal).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} {entry.Value}")];
        if (counts.Length == 0) return;
        string rest = counts.Length > MostLanguages ? $" and {counts.Length - MostLanguages} more" : "";
        Notes.Add($"lyrics: found to be in {string.Join(", ", counts.Take(MostLanguages))}{rest}");
    }

    private static string BySource(TrackLyrics[] used) => string.Join(", ", SourceNames
        .Select(entry => (Count: used.Count(row => row.Source == entry.Source), entry.Name))
        .Where(entry => entry.Count > 0).Select(entry => $"{entry.Count} {entry.Name}"));

    private void DescribeEncodings(TrackLyrics[] used)
    {
        string[] others = [LyricsFlags.Utf16, LyricsFlags.Utf32, LyricsFlags.DamagedUtf8, LyricsFlags.Windows1252];
        string[] counts = [.. others.Select(flag => (Flag: flag, Count: used.Count(row => row.HasFlag(flag)))).Where(entry => entry.Count > 0)
            .Select(entry => $"{entry.Count} in {entry.Flag}")];
        if (counts.Length == 0) return;
        string example = used.FirstOrDefault(row => row.HasFlag(LyricsFlags.Windows1252)) is { } guess ? $"; windows-1252 is a guess: look at {guess.Origin} in lyrics.csv" : "";
        Notes.Add($"lyrics not in UTF-8: {string.Join(", ", counts)}{example}");
    }

    private void DescribeMarkup(TrackLyrics[] used)
    {
        int marked = used.Count(row => row.RemovedShare > 0);
        if (marked > 0) Notes.Add($"lyrics: markup removed from {marked} of {used.Length} ({Percent(used.Average(row => row.RemovedShare), 1)} of their characters on average)");
    }

    private void DescribeShared(TrackLyrics[] used)
    {
        TrackLyrics[] shared = [.. used.Where(row => row.HasFlag(LyricsFlags.Shared))];
        if (shared.Length == 0) return;
        int texts = shared.Select(row => SharedLyrics.HashOf(row.Text)).Distinct(StringComparer.Ordinal).Count();
        string text = $"lyrics: {Words.Count(shared.Length, "track")} share {Words.Count(texts, "text")} with other recordings";
        int copies = shared.Length - texts;
        bool isLarge = copies >= FewestCopies && copies >= LargeCopyShare * used.Length;
        if (!isLarge) Notes.Add(text);
        else Warnings.Add($"{text}: {Percent(copies, used.Length)} of the {used.Length} lyrics are copies. Clusters of copied words say nothing about the music: give every track its own words, or none");
    }

    private void DescribeProblems()
    {
        foreach (IGrouping<string, (LyricsFile File, string Problem)> same in _problems.GroupBy(entry => entry.Problem, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Warnings.Add($"lyrics: {Words.Count(same.Count(), "file")} not used, such as {same.First().File.Path}: {same.Key}");
        }
    }

    private static string Percent(double part, double whole) => (100 * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
