using Sargam.Scanning.Lyrics.Unicode;

namespace Sargam.Scanning.Lyrics;

/// <summary>Text files by track: those beside the music, or those of a folder that the user named.</summary>
internal static class LyricsFolder
{
    /// <summary>Files kept per track, of which the first that says anything counts.</summary>
    private const int MostFiles = 16;

    /// <summary>What a folder of lyrics holds.</summary>
    /// <param name="FilesOfTrack">Per track id its files, the best match first.</param>
    /// <param name="FileCount">How many text files there are.</param>
    /// <param name="Unmatched">Those that no track has.</param>
    /// <param name="CountByMethod">How many files each way of matching found.</param>
    public sealed record Matches(
        IReadOnlyDictionary<string, List<LyricsFile>> FilesOfTrack, int FileCount, IReadOnlyList<LyricsFile> Unmatched,
        IReadOnlyList<KeyValuePair<string, int>> CountByMethod);

    /// <summary>Files beside the tracks: the audio file's name with another extension, whatever its case and the form of its accents.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="root">What their paths are relative to.</param>
    public static Dictionary<string, List<LyricsFile>> Beside(IReadOnlyList<Track> tracks, string root)
    {
        var found = new Dictionary<string, List<LyricsFile>>(StringComparer.Ordinal);
        foreach (IGrouping<string, Track> folder in tracks.GroupBy(track => FolderOf(track.Path), StringComparer.Ordinal))
        {
            ILookup<string, LyricsFile> texts = List(Path.GetFullPath(folder.Key, root), folder.Key, recursive: false)
                .ToLookup(file => CaseFolding.Fold(StemOf(file.Path)), StringComparer.Ordinal);
            if (texts.Count == 0) continue;
            foreach (Track track in folder)
            {
                string stem = StemOf(track.Path);
                Add(found, track.Id, texts[CaseFolding.Fold(stem)].OrderBy(file => StemOf(file.Path) == stem ? 0 : 1).ThenBy(file => file.Rank).ThenBy(file => file.Path, StringComparer.Ordinal));
            }
        }

        return found;
    }

    /// <summary>Files of a folder by track id, relative path, file stem and normalised name; a looser key must single out one track.</summary>
    public static Matches Match(IReadOnlyList<Track> tracks, string folder)
    {
        List<LyricsFile> all = List(Path.GetFullPath(folder), "", recursive: true);
        var found = new Dictionary<string, List<LyricsFile>>(StringComparer.Ordinal);
        var counts = new List<KeyValuePair<string, int>>();
        List<LyricsFile> pending = all;
        foreach ((string method, Func<Track, string> trackKey, Func<LyricsFile, string> fileKey) in Methods())
        {
            Dictionary<string, string?> ids = IdsByKey(tracks, trackKey);
            var rest = new List<LyricsFile>();
            foreach (IGrouping<string, LyricsFile> same in pending.GroupBy(fileKey, StringComparer.Ordinal))
            {
                bool isFound = same.Key.Length > 0 && ids.GetValueOrDefault(same.Key) is not null;
                if (isFound) Add(found, ids[same.Key]!, same.OrderBy(file => file.Rank).ThenBy(file => file.Path, StringComparer.Ordinal));
                else rest.AddRange(same);
            }

            if (rest.Count < pending.Count) counts.Add(new(method, pending.Count - rest.Count));
            pending = rest;
        }

        return new Matches(found, all.Count, pending, counts);
    }

    private static IEnumerable<(string Method, Func<Track, string> TrackKey, Func<LyricsFile, string> FileKey)> Methods()
    {
        yield return ("id", track => track.Id, file => StemOf(file.Path).ToLowerInvariant());
        yield return ("path", track => CaseFolding.Fold(WithoutExtension(track.Path)), file => CaseFolding.Fold(WithoutExtension(file.Path)));
        yield return ("file name", track => CaseFolding.Fold(StemOf(track.Path)), file => CaseFolding.Fold(StemOf(file.Path)));
        yield return ("normalised name", track => Metadata.NormalizedName(StemOf(track.Path)), file => Metadata.NormalizedName(StemOf(file.Path)));
    }

    /// <summary>Track ids by key; null for a key of several tracks.</summary>
    private static Dictionary<string, string?> IdsByKey(IReadOnlyList<Track> tracks, Func<Track, string> keyOf)
    {
        var ids = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Track track in tracks)
        {
            string key = keyOf(track);
            if (!ids.TryAdd(key, track.Id) && ids[key] != track.Id) ids[key] = null;
        }

        return ids;
    }

    /// <summary>The text files of a folder in ordinal order; a folder that cannot be read has none. Linked folders are not followed: they may lead back up.</summary>
    private static List<LyricsFile> List(string folder, string prefix, bool recursive)
    {
        var files = new List<LyricsFile>();
        var pending = new Stack<(string Folder, string Prefix)>([(folder, prefix)]);
        while (pending.TryPop(out (string Folder, string Prefix) next))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(next.Folder).EnumerateFileSystemInfos())
                {
                    if (entry.Name.StartsWith('.')) continue;
                    string path = next.Prefix.Length == 0 ? entry.Name : $"{next.Prefix}/{entry.Name}";
                    if (entry is not DirectoryInfo child)
                    {
                        if (LyricsFile.IsOne(entry.Extension)) files.Add(new LyricsFile(path, entry.FullName));
                    }
                    else if (recursive && child.LinkTarget is null)
                    {
                        pending.Push((child.FullName, path));
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Of the music's folders the listing has said so already; the others count as empty.
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    private static void Add(Dictionary<string, List<LyricsFile>> found, string id, IEnumerable<LyricsFile> files)
    {
        foreach (LyricsFile file in files)
        {
            if (!found.TryGetValue(id, out List<LyricsFile>? list)) found[id] = list = [];
            if (list.Count == MostFiles) return;
            if (!list.Any(known => known.FullPath == file.FullPath)) list.Add(file);
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and int slash ? path[..slash] : "";

    private static string StemOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static string WithoutExtension(string path) => path[..^Path.GetExtension(path).Length];
}
