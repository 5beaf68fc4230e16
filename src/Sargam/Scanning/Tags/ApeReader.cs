using System.Buffers.Binary;
using System.Text;

namespace Sargam.Scanning.Tags;

/// <summary>APE tags, versions 1 and 2: at the end of the file, seldom at its beginning.</summary>
internal static class ApeReader
{
    private const int FrameSize = 32;
    private const int MaxItems = 1024;
    private const int ItemKindMask = 6;

    /// <summary>Reads a tag that ends at a position, before which its footer is.</summary>
    public static void ReadBefore(ByteSource source, long end, TagCollector tags)
    {
        Span<byte> footer = stackalloc byte[FrameSize];
        if (!source.TryRead(end - FrameSize, footer) || !footer.StartsWith("APETAGEX"u8)) return;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(footer[12..]);
        if (size < FrameSize || size > end) return;
        ReadItems(new RangeCursor(source, end - size, end - FrameSize), footer, tags);
    }

    /// <summary>Reads a tag that begins at a position with its header.</summary>
    public static void ReadAt(ByteSource source, long start, TagCollector tags)
    {
        Span<byte> header = stackalloc byte[FrameSize];
        if (!source.TryRead(start, header) || !header.StartsWith("APETAGEX"u8)) return;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        ReadItems(new RangeCursor(source, start + FrameSize, start + FrameSize + size), header, tags);
    }

    private static void ReadItems(RangeCursor items, ReadOnlySpan<byte> frame, TagCollector tags)
    {
        long count = Math.Min(MaxItems, BinaryPrimitives.ReadUInt32LittleEndian(frame[16..]));
        Span<byte> item = stackalloc byte[8];
        for (long i = 0; i < count && items.TryRead(item) && TryReadKey(items, out string key); i++)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(item);
            bool isText = (BinaryPrimitives.ReadUInt32LittleEndian(item[4..]) & ItemKindMask) == 0;
            if (!isText || TagKeys.Find(key) is not { } field)
            {
                if (!items.TrySkip(size)) return;
                continue;
            }

            if (!items.TryReadValue(size, out byte[] value)) return;
            tags.Add(field, TagText.Decode(value));
        }
    }

    /// <summary>The name of an item: ASCII up to a NUL, 2 to 255 characters.</summary>
    private static bool TryReadKey(RangeCursor items, out string key)
    {
        const int MaxKey = 255;
        var name = new StringBuilder();
        key = "";
        Span<byte> one = stackalloc byte[1];
        while (items.TryRead(one))
        {
            if (one[0] == 0)
            {
                key = name.ToString();
                return true;
            }

            if (name.Length == MaxKey || one[0] is < 0x20 or > 0x7E) return false;
            name.Append((char)one[0]);
        }

        return false;
    }
}
