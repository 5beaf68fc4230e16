using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sargam.Scanning.Lyrics;
using Sargam.Storage;

namespace Sargam.Scanning.Embeddings;

/// <summary>Makes a collection of vectors from elsewhere: a track is a row, and its id a hash of its numbers, so that equal rows are one track.</summary>
internal static class EmbeddingScan
{
    /// <summary>What there is to keep.</summary>
    public sealed record Result(
        Collection Collection, EmbeddingTable Table, IReadOnlyList<TrackLyrics> Lyrics, IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings);

    /// <summary>Reads vectors, names and labels.</summary>
    /// <exception cref="ArgumentException">The files do not fit each other, or hold no vectors.</exception>
    public static Result Run(ScanOptions options)
    {
        (EmbeddingTable table, CsvTable? about) = Read(options);
        return Run(options, table, about);
    }

    /// <summary>Reads the vectors, and the table with a row for each, when there is one.</summary>
    /// <exception cref="ArgumentException">The files do not fit each other, or hold no vectors.</exception>
    public static (EmbeddingTable Vectors, CsvTable? About) Read(ScanOptions options)
    {
        EmbeddingTable table = EmbeddingTable.Read(options.EmbeddingsFile!, options.SkipColumns, [.. options.Labels, .. options.IdColumn is { } id ? [id] : Array.Empty<string>()]);
        CsvTable? about = options.TracksFile is { } tracksFile ? CsvTable.Read(tracksFile) : table.Tracks;
        return about is null || about.Rows.Count == table.Values.RowCount
            ? (table, about)
            : throw new ArgumentException($"--tracks must have a row for each vector ({table.Values.RowCount}), {options.TracksFile} has {about.Rows.Count}");
    }

    /// <summary>Names and labels vectors that were read before.</summary>
    /// <param name="options">What to take of the table.</param>
    /// <param name="table">The vectors.</param>
    /// <param name="about">A row for each; null when nothing is known of them.</param>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    public static Result Run(ScanOptions options, EmbeddingTable table, CsvTable? about)
    {
        Metadata? metadata = about is null ? null : Metadata.InOrder(about, options.IdColumn);
        if (about is null && options.IdColumn is not null) throw new ArgumentException("--id-column needs --tracks, or --embeddings in a CSV");
        TrackLabeler.Result labelled = new TrackLabeler(options, pattern: options.LabelPattern is { } pattern ? LabelPattern.Parse(pattern) : null, metadata)
            .Label(Tracks(table, metadata));
        string root = Path.GetDirectoryName(Path.GetFullPath(options.EmbeddingsFile!))!;
        var collection = new Collection(options.Name ?? Path.GetFileNameWithoutExtension(options.EmbeddingsFile!), root, labelled.Tracks, labelled.LabelNames);
        var notes = new List<string> { $"{Words.Count(table.Columns.Count, "number")} a track: {Summary(table.Columns)}" };
        int copies = collection.Tracks.Count - collection.DistinctTracks.Count;
        if (copies > 0) notes.Add($"{Words.Count(copies, "row")} with the same numbers as an earlier one, used once: {Examples(collection)}");
        LyricsSearch.Result lyrics = new LyricsSearch(options.Lyrics, []).Run(
            collection.Tracks, root: null, labelled.Metadata, labelled.Matches, [], new Dictionary<string, string>(), CancellationToken.None);
        string[] suspects = about is null ? [] : [.. table.LikelyLabels];
        IEnumerable<string> warnings = suspects.Length == 0 ? [] :
            [$"{string.Join(", ", suspects)} {(suspects.Length == 1 ? "holds" : "hold")} few different whole numbers: if that is a label, say so with --labels or leave it out with --skip-columns"];
        return new Result(LyricsLanguages.Label(collection, lyrics.Lyrics), table, lyrics.Lyrics, [.. notes, .. labelled.Notes, .. lyrics.Notes], [.. labelled.Warnings, .. lyrics.Warnings, .. warnings]);
    }

    private static Track[] Tracks(EmbeddingTable table, Metadata? metadata)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var tracks = new Track[table.Values.RowCount];
        for (int row = 0; row < tracks.Length; row++)
        {
            string name = metadata?.NameOf(row) is { Length: > 0 } given ? given : $"row {row + 1:000000}";
            if (!paths.Add(name)) paths.Add(name = $"{name} (row {row + 1})");
            tracks[row] = new Track
            {
                Id = IdOf(table.Values.Row(row)),
                Path = name,
                Size = 0,
                Modified = DateTime.UnixEpoch,
                Title = metadata?.NamesArePaths == true ? Path.GetFileNameWithoutExtension(name) : name,
                Labels = new Dictionary<string, string>(),
            };
        }

        return tracks;
    }

    private static string IdOf(ReadOnlySpan<float> vector) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(vector)).AsSpan(0, 16));

    private static string Summary(IReadOnlyList<string> columns) => columns.Count <= 12
        ? string.Join(", ", columns)
        : $"{columns[0]}, {columns[1]}, ..., {columns[^1]}";

    private static string Examples(Collection collection)
    {
        const int Shown = 3;
        string[] pairs = [.. collection.Tracks.GroupBy(track => track.Id, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .SelectMany(same => same.Skip(1).Select(copy => $"{copy.Path} = {same.First().Path}"))];
        return string.Join(", ", pairs.Take(Shown)) + (pairs.Length > Shown ? ", ..." : "");
    }
}
