using System.Text;
using Sargam.Numerics.Parallelism;
using Sargam.Scanning.Lyrics.Unicode;

namespace Sargam.Scanning;

/// <summary>Finds tracks by what people call them. Letter case, and accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters, do not count.</summary>
public sealed class TrackCatalog
{
    private const int ShortestIdPrefix = 4;
    private const int TracksPerChunk = 4096;

    private readonly Dictionary<string, Track> _byId;
    private readonly Lazy<string[]> _folded;

    /// <summary>Lists a collection's different tracks.</summary>
    public TrackCatalog(Collection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        Collection = collection;
        _byId = collection.DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        _folded = new Lazy<string[]>(() => [.. FixedChunks.Map(collection.DistinctTracks.Count, TracksPerChunk, FoldedTexts).SelectMany(texts => texts)]);
    }

    /// <summary>The collection.</summary>
    public Collection Collection { get; }

    /// <summary>The track of an id; null where there is none.</summary>
    public Track? ById(string? id) => id is not null && _byId.TryGetValue(id, out Track? track) ? track : null;

    /// <summary>The tracks that have every word in title, artist, album, path or labels, in listing order; no words list all.</summary>
    public IEnumerable<Track> Search(string? query)
    {
        string[] words = WordsOf(query);
        IReadOnlyList<Track> tracks = Collection.DistinctTracks;
        return words.Length == 0 ? tracks : Enumerable.Range(0, tracks.Count)
            .Where(i => Array.TrueForAll(words, word => _folded.Value[i].Contains(word, StringComparison.Ordinal))).Select(i => tracks[i]);
    }

    /// <summary>
    /// The tracks that somebody may mean: of this id, else path (within the source, or absolute), else file name with or without
    /// extension, else title, else beginning of an id, else with these words. More than one is ambiguous, none is a mistake.
    /// </summary>
    /// <param name="text">What was typed.</param>
    public IReadOnlyList<Track> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return [];
        if (ById(text) is { } exact) return [exact];
        string path = text.Replace('\\', '/');
        string title = Fold(text);
        string full = text.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(text);
        Func<Track, bool>[] readings =
        [
            track => track.Path == path || track.Path == text,
            track => Collection.FullPath(track) == full,
            track => track.Path.EndsWith("/" + path, StringComparison.Ordinal),
            track => Path.GetFileNameWithoutExtension(track.Path) == text,
            track => Fold(track.Title) == title,
            track => text.Length >= ShortestIdPrefix && track.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        ];
        foreach (Func<Track, bool> reading in readings)
        {
            Track[] found = [.. Collection.Tracks.Where(reading).DistinctBy(track => track.Id, StringComparer.Ordinal)];
            if (found.Length > 0) return found;
        }

        return WordsOf(text).Length == 0 ? [] : [.. Search(text)];
    }

    private string[] FoldedTexts(int start, int end) => [.. Enumerable.Range(start, end - start).Select(i => FoldedTextOf(Collection.DistinctTracks[i]))];

    private static string FoldedTextOf(Track track) =>
        Fold(string.Join('\n', [track.Title, track.Artist, track.Album, track.Path, .. track.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => label.Value)]));

    private static string[] WordsOf(string? query) =>
        Fold(query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Signs of Indic scripts stay: without them other words are left.</summary>
    private static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u007F')) return text.ToLowerInvariant();
        string apart = Nfc.Decompose(CaseFolding.Fold(text));
        var kept = new StringBuilder(apart.Length);
        foreach (char unit in apart)
        {
            bool isAccent = unit is (>= '\u0300' and <= '\u036F') or (>= '\u0591' and <= '\u05BD') or (>= '\u064B' and <= '\u065F') or '\u0670';
            if (!isAccent) kept.Append(unit);
        }

        return kept.ToString();
    }
}
