using Sargam.Decoding;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning;

/// <summary>
/// Gives a file its id and reads its tags in one visit. A file whose size and modification time are those of the last scan
/// is not opened: what is known of it stays.
/// </summary>
internal sealed class FileVisitor(IReadOnlyList<Track> known)
{
    private const int BufferSize = 1 << 16;
    private readonly Dictionary<string, Track> _knownByPath = known.ToDictionary(track => track.Path, StringComparer.Ordinal);

    /// <summary>A file's track, and what was read of its lyrics.</summary>
    /// <param name="Track">Named after the file, without labels.</param>
    /// <param name="WasOpened">Whether tags were read; if not, the lyrics of the last scan still hold.</param>
    /// <param name="Lyrics">The lyrics in the tags, or null.</param>
    public sealed record Visit(Track Track, bool WasOpened, TrackLyrics? Lyrics);

    /// <summary>Visits a file.</summary>
    /// <exception cref="AudioDecodeException">There is nothing to read: opening a pipe would wait for its writer, for ever perhaps.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="NotSupportedException">It is no regular file.</exception>
    public Visit VisitFile(TrackFile file, CancellationToken cancellationToken)
    {
        FileInfo info = AudioFile.Look(file.FullPath);
        if (info.Length == 0) throw new AudioDecodeException(AudioFile.Empty);
        Track? last = _knownByPath.GetValueOrDefault(file.Path);
        string? id = last is not null && last.Size == info.Length && last.Modified == info.LastWriteTimeUtc ? last.Id : null;
        var track = new Track
        {
            Id = id ?? "",
            Path = file.Path,
            Size = info.Length,
            Modified = info.LastWriteTimeUtc,
            Title = Path.GetFileNameWithoutExtension(file.Path),
            Labels = new Dictionary<string, string>(),
        };
        if (id is not null && last?.Tags is { } tags) return new Visit(track with { Tags = tags }, WasOpened: false, Lyrics: null);
        return Open(file, track, id, cancellationToken);
    }

    /// <summary>The reason for an exception of a visit; null for any other exception.</summary>
    public static string? Explain(TrackFile file, Exception error) => error switch
    {
        AudioDecodeException => error.Message,
        NotSupportedException => "it is not a regular file",
        FileNotFoundException or DirectoryNotFoundException when file.Path.Contains('\uFFFD', StringComparison.Ordinal) => "its name is not valid UTF-8: rename the file",
        FileNotFoundException or DirectoryNotFoundException when new FileInfo(file.FullPath).LinkTarget is { } target => $"it is a link to {target}, which does not exist",
        FileNotFoundException or DirectoryNotFoundException => AudioFile.Explain(error),
        IOException or UnauthorizedAccessException => $"the file cannot be read: {error.Message}",
        _ => null,
    };

    private static Visit Open(TrackFile file, Track track, string? id, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        TrackTags tags = TagReader.Read(stream);
        id ??= TrackId.Compute(stream, cancellationToken);
        TrackLyrics? lyrics = tags.Lyrics.Length == 0 ? null : new TrackLyrics(id, TrackLyrics.FromTag, tags.LyricsLanguage, tags.Lyrics);
        return new Visit(track with { Id = id, Tags = tags.WithoutLyrics() }, WasOpened: true, lyrics);
    }
}
