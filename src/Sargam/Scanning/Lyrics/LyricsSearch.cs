using Sargam.Numerics.Parallelism;

namespace Sargam.Scanning.Lyrics;

/// <summary>
/// Gives every track the words of the best source that has any: a column of the metadata, a folder that the user named, a
/// file beside the audio, the tags. Tracks that no source has words for have none.
/// </summary>
/// <param name="given">The values of <c>--lyrics</c>.</param>
/// <param name="known">Rows of the last scan: of files that are unchanged since they are not read again.</param>
internal sealed class LyricsSearch(IReadOnlyList<string> given, IReadOnlyList<TrackLyrics> known)
{
    private const int IdsPerChunk = 8;

    /// <summary>What was found.</summary>
    /// <param name="Lyrics">Rows of <c>lyrics.csv</c>: tracks in listing order, the words in use before the others.</param>
    /// <param name="Notes">Facts for the user.</param>
    /// <param name="Warnings">What is probably not as the user meant it.</param>
    public sealed record Result(IReadOnlyList<TrackLyrics> Lyrics, IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings);

    private sealed record Candidate(string Source, string Origin, string? Text, LyricsFile? File);

    private sealed record Found(TrackLyrics? Best, int Sources, IReadOnlyList<(LyricsFile File, string Problem)> Problems);

