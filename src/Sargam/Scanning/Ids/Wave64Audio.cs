using System.Buffers.Binary;

namespace Sargam.Scanning.Ids;

/// <summary>Sony Wave64, which is WAV with GUIDs as names and sizes of 64 bits: <c>fmt </c> and <c>data</c> as there.</summary>
internal static class Wave64Audio
{
    private const int MaxChunks = 4096;
    private const int FileHeaderSize = 40;
    private const int ChunkHeaderSize = 24;
    private const int Alignment = 8;

    /// <summary>The mark that a Wave64 file begins with.</summary>
    public static ReadOnlySpan<byte> Header => [(byte)'r', (byte)'i', (byte)'f', (byte)'f', 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00];

    /// <summary>What follows the four letters in the name of every other chunk.</summary>
    private static ReadOnlySpan<byte> NameTail => [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A];

    /// <summary>Hashes <c>fmt </c> and <c>data</c>.</summary>
    public static bool TryAppend(PartHash parts, long start, long end)
    {
        (bool hasFormat, bool hasAudio) = (false, false);
        Span<byte> header = stackalloc byte[ChunkHeaderSize];
        long position = start + FileHeaderSize;
        for (int i = 0; i < MaxChunks && end - position > ChunkHeaderSize && parts.TryRead(position, header); i++)
        {
            bool isFormat = header.StartsWith("fmt "u8) && header[4..].StartsWith(NameTail);
            bool isAudio = header.StartsWith("data"u8) && header[4..].StartsWith(NameTail);
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
            if (size < ChunkHeaderSize || (isAudio && size == ChunkHeaderSize)) return false;
            long next = PartHash.EndOf(position, size, end);
            if (isFormat || isAudio) parts.Append(position + ChunkHeaderSize, next);
            hasFormat |= isFormat;
            hasAudio |= isAudio;
            position = next + (-(next - position) & (Alignment - 1));
        }

        return hasFormat && hasAudio;
    }
}
