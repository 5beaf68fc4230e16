namespace Sargam.Decoding;

/// <summary>Opens files for decoders, and turns what the file system may answer into reasons for <c>failures.csv</c>.</summary>
internal static class AudioFile
{
    /// <summary>How many bytes <see cref="IAudioDecoder.CanDecode"/> is shown.</summary>
    public const int HeaderLength = 64;

    /// <summary>The reason for a file of length 0.</summary>
    public const string Empty = "the file is empty, or a pipe or a device";

    /// <summary>The fewest bytes that any audio file can have.</summary>
    private const int ShortestFile = 12;

    /// <summary>Opens a file that holds something.</summary>
    /// <exception cref="AudioDecodeException">It is absent, unreadable, not a file, or too short for audio.</exception>
    public static FileStream OpenRead(string path)
    {
        CheckLength(path);
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (Exception exception) when (Explain(exception) is { } reason)
        {
            throw new AudioDecodeException(reason, exception);
        }
    }

    /// <summary>
    /// Checks existence and length without opening: opening a named pipe would wait for its writer, for ever perhaps, and
    /// pipes and devices have length 0.
    /// </summary>
    /// <exception cref="AudioDecodeException">It is absent, not a file, or too short for audio.</exception>
    public static void CheckLength(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long length;
        try
        {
            if (Directory.Exists(path)) throw new AudioDecodeException("it is a folder, not a file");
            length = Look(path).Length;
        }
        catch (Exception exception) when (Explain(exception) is { } reason)
        {
            throw new AudioDecodeException(reason, exception);
        }

        if (length == 0) throw new AudioDecodeException(Empty);
        if (length < ShortestFile) throw new AudioDecodeException($"the file is only {length} bytes long, too short for audio");
    }

    /// <summary>Size and time of a file, without opening it; of a link, those of what it leads to.</summary>
    /// <exception cref="IOException">The path cannot be followed.</exception>
    public static FileInfo Look(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
    }

    /// <summary>The first bytes of a file, up to <see cref="HeaderLength"/>.</summary>
    /// <exception cref="AudioDecodeException">The file cannot be read or is too short for audio.</exception>
    public static async ValueTask<byte[]> ReadHeaderAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = OpenRead(path);
        var header = new byte[HeaderLength];
        int count = await ReadAsync(stream, header, HeaderLength, cancellationToken);
        return header[..count];
    }

    /// <summary>Reads until a number of bytes is there or the stream ends, with I/O errors as reasons.</summary>
    public static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, int atLeast, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAtLeastAsync(buffer, atLeast, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (Explain(exception) is { } reason)
        {
            throw new AudioDecodeException(reason, exception);
        }
    }

    /// <summary>The reason for an exception of the file system; null for any other exception.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the file is not there any more",
        UnauthorizedAccessException => "the file may not be read: permission denied",
        PathTooLongException => "the file's path is too long",
        IOException => "the file could not be read: input/output error",
        ArgumentException or NotSupportedException => "the file's name is not valid",
        _ => null,
    };
}