    /// <summary>Searches.</summary>
    /// <param name="tracks">One per path, in listing order.</param>
    /// <param name="root">What paths are relative to; null where there is nothing beside the tracks.</param>
    /// <param name="metadata">The table about the tracks, if any.</param>
    /// <param name="matches">Its rows.</param>
    /// <param name="tagLyrics">The words in tags, a row per id.</param>
    /// <param name="standsFor">Per id of a near-duplicate the id of the track that stands for it.</param>
    /// <param name="cancellationToken">Checked between files.</param>
    /// <exception cref="ArgumentException">A value of <c>--lyrics</c> is neither column nor folder.</exception>
    public Result Run(
        IReadOnlyList<Track> tracks, string? root, Metadata? metadata, MetadataMatches? matches,
        IReadOnlyList<TrackLyrics> tagLyrics, IReadOnlyDictionary<string, string> standsFor, CancellationToken cancellationToken)
    {
        LyricsSources sources = LyricsSources.Resolve(given, metadata);
        var report = new LyricsReport();
        Dictionary<string, List<Candidate>> candidates = [];
        foreach (string column in sources.Columns) AddColumn(candidates, tracks, matches!, column, report);
        foreach (string folder in sources.Folders) AddFolder(candidates, tracks, folder, report);
        if (root is not null) AddFiles(candidates, TrackLyrics.FromSidecar, LyricsFolder.Beside(tracks, root));
        string[] ids = [.. tracks.Select(track => track.Id).Distinct(StringComparer.Ordinal)];
        var found = new Found[ids.Length];
        ILookup<string, TrackLyrics> knownFiles = known.Where(row => row.Source == TrackLyrics.FromSidecar).ToLookup(row => row.Id, StringComparer.Ordinal);
        FixedChunks.ForEach(ids.Length, IdsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++) found[i] = Best(ids[i], candidates.GetValueOrDefault(ids[i]) ?? [], knownFiles[ids[i]]);
        }, cancellationToken);
        IReadOnlyList<TrackLyrics> rows = LyricsLanguages.Identify(SharedLyrics.Mark(Ranked(ids, found, tagLyrics, report), standsFor), cancellationToken);
        report.Summarise(rows, ids.Length);
        return new Result(rows, report.Notes, report.Warnings);
    }

    private static List<TrackLyrics> Ranked(string[] ids, Found[] found, IReadOnlyList<TrackLyrics> tagLyrics, LyricsReport report)
    {
        Dictionary<string, TrackLyrics> tags = tagLyrics.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var rows = new List<TrackLyrics>();
        for (int i = 0; i < ids.Length; i++)
        {
            TrackLyrics? tag = tags.GetValueOrDefault(ids[i])?.Alone();
            report.Count(found[i].Problems);
            bool hasOther = found[i].Best is not null;
            if (found[i].Sources + (tag is null ? 0 : 1) > 1 && (hasOther || tag is not null)) report.CountSeveral();
            if (found[i].Best is { } best) rows.Add(best);

            // Kept though not used: a file that did not change is not opened again, and its words may be wanted then.
            if (tag is not null) rows.Add(hasOther ? tag.With(LyricsFlags.Outranked) : tag);
        }

        return rows;
    }

    /// <summary>The first candidate that says anything; those after it are not read.</summary>
    private static Found Best(string id, List<Candidate> candidates, IEnumerable<TrackLyrics> knownFiles)
    {
        var problems = new List<(LyricsFile, string)>();
        foreach (Candidate candidate in candidates)
        {
            TrackLyrics? row = candidate.File is { } file
                ? ReadFile(id, candidate, file, knownFiles, problems)
                : Row(id, candidate, LyricsCleaner.Clean(candidate.Text!));
            if (row is not null) return new Found(row, candidates.Count, problems);
        }

        return new Found(null, candidates.Count, problems);
    }

    private static TrackLyrics? ReadFile(
        string id, Candidate candidate, LyricsFile file, IEnumerable<TrackLyrics> knownFiles, List<(LyricsFile File, string Problem)> problems)
    {
        TrackLyrics? last = knownFiles.FirstOrDefault(row => row.Source == candidate.Source && row.Origin == candidate.Origin);
        if (last is not null && file.Look(out _) is { } now && last.Size == now.Size && last.Modified == now.Modified) return last.Alone();
        LyricsFile.Content content = file.Read();
        if (content.Lyrics is not { SaysAnything: true } lyrics)
        {
            problems.Add((file, content.Problem.Length > 0 ? content.Problem : "it has no words"));
            return null;
        }

        TrackLyrics row = Row(id, candidate, lyrics)! with { Size = content.Size, Modified = content.Modified };
        return FlagOf(content.Encoding) is { } flag ? row.With(flag) : row;
    }

    /// <summary>Cleaned lyrics as a row; null where they say nothing.</summary>
    public static TrackLyrics? Row(string id, string source, string language, CleanedLyrics lyrics)
    {
        if (!lyrics.SaysAnything) return null;
        var row = new TrackLyrics(id, source, language.Length > 0 ? language : lyrics.Language, lyrics.Text) { RemovedShare = lyrics.RemovedShare };
        if (lyrics.IsInstrumental) row = row.With(LyricsFlags.Instrumental);
        return lyrics.IsCut ? row.With(LyricsFlags.Cut) : row;
    }

    private static TrackLyrics? Row(string id, Candidate candidate, CleanedLyrics lyrics) =>
        Row(id, candidate.Source, "", lyrics) is { } row ? row with { Origin = candidate.Origin } : null;

    private static string? FlagOf(LyricsEncoding encoding) => encoding switch
    {
        LyricsEncoding.DamagedUtf8 => LyricsFlags.DamagedUtf8,
        LyricsEncoding.Utf16 => LyricsFlags.Utf16,
        LyricsEncoding.Utf32 => LyricsFlags.Utf32,
        LyricsEncoding.Windows1252 => LyricsFlags.Windows1252,
        _ => null,
    };

    private static void AddColumn(Dictionary<string, List<Candidate>> candidates, IReadOnlyList<Track> tracks, MetadataMatches matches, string column, LyricsReport report)
    {
        int filled = 0;
        for (int i = 0; i < tracks.Count; i++)
        {
            string text = matches.Cell(i, column);
            if (text.Length == 0) continue;
            filled++;
            Add(candidates, tracks[i].Id, new Candidate(TrackLyrics.FromMetadata, column, text, null));
        }

        if (filled == 0 && tracks.Count > 0) report.Warnings.Add($"lyrics: the column {column} is empty for every track");
    }

    private static void AddFolder(Dictionary<string, List<Candidate>> candidates, IReadOnlyList<Track> tracks, string folder, LyricsReport report)
    {
        LyricsFolder.Matches matches = LyricsFolder.Match(tracks, folder);
        AddFiles(candidates, TrackLyrics.FromFolder, matches.FilesOfTrack);
        report.Describe(folder, matches);
    }

    private static void AddFiles(Dictionary<string, List<Candidate>> candidates, string source, IReadOnlyDictionary<string, List<LyricsFile>> filesOfTrack)
    {
        foreach ((string id, List<LyricsFile> files) in filesOfTrack)
        {
            foreach (LyricsFile file in files) Add(candidates, id, new Candidate(source, file.Path, null, file));
        }
    }

    private static void Add(Dictionary<string, List<Candidate>> candidates, string id, Candidate candidate)
    {
        if (!candidates.TryGetValue(id, out List<Candidate>? list)) candidates[id] = list = [];
        list.Add(candidate);
    }
}
