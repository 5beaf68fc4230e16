using System.Globalization;
using System.Text.Json;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Scanning.Lyrics;
using Sargam.Scanning.Tags;

namespace Sargam.Storage;

/// <summary>
/// The folder where everything about one collection is kept: tracks, failures, features, runs. Nothing is ever written
/// among the user's music.
/// </summary>
public sealed class Workspace
{
    private const double LongestSeconds = 1e9; // no track is 30 years long
    private static readonly string[] FixedColumns = ["id", "path", "size", "modified", "title", "duration", "decoder", "codec", "duplicate_of"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Names a workspace; nothing is created yet.</summary>
    public Workspace(string root) => Root = Path.GetFullPath(root);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where feature shards are.</summary>
    public string FeaturesFolder => Path.Combine(Root, "features");

    /// <summary>Where runs are.</summary>
    public string RunsFolder => Path.Combine(Root, "runs");

    /// <summary>Whether the tracks' ids are of the present kind; older ones identify nothing.</summary>
    internal bool HasCurrentIds => ReadInfo()?.IdVersion == TrackId.Version;

    /// <summary>The files that tell what the collection is: while they are the same, so is it.</summary>
    public IReadOnlyList<string> CollectionFiles => [TracksFile, CollectionFile, LyricsFile];

    private string TracksFile => Path.Combine(Root, "tracks.csv");

    private string FailuresFile => Path.Combine(Root, "failures.csv");

    private string LyricsFile => Path.Combine(Root, "lyrics.csv");

    private string CollectionFile => Path.Combine(Root, "collection.json");

    /// <summary>The workspace for a source when none is named: <c>./sargam-NAME</c>.</summary>
    public static string DefaultRoot(string source)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        return $"sargam-{(Directory.Exists(source) ? name : Path.GetFileNameWithoutExtension(name))}";
    }

