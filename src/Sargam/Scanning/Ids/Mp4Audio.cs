using System.Buffers.Binary;

namespace Sargam.Scanning.Ids;

/// <summary>
/// MP4 and M4A: the media data. The tags are in <c>moov</c>, and so are offsets into the file, which a longer tag changes.
/// As decoders find the audio by these offsets, and not by the boxes, every box must be well-formed: a wrong size may hide
/// audio.
/// </summary>
internal static class Mp4Audio
{
    // A fragmented file has two or three boxes for each second or so.
    private const int MaxBoxes = 1 << 20;
    private const int HeaderSize = 8;
    private const int LongHeaderSize = 16;

    private readonly record struct Box(bool IsAudio, long Start, long End);

    /// <summary>Hashes the contents of the <c>mdat</c> boxes.</summary>
    public static bool TryAppend(PartHash parts, long start, long end)
    {
        bool hasAudio = false;
        long position = start;
        for (int i = 0; end - position >= HeaderSize; i++)
        {
            if (i == MaxBoxes || !TryReadBox(parts, position, end, out Box box)) return false;
            if (box.IsAudio) parts.Append(box.Start, box.End);
            hasAudio |= box.IsAudio && box.Start < box.End;
            position = box.End;
        }

        return hasAudio;
    }

    /// <summary>Reads a header; only the media data may be cut by the end of the file.</summary>
    private static bool TryReadBox(PartHash parts, long position, long end, out Box box)
    {
        box = default;
        Span<byte> header = stackalloc byte[LongHeaderSize];
        if (!parts.TryRead(position, header[..HeaderSize])) return false;
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(header);
        bool hasLongSize = size == 1;
        int headerSize = hasLongSize ? LongHeaderSize : HeaderSize;
        if (hasLongSize)
        {
            if (headerSize > end - position || !parts.TryRead(position, header)) return false;
            size = BinaryPrimitives.ReadUInt64BigEndian(header[HeaderSize..]);
        }

        ulong left = (ulong)(end - position);
        if (!hasLongSize && size == 0) size = left;
        bool isAudio = header[4..].StartsWith("mdat"u8);
        if (size < (ulong)headerSize || (size > left && !isAudio) || !IsName(header.Slice(4, 4))) return false;
        box = new Box(isAudio, position + headerSize, PartHash.EndOf(position, size, end));
        return true;
    }

    /// <summary>Whether four bytes can be the name of a box: ASCII, or Apple's copyright sign.</summary>
    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte letter in name)
        {
            if (letter is not ((>= 0x20 and < 0x7F) or 0xA9)) return false;
        }

        return true;
    }
}
