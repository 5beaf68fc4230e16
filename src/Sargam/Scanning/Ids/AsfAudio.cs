using System.Buffers.Binary;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Ids;

/// <summary>ASF and WMA: the packets in the data object.</summary>
internal static class AsfAudio
{
    private const int MaxObjects = 1024;
    private const int ObjectHeaderSize = 24;

    // The object's header, the file's id, the number of packets, two reserved bytes.
    private const int DataHeaderSize = 50;

    private static ReadOnlySpan<byte> Data => [0x36, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    /// <summary>Hashes the packets; what follows them are indexes.</summary>
    public static bool TryAppend(PartHash parts, long start, long end)
    {
        Span<byte> header = stackalloc byte[ObjectHeaderSize];
        long position = start;
        for (int i = 0; i < MaxObjects && parts.TryRead(position, header); i++)
        {
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[AsfReader.Header.Length..]);
            if (header.StartsWith(Data)) return TryAppendData(parts, position, size, end);
            if (size < ObjectHeaderSize || size > (ulong)(end - position)) return false;
            position += (long)size;
        }

        return false;
    }

    /// <summary>A broadcast that was recorded has no size: it goes on to the end.</summary>
    private static bool TryAppendData(PartHash parts, long position, ulong size, long end)
    {
        long next = PartHash.EndOf(position, size == 0 ? ulong.MaxValue : size, end);
        if (next - position <= DataHeaderSize) return false;
        parts.Append(position + DataHeaderSize, next);
        return true;
    }
}
