using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>
/// ID3v2.2, 2.3 and 2.4. Frames that are compressed or encrypted are left out; pictures and other frames that hold no text
/// are passed over.
/// </summary>
internal static class Id3v2Reader
{
    private const int MaxFrames = 2048;

    /// <summary>Reads the tag at a position and returns where it ends; the position itself where there is none.</summary>
    public static long Read(ByteSource source, long start, long limit, TagCollector tags)
    {
        Span<byte> bytes = stackalloc byte[Id3v2Header.Size];
        if (!source.TryRead(start, bytes) || !Id3v2Header.TryParse(bytes, out Id3v2Header header)) return start;
        (int version, byte flags) = (header.Version, header.Flags);
        long bodyStart = start + Id3v2Header.Size;

        // The one flag that version 2.2 has beside unsynchronisation means a compression that was never defined.
        bool isKnown = version is 3 or 4 || (version == 2 && (flags & 0x40) == 0);
        if (isKnown) ReadBody(source, bodyStart, Math.Min(bodyStart + header.BodySize, limit), version, flags, tags);
        return Math.Min(limit, start + header.TagSize);
    }

    /// <summary>Reads a version 2.4 tag that stands at the end of a file: its footer is a header again.</summary>
    public static void ReadBefore(ByteSource source, long end, TagCollector tags)
    {
        Span<byte> bytes = stackalloc byte[Id3v2Header.Size];
        if (!source.TryRead(end - Id3v2Header.Size, bytes) || !Id3v2Header.TryParseFooter(bytes, out Id3v2Header footer)) return;
        long start = end - Id3v2Header.Size - footer.BodySize - Id3v2Header.Size;
        if (start >= 0) Read(source, start, end, tags);
    }

    private static void ReadBody(ByteSource source, long start, long end, int version, byte flags, TagCollector tags)
    {
        bool isUnsynchronised = (flags & 0x80) != 0;
        bool hasExtendedHeader = version > 2 && (flags & 0x40) != 0;
        ByteCursor body = version < 4 && isUnsynchronised ? new UnsynchronisedCursor(source, start, end) : new RangeCursor(source, start, end);
        if (hasExtendedHeader && !StartsWithFrame(source, start) && !TrySkipExtendedHeader(body, version)) return;
        Span<byte> header = stackalloc byte[version == 2 ? 6 : 10];
        for (int i = 0; i < MaxFrames && body.TryRead(header); i++)
        {
            if (!IsFrameId(header[..(version == 2 ? 3 : 4)])) return;
            var frame = Id3v2Frame.Parse(header, version, isUnsynchronised, body);
            if (!frame.IsWanted)
            {
                if (!body.TrySkip(frame.Size)) return;
                continue;
            }

            if (!body.TryReadValue(frame.Size, out byte[] value)) return;
            frame.AddTo(tags, value);
        }
    }

    /// <summary>Some writers set the flag of an extended header and write none.</summary>
    private static bool StartsWithFrame(ByteSource source, long start)
    {
        Span<byte> id = stackalloc byte[4];
        return source.TryRead(start, id) && IsFrameId(id);
    }

    private static bool TrySkipExtendedHeader(ByteCursor body, int version)
    {
        Span<byte> size = stackalloc byte[4];
        if (!body.TryRead(size)) return false;

        // Version 2.4 counts these four bytes, 2.3 does not.
        return body.TrySkip(version == 4 ? Math.Max(0, Id3v2Header.SyncSafe(size) - 4) : BinaryPrimitives.ReadUInt32BigEndian(size));
    }

    /// <summary>Whether bytes can be the name of a frame; some writers fill three letters up with a space or a NUL.</summary>
    internal static bool IsFrameId(ReadOnlySpan<byte> id)
    {
        for (int i = 0; i < id.Length; i++)
        {
            bool isLetter = id[i] is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');
            if (!isLetter && !(i == 3 && id[i] is 0 or (byte)' ')) return false;
        }

        return true;
    }
}
