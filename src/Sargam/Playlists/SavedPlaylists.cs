using Sargam.Reporting.Markup;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Playlists;

/// <summary>A playlist in a workspace.</summary>
/// <param name="Id">Its file's name without extension.</param>
/// <param name="Name">What it is called.</param>
/// <param name="MadeFrom">How it came about; empty when that is not known.</param>
/// <param name="File">The file.</param>
public sealed record SavedPlaylist(string Id, string Name, string MadeFrom, string File)
{
    /// <summary>Its tracks as ids and paths, in order.</summary>
    internal IReadOnlyList<(string? Id, string Path)> Entries { get; init; } = [];

    /// <summary>Number of tracks.</summary>
    public int TrackCount => Entries.Count;

    /// <summary>The tracks that the collection still has, found by id, else by path.</summary>
    public IReadOnlyList<Track> TracksIn(Collection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var byId = collection.DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        var byPath = new Lazy<Dictionary<string, Track>>(() => collection.Tracks.DistinctBy(collection.FullPath).ToDictionary(collection.FullPath, StringComparer.Ordinal));
        string folder = Path.GetDirectoryName(File)!;
        return [.. Entries.Select(entry => entry.Id is { } id && byId.TryGetValue(id, out Track? track) ? track
            : entry.Path.Contains('\0', StringComparison.Ordinal) ? null : byPath.Value.GetValueOrDefault(Path.GetFullPath(entry.Path, folder))).OfType<Track>()];
    }
}

/// <summary>
/// The playlists that people keep: <c>playlists/*.m3u8</c> of a workspace, which any player opens. They belong to the workspace
/// and not to a run. Files that other programs put there are lists like all others.
/// </summary>
public sealed class SavedPlaylists
{
    private const string Extension = ".m3u8";
    private const int MostCopies = 10_000;
    private const long MostBytes = 16L << 20;
    private readonly Lock _lock = new();

    /// <summary>Names the folder; it is created when the first list is saved.</summary>
    public SavedPlaylists(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Folder = Path.Combine(workspace.Root, "playlists");
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>All lists, by file name. Files that cannot be read are left out.</summary>
    public IReadOnlyList<SavedPlaylist> All()
    {
        if (!Directory.Exists(Folder)) return [];
        return [.. Files().OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal).Select(Read).OfType<SavedPlaylist>()];
    }

    /// <summary>The list of an id; null where there is none. The id is compared with what exists, never made into a path.</summary>
    public SavedPlaylist? Find(string? id) =>
        Directory.Exists(Folder) && Files().FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == id) is { } found ? Read(found) : null;

    /// <summary>Keeps a list in a new file; lists that exist are never replaced.</summary>
    /// <param name="name">What people call it; the file's name follows from it.</param>
    /// <param name="tracks">In playing order.</param>
    /// <param name="collection">Where the tracks are.</param>
    /// <param name="madeFrom">How it came about, in words.</param>
    /// <exception cref="StoreException">The folder may not be written.</exception>
    public SavedPlaylist Save(string name, IReadOnlyList<Track> tracks, Collection collection, string madeFrom)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tracks);
        string shown = CleanText.Shorten(name, 200) is { Length: > 0 } clean ? clean : "Playlist";
        lock (_lock)
        {
            string file = FreeFiles(SafeFileName.Of(shown)).First(file => AtomicFile.TryCreateText(file, writer => Playlist.Write(
                shown, tracks.Select(track => PlaylistTrack.Of(collection, track, Folder) with { Id = track.Id }), writer, CleanText.Shorten(madeFrom, 500))));
            return Read(file) ?? throw new StoreException($"cannot read {file}, which was just written");
        }
    }

    /// <summary>Deletes a list; false where there is none of this id.</summary>
    /// <exception cref="StoreException">The file may not be deleted.</exception>
    public bool Delete(string? id)
    {
        if (Find(id) is not { } found) return false;
        try
        {
            File.Delete(found.File);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot delete {found.File}: {error.Message}", error);
        }
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Folder)
        .Where(file => Path.GetExtension(file).Equals(Extension, StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('.'));

    /// <summary>Names that are free, until somebody else takes them.</summary>
    /// <remarks>Letter case does not make another file on every system.</remarks>
    private IEnumerable<string> FreeFiles(string stem)
    {
        HashSet<string> taken = new(Directory.Exists(Folder) ? Directory.EnumerateFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)!) : [], StringComparer.OrdinalIgnoreCase);
        for (int number = 1; number <= MostCopies; number++)
        {
            string file = (number == 1 ? stem : $"{stem} ({number})") + Extension;
            if (!taken.Contains(file)) yield return Path.Combine(Folder, file);
        }

        throw new StoreException($"{Folder} has {MostCopies} playlists called {stem} already: choose another name");
    }

    private static SavedPlaylist? Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MostBytes) return null;
            string[] lines = [.. File.ReadAllLines(file).Select(line => line.TrimStart('\uFEFF'))];
            string id = Path.GetFileNameWithoutExtension(file);
            return new SavedPlaylist(id, Marked(lines, Playlist.NameMark, 200) is { Length: > 0 } name ? name : id, Marked(lines, Playlist.MadeFromMark, 500), file)
            {
                Entries = [.. EntriesOf(lines)],
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What follows a mark, cleaned; empty where the mark is missing.</summary>
    private static string Marked(string[] lines, string mark, int maxCharacters) =>
        CleanText.Shorten(Array.Find(lines, line => line.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..], maxCharacters);

    /// <summary>A line that is no comment is a path; the id in front of it, if any, is its.</summary>
    private static IEnumerable<(string? Id, string Path)> EntriesOf(string[] lines)
    {
        string? id = null;
        foreach (string line in lines)
        {
            if (line.StartsWith(Playlist.IdMark, StringComparison.Ordinal)) id = line[Playlist.IdMark.Length..].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            yield return (id, line);
            id = null;
        }
    }
}
