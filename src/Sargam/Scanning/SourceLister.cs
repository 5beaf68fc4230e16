using System.Text;
using Microsoft.Extensions.FileSystemGlobbing;
using Sargam.Pipeline;

namespace Sargam.Scanning;

/// <summary>
/// Lists the audio files of a source: a folder (recursive), an M3U playlist, or a text file with one path a line. Files are
/// in ordinal order of their paths for a folder, in list order otherwise.
/// </summary>
public static class SourceLister
{
    private static readonly HashSet<string> AudioExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".rf64", ".w64", ".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".mp4", ".aac", ".wma",
        ".aif", ".aiff", ".aifc", ".caf", ".au", ".snd", ".ape", ".wv", ".tta", ".mpc", ".mka", ".webm", ".ac3", ".amr", ".spx",
    };

    /// <summary>The extension in lower case, without the dot; empty where it is none of audio.</summary>
    internal static string AudioExtensionOf(string path) =>
        Path.GetExtension(path) is { Length: > 1 } extension && AudioExtensions.Contains(extension) ? extension[1..].ToLowerInvariant() : "";

    /// <summary>What a source holds.</summary>
    /// <param name="Root">The folder that paths are relative to.</param>
    /// <param name="Files">The audio files.</param>
    /// <param name="Failures">Entries that cannot be listed: unreadable folders, lines that name no file.</param>
    public sealed record Listing(string Root, IReadOnlyList<TrackFile> Files, IReadOnlyList<TrackFailure> Failures);

    /// <summary>Lists a source.</summary>
    /// <param name="source">A folder, a playlist (<c>.m3u</c>, <c>.m3u8</c>) or a text file of paths.</param>
    /// <param name="include">Globs on relative paths; only matching files are kept. None keeps all.</param>
    /// <param name="exclude">Globs on relative paths; matching files are left out.</param>
    /// <exception cref="ArgumentException">The source does not exist.</exception>
    public static Listing List(string source, IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        ThrowIfAbsent(source);
        Listing listing = Directory.Exists(source) ? ListFolder(source) : ListFile(source);
        if (include.Count == 0 && exclude.Count == 0) return listing;
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(include.Count > 0 ? include : ["**/*"]);
        matcher.AddExcludePatterns(exclude);
        return listing with { Files = [.. listing.Files.Where(file => matcher.Match(file.Path).HasMatches)] };
    }

    /// <summary>Looks whether there is anything to list.</summary>
    /// <exception cref="ArgumentException">The source does not exist, or is one audio file.</exception>
    public static void ThrowIfAbsent(string source)
    {
        if (Directory.Exists(source)) return;
        string what = !File.Exists(source) ? "does not exist" : AudioExtensions.Contains(Path.GetExtension(source)) ? "is one audio file" : "";
        if (what.Length > 0) throw new ArgumentException($"SOURCE must be a folder, a playlist or a file list, {source} {what}");
    }

    private static Listing ListFolder(string source)
    {
        string root = Path.GetFullPath(source);
        var files = new List<TrackFile>();
        var failures = new List<TrackFailure>();
        var pending = new Stack<string>([root]);
        while (pending.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    if (entry.Name.StartsWith('.')) continue;
                    if (entry is DirectoryInfo child)
                    {
                        // A linked folder may lead back up: following it could go on for ever.
                        if (child.LinkTarget is null) pending.Push(child.FullName);
                    }
                    else if (AudioExtensions.Contains(entry.Extension))
                    {
                        files.Add(new TrackFile(RelativePath(root, entry.FullName), entry.FullName));
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                failures.Add(new TrackFailure(RelativePath(root, folder), StageKind.Scan, $"the folder cannot be read: {error.Message}"));
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new Listing(root, files, failures);
    }

    private static Listing ListFile(string source)
    {
        string root = Path.GetDirectoryName(Path.GetFullPath(source))!;
        var files = new List<TrackFile>();
        var failures = new List<TrackFailure>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in ReadLines(source))
        {
            string entry = line.Trim().TrimStart('\uFEFF');
            if (entry.Length == 0 || entry.StartsWith('#')) continue;
            if (entry.Contains("://", StringComparison.Ordinal))
            {
                failures.Add(new TrackFailure(entry, StageKind.Scan, "an address, not a file: only local files are read"));
                continue;
            }

            string fullPath = Path.GetFullPath(entry.Replace('\\', Path.DirectorySeparatorChar), root);
            string path = RelativePath(root, fullPath);
            if (!seen.Add(path)) continue;
            if (File.Exists(fullPath)) files.Add(new TrackFile(path, fullPath));
            else failures.Add(new TrackFailure(path, StageKind.Scan, Directory.Exists(fullPath) ? "a folder: lists name single files" : "the list names this file, but it does not exist"));
        }

        return new Listing(root, files, failures);
    }

    private static string[] ReadLines(string source)
    {
        const long MaxListBytes = 256L << 20;
        if (new FileInfo(source).Length > MaxListBytes) throw new ArgumentException($"{source} is too large to be a file list");
        byte[] bytes = File.ReadAllBytes(source);
        if (bytes.AsSpan().Contains((byte)0)) throw new ArgumentException($"{source} is not a text file, so not a file list");
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Old .m3u files are written in the encoding of a Western desktop.
            text = Encoding.Latin1.GetString(bytes);
        }

        return text.Split('\n');
    }

    private static string RelativePath(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
