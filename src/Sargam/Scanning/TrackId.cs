using Sargam.Scanning.Ids;

namespace Sargam.Scanning;

/// <summary>
/// A track's identity: the first 128 bits of the SHA-256 of its audio as it is stored, so that moving, renaming and retagging
/// a file does not make it another track. What counts:
/// <list type="bullet">
/// <item>WAV (RIFF, RF64, BW64, Wave64): the contents of the <c>fmt </c> and <c>data</c> chunks; AIFF and AIFC: of <c>COMM</c>
/// and <c>SSND</c>;</item>
/// <item>MP4 and M4A: the contents of the <c>mdat</c> boxes; ASF and WMA: the packets of the data object;</item>
/// <item>Ogg with Vorbis, Opus or Speex: the packets without the comments; with FLAC: the frames;</item>
/// <item>FLAC: the frames;</item>
/// <item>everything else (MPEG audio, AAC, WavPack, Matroska, ...), and a file of the above whose structure is damaged: all
/// but ID3v1, ID3v2 and APEv2; where that is nothing, the whole file.</item>
/// </list>
/// </summary>
public static class TrackId
{
    /// <summary>Counts up when something else counts, so that ids of an older version are computed again.</summary>
    internal const int Version = 1;

    private const int BufferSize = 1 << 16;

    /// <summary>Reads a file and computes its id: 32 lower-case hexadecimal digits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Compute(string path, CancellationToken cancellationToken = default)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        return Compute(stream, cancellationToken);
    }

    /// <summary>Computes the id of a seekable stream, whatever its content.</summary>
    public static string Compute(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var parts = new PartHash(stream, cancellationToken);
        (long start, long end) = TagBlocks.Trim(parts);
        if (!AudioParts.TryAppend(parts, start, end))
        {
            parts.Restart();
            start = TagBlocks.SkipFlacMetadata(parts, start, end);
            if (start >= end) (start, end) = (0, parts.Length);
            parts.Append(start, end);
        }

        return parts.Finish();
    }
}
