using System.Buffers.Binary;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Whether an AIFF, AU or WAV file is as long as its first bytes say. libsndfile reads what there is of a file that was cut, and
/// does not tell.
/// </summary>
internal static class ChunkLength
{
    private const int HeaderLength = 12;

    /// <exception cref="AudioDecodeException">The file was cut.</exception>
    public static void Check(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return;
        if (Promised(header) is { } promised && promised > stream.Length)
        {
            throw new AudioDecodeException($"the file ends early: the header promises {promised} bytes, {stream.Length} are there");
        }
    }

    /// <summary>The length of the whole file; null where it is not stated, or was not known when the header was written.</summary>
    private static long? Promised(ReadOnlySpan<byte> header)
    {
        uint big = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        uint little = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        uint auLength = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        return header switch
        {
            _ when header.StartsWith("FORM"u8) || header.StartsWith("RIFX"u8) => Chunk(big),
            _ when header.StartsWith("RIFF"u8) => Chunk(little),
            _ when header.StartsWith(".snd"u8) && auLength < int.MaxValue => (long)big + auLength,
            _ => null,
        };
    }

    private static long? Chunk(uint length) => length < 0x7FFF0000 ? length + 8L : null;
}
