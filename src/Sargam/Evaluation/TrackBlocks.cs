using Sargam.Scanning;

namespace Sargam.Evaluation;

/// <summary>
/// Tracks that are not independent of each other and are therefore permuted and drawn together: those of an artist, else of an
/// album, else of a folder, else each alone.
/// </summary>
internal sealed class TrackBlocks
{
    // Fewer whole folders can hardly be permuted: no p would ever be small.
    private const int MinFolderCount = 20;

    private TrackBlocks(string name, int[]? numbers) => (Name, Numbers) = (name, numbers);

    /// <summary>What a block is, in the plural: artists, albums, folders, tracks.</summary>
    public string Name { get; }

    /// <summary>The label set that a block is a value of: permuting whole blocks cannot test that.</summary>
    public string Label => Name.TrimEnd('s');

    /// <summary>The block of each track; null where every track is its own.</summary>
    public int[]? Numbers { get; }

    /// <summary>The best known grouping.</summary>
    /// <param name="tracks">In the order of rows.</param>
    /// <param name="labelNames">Label sets that are scored: folders that are such a set are genres rather than sessions.</param>
    public static TrackBlocks Of(IReadOnlyList<Track> tracks, IReadOnlyList<string> labelNames) =>
        Group("artists", tracks.Select(track => track.Artist), 1)
        ?? Group("albums", tracks.Select(track => track.Album), 1)
        ?? (labelNames.Contains("folder") ? null : Group("folders", tracks.Select(FolderOf), MinFolderCount))
        ?? new TrackBlocks("tracks", null);

    /// <summary>The folder that a track is in.</summary>
    public static string FolderOf(Track track) => SourceLister.AudioExtensionOf(track.Path).Length > 0 ? Path.GetDirectoryName(track.Path) ?? "" : "";

    /// <summary>A track without a value is alone; null when no value is shared, or all have the same.</summary>
    private static TrackBlocks? Group(string name, IEnumerable<string> values, int minimum)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var blocks = new List<int>();
        foreach (string value in values)
        {
            string key = value.Length > 0 ? value : $"\0{blocks.Count}";
            if (!numbers.TryGetValue(key, out int number)) numbers[key] = number = numbers.Count;
            blocks.Add(number);
        }

        return numbers.Count < blocks.Count && numbers.Count > minimum ? new TrackBlocks(name, [.. blocks]) : null;
    }
}
