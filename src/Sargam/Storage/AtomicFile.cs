using System.Text;

namespace Sargam.Storage;

/// <summary>
/// Writes whole files: under a temporary name, flushed to the disk, then renamed. A reader, a killed process or a full disk
/// leaves the old file or the new one, never half of one. After a power cut it may be the old one still, as .NET cannot flush
/// a folder (docs/decisions/0008).
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Creates or replaces a file; its folder is created when missing.</summary>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, $".{Path.GetFileName(path)}.tmp", write, overwrite: true);

    /// <summary>Creates or replaces a text file: UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream => WriteText(stream, write));
    }

    /// <summary>Creates a text file; false where there is a file already, which stays as it is.</summary>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    internal static bool TryCreateText(string path, Action<TextWriter> write) =>
        !File.Exists(path) && Write(path, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp", stream => WriteText(stream, write), overwrite: false);

    /// <summary>Removes temporary files that a process left behind when it was killed; only for who holds the workspace's lock.</summary>
    internal static void DeleteLeftovers(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, ".*.tmp")) DeleteQuietly(file);
    }

    private static bool Write(string path, string temporaryName, Action<Stream> write, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(write);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string temporary = Path.Combine(folder, temporaryName);
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite);
            return true;
        }
        catch (Exception error)
        {
            DeleteQuietly(temporary);
            if (!overwrite && error is IOException && File.Exists(path)) return false;
            if (error is IOException or UnauthorizedAccessException) throw Explain(path, error);
            throw;
        }
    }

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, Utf8WithoutMark, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }

    private static StoreException Explain(string path, Exception error) => new(
        $"cannot write {path}: {error.Message} Free some space, or choose a folder you may write to.", error);

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one worth telling.
        }
    }
}
