using Sargam.Decoding;

namespace Sargam.Scanning;

/// <summary>
/// Finds a track's file for somebody who wants to hear it. Only files that a scan would list are found: of audio's extensions,
/// below the source unless a list named them, through no linked folder. A linked file is followed, as a scan does.
/// </summary>
public static class PlayableFile
{
    /// <summary>The full path, with links resolved; null where there is no such file.</summary>
    public static string? Find(Collection collection, Track track)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(track);
        if (SourceLister.AudioExtensionOf(track.Path).Length == 0 || track.Path.Contains('\0', StringComparison.Ordinal)) return null;
        try
        {
            string path = collection.FullPath(track);
            if (!collection.IsList && !IsBelow(collection.Root, path)) return null;
            FileInfo file = AudioFile.Look(path);
            return file.Exists && file.Length > 0 ? file.FullName : null; // pipes and devices have no length
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is below a folder, and no folder between them a link.</summary>
    private static bool IsBelow(string root, string path)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        string prefix = folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar;
        if (!path.StartsWith(prefix, StringComparison.Ordinal)) return false;
        for (string? parent = Path.GetDirectoryName(path); parent is not null && parent.Length > folder.Length; parent = Path.GetDirectoryName(parent))
        {
            if (new DirectoryInfo(parent).LinkTarget is not null) return false;
        }

        return true;
    }
}
