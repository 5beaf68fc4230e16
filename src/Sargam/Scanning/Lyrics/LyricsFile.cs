using Sargam.Decoding;

namespace Sargam.Scanning.Lyrics;

/// <summary>A text file that may hold a track's words; not yet opened.</summary>
/// <param name="Path">Relative to the folder it was found through, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
internal sealed record LyricsFile(string Path, string FullPath)
{
    /// <summary>Most bytes that are read of a file.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The file names that are looked for, the better one first: <c>.lrc</c> is what players sing along with, and loses its times.</summary>
    public static readonly string[] Extensions = [".txt", ".lrc"];

    /// <summary>Whether a name is one of a text file.</summary>
    public static bool IsOne(string extension) => Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);

    /// <summary>Place of a file's kind in <see cref="Extensions"/>.</summary>
    public int Rank => Array.FindIndex(Extensions, extension => Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>What came of reading a file.</summary>
    /// <param name="Size">Bytes on disk.</param>
    /// <param name="Modified">When it was changed, UTC.</param>
    /// <param name="Lyrics">What it says; null where it could not be used.</param>
    /// <param name="Encoding">How it is written.</param>
    /// <param name="Problem">Why it could not be used, else empty.</param>
    public sealed record Content(long Size, DateTime Modified, CleanedLyrics? Lyrics, LyricsEncoding Encoding, string Problem);

    /// <summary>Not text: a picture with the wrong name, say.</summary>
    public const string Binary = "it is not text";

    /// <summary>Nothing in it, or a pipe that would keep whoever opens it waiting.</summary>
    public const string Empty = "it is empty, or no regular file";

    /// <summary>Size and time, without opening; null with a reason where the file cannot be used.</summary>
    public (long Size, DateTime Modified)? Look(out string problem)
    {
        problem = "";
        try
        {
            FileInfo info = AudioFile.Look(FullPath);
            if (info.Exists && info.Length > 0) return (info.Length, info.LastWriteTimeUtc);
            problem = info.Exists ? Empty : "it is not there any more";
        }
        catch (Exception error) when (AudioFile.Explain(error) is { } reason)
        {
            problem = reason;
        }

        return null;
    }

    /// <summary>Reads and cleans the file; never throws for what is in it.</summary>
    public Content Read()
    {
        if (Look(out string problem) is not { } found) return new Content(0, default, null, default, problem);
        try
        {
            byte[] bytes = ReadBytes(found.Size);
            if (TextDetector.Read(bytes) is not { } read) return new Content(found.Size, found.Modified, null, default, Binary);
            CleanedLyrics lyrics = LyricsCleaner.Clean(read.Text, isLrc: Rank == 1);
            return new Content(found.Size, found.Modified, lyrics with { IsCut = lyrics.IsCut || found.Size > MaxBytes }, read.Encoding, "");
        }
        catch (Exception error) when (AudioFile.Explain(error) is { } reason)
        {
            return new Content(found.Size, found.Modified, null, default, reason);
        }
    }

    private byte[] ReadBytes(long size)
    {
        using var stream = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[(int)Math.Min(size, MaxBytes)];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..count];
    }
}