    /// <summary>Refuses a workspace inside the folder of music.</summary>
    /// <exception cref="ArgumentException">The workspace is SOURCE or lies below it.</exception>
    public void RefuseInside(string source)
    {
        if (!Directory.Exists(source)) return;
        string music = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)) + Path.DirectorySeparatorChar;
        if ((Root + Path.DirectorySeparatorChar).StartsWith(music, StringComparison.Ordinal))
        {
            throw new ArgumentException($"--workspace must lie outside SOURCE, so that nothing is written among the music, got {Root}");
        }
    }

    /// <summary>Refuses a folder into which nothing was scanned yet.</summary>
    /// <exception cref="StoreException">There is no collection.</exception>
    public void RefuseEmpty()
    {
        if (!File.Exists(CollectionFile)) throw new StoreException($"{Root} holds no tracks yet: run sargam scan SOURCE --workspace {Root} first");
    }

    /// <summary>The tracks of the last scan; none before the first, or when the file cannot be understood.</summary>
    public IReadOnlyList<Track> LoadTracks()
    {
        if (!File.Exists(TracksFile)) return [];
        CsvTable table = CsvTable.Read(TracksFile);
        string[] labelNames = [.. table.Header.Except(FixedColumns, StringComparer.Ordinal).Except(TagColumns.Names, StringComparer.Ordinal)];
        bool hasTags = ReadInfo() is { TagVersion: TagReader.Version, LyricsVersion: LyricsCleaner.Version };
        var tracks = new List<Track>(table.Rows.Count);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string name in labelNames)
            {
                string value = CsvTable.Unescape(table.Cell(row, name));
                if (value.Length > 0) labels[name] = value;
            }

            if (ParseTrack(table, row, labels) is { } track) tracks.Add(hasTags ? track with { Tags = TagColumns.Read(table, row) } : track);
        }

        return tracks;
    }

    /// <summary>The collection of the last scan.</summary>
    /// <exception cref="StoreException">Nothing was scanned into this workspace yet, or its files are damaged.</exception>
    public Collection LoadCollection()
    {
        RefuseEmpty();
        try
        {
            CollectionInfo info = JsonSerializer.Deserialize<CollectionInfo>(File.ReadAllBytes(CollectionFile))
                ?? throw new JsonException("the file is empty");
            return new Collection(info.Name, info.Root, LoadTracks(), info.Labels) { IdVersion = info.IdVersion, IsList = info.IsList };
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {CollectionFile}: {error.Message}. Run sargam scan again.", error);
        }
    }

    /// <summary>Writes <c>tracks.csv</c> and <c>collection.json</c>.</summary>
    public void SaveCollection(Collection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        string[] labelNames = [.. collection.Tracks.SelectMany(track => track.Labels.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] tagColumns = TagColumns.InUse(collection.Tracks);
        CsvTable.Write(
            TracksFile, [.. FixedColumns, .. labelNames, .. tagColumns],
            collection.Tracks.Select(track => (string[])[.. Row(track, labelNames), .. TagColumns.Row(track.Tags, tagColumns)]));

        // Tags that were not read must not pass for tags that say nothing.
        int tagVersion = collection.Tracks.All(track => track.Tags is not null) ? TagReader.Version : 0;
        var info = new CollectionInfo(collection.Name, collection.Root, collection.LabelNames, tagVersion, collection.IdVersion, LyricsCleaner.Version, collection.IsList);
        AtomicFile.WriteText(CollectionFile, writer => writer.WriteLine(JsonSerializer.Serialize(info, Indented)));
    }

    /// <summary>The words of tracks, one row for each that has any; none before the first.</summary>
    public IReadOnlyList<TrackLyrics> LoadLyrics() => [.. LoadAllLyrics().Where(row => row.IsUsed)];

    /// <summary>All rows of <c>lyrics.csv</c>, those of lower-ranked sources and of instrumental tracks too; none that were cleaned by other rules.</summary>
    internal IReadOnlyList<TrackLyrics> LoadAllLyrics() =>
        File.Exists(LyricsFile) && ReadInfo()?.LyricsVersion == LyricsCleaner.Version ? LyricsColumns.Read(CsvTable.Read(LyricsFile)) : [];

    /// <summary>Replaces the lyrics; a workspace without any has no <c>lyrics.csv</c>.</summary>
    public void SaveLyrics(IReadOnlyCollection<TrackLyrics> lyrics)
    {
        ArgumentNullException.ThrowIfNull(lyrics);
        if (lyrics.Count == 0) DeleteLyrics();
        else CsvTable.Write(LyricsFile, LyricsColumns.Names, lyrics.Select(LyricsColumns.Row));
    }

    /// <summary>Files that could not be used, of all stages.</summary>
    public IReadOnlyList<TrackFailure> LoadFailures()
    {
        if (!File.Exists(FailuresFile)) return [];
        CsvTable table = CsvTable.Read(FailuresFile);
        var failures = new List<TrackFailure>();
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (Enum.TryParse(table.Cell(row, "stage"), ignoreCase: true, out StageKind stage))
            {
                failures.Add(new TrackFailure(CsvTable.Unescape(table.Cell(row, "path")), stage, CsvTable.Unescape(table.Cell(row, "reason"))));
            }
        }

        return failures;
    }

    /// <summary>Replaces the failures of some stages by new ones.</summary>
    public void SaveFailures(IReadOnlyCollection<StageKind> stages, IEnumerable<TrackFailure> failures)
    {
        IEnumerable<TrackFailure> all = LoadFailures().Where(failure => !stages.Contains(failure.Stage)).Concat(failures)
            .OrderBy(failure => failure.Stage).ThenBy(failure => failure.Path, StringComparer.Ordinal);
        CsvTable.Write(
            FailuresFile, ["path", "stage", "reason"],
            [.. all.Select(failure => new[] { CsvTable.Text(failure.Path), failure.Stage.ToName(), CsvTable.Text(failure.Reason) })]);
    }

    private static string[] Row(Track track, string[] labelNames) =>
    [
        track.Id, CsvTable.Text(track.Path), CsvTable.Whole(track.Size), track.Modified.ToString("O", CultureInfo.InvariantCulture),
        CsvTable.Text(track.Title), CsvTable.Number(track.DurationSeconds), CsvTable.Text(track.Decoder),
        CsvTable.Text(track.Codec), track.DuplicateOf,
        .. labelNames.Select(name => CsvTable.Text(track.Labels.GetValueOrDefault(name, ""))),
    ];

    /// <summary>A row as a track; null for a row that somebody damaged, whose file is then read again.</summary>
    private static Track? ParseTrack(CsvTable table, int row, Dictionary<string, string> labels)
    {
        bool valid = long.TryParse(table.Cell(row, "size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size);
        valid &= DateTime.TryParseExact(
            table.Cell(row, "modified"), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime modified);
        string id = table.Cell(row, "id");
        if (!valid || id.Length != 32) return null;
        bool hasDuration = double.TryParse(table.Cell(row, "duration"), NumberStyles.Float, CultureInfo.InvariantCulture, out double duration);
        return new Track
        {
            Id = id,
            Path = CsvTable.Unescape(table.Cell(row, "path")),
            Size = size,
            Modified = modified,
            Title = CsvTable.Unescape(table.Cell(row, "title")),
            DurationSeconds = hasDuration && duration is >= 0 and <= LongestSeconds ? duration : null,
            Decoder = CsvTable.Unescape(table.Cell(row, "decoder")),
            Codec = CsvTable.Unescape(table.Cell(row, "codec")),
            DuplicateOf = table.Cell(row, "duplicate_of"),
            Labels = labels,
        };
    }

    private void DeleteLyrics()
    {
        try
        {
            File.Delete(LyricsFile);
        }
        catch (DirectoryNotFoundException)
        {
            // A workspace that does not exist yet has no lyrics either.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot delete {LyricsFile}, which holds lyrics that no file has any more: {error.Message}", error);
        }
    }

    /// <summary>What <c>collection.json</c> says; null where it says nothing that can be understood.</summary>
    private CollectionInfo? ReadInfo()
    {
        try
        {
            return File.Exists(CollectionFile) ? JsonSerializer.Deserialize<CollectionInfo>(File.ReadAllBytes(CollectionFile)) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record CollectionInfo(string Name, string Root, IReadOnlyList<string> Labels, int TagVersion, int IdVersion, int LyricsVersion, bool IsList);
}
