using System.Buffers.Binary;

namespace Sargam.Scanning.Ids;

/// <summary>
/// WAV (RIFF, RF64, BW64) and AIFF: the chunk that describes the samples and the chunk that holds them. What is not a chunk
/// may follow, as no decoder gets behind it either.
/// </summary>
internal static class IffAudio
{
    private const int MaxChunks = 4096;
    private const int FileHeaderSize = 12;
    private const int ChunkHeaderSize = 8;

    private static readonly Kind Wav = new("fmt "u8.ToArray(), "data"u8.ToArray(), AudioHeaderSize: 0, IsBigEndian: false);
    private static readonly Kind Aiff = new("COMM"u8.ToArray(), "SSND"u8.ToArray(), AudioHeaderSize: 8, IsBigEndian: true);

    private sealed record Kind(byte[] FormatId, byte[] AudioId, int AudioHeaderSize, bool IsBigEndian)
    {
        public uint ReadSize(ReadOnlySpan<byte> bytes) =>
            IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Hashes <c>fmt </c> and <c>data</c>.</summary>
    public static bool TryAppendWav(PartHash parts, long start, long end, bool hasLongSizes)
    {
        long first = start + FileHeaderSize;
        return TryAppend(parts, first, end, Wav, hasLongSizes ? LongDataSize(parts, first) : ulong.MaxValue);
    }

    /// <summary>Hashes <c>COMM</c> and <c>SSND</c>.</summary>
    public static bool TryAppendAiff(PartHash parts, long start, long end) =>
        TryAppend(parts, start + FileHeaderSize, end, Aiff, ulong.MaxValue);

    private static bool TryAppend(PartHash parts, long position, long end, Kind kind, ulong longSize)
    {
        (bool hasFormat, bool hasAudio) = (false, false);
        Span<byte> header = stackalloc byte[ChunkHeaderSize];
        for (int i = 0; i < MaxChunks && end - position >= ChunkHeaderSize && parts.TryRead(position, header); i++)
        {
            (bool isFormat, bool isAudio) = (header.StartsWith(kind.FormatId), header.StartsWith(kind.AudioId));
            ulong size = kind.ReadSize(header[4..]);
            if (isAudio && size == uint.MaxValue) size = longSize;
            position += ChunkHeaderSize;
            long next = PartHash.EndOf(position, size, end);

            // A size from before the length was known: the audio may be all that follows.
            bool isUnfinished = isAudio && next - position <= kind.AudioHeaderSize;
            if (isUnfinished) return false;
            if (isFormat || isAudio) parts.Append(position, next);
            hasFormat |= isFormat;
            hasAudio |= isAudio;
            position = next + (next - position & 1);
        }

        return hasFormat && hasAudio;
    }

    /// <summary>Files beyond 4 GiB keep the size of their samples in their first chunk.</summary>
    private static ulong LongDataSize(PartHash parts, long firstChunk)
    {
        Span<byte> chunk = stackalloc byte[ChunkHeaderSize + 16];
        bool isSizes = parts.TryRead(firstChunk, chunk) && chunk.StartsWith("ds64"u8);
        return isSizes ? BinaryPrimitives.ReadUInt64LittleEndian(chunk[(ChunkHeaderSize + 8)..]) : ulong.MaxValue;
    }
}
