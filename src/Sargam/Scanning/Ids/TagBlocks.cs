using System.Buffers.Binary;

namespace Sargam.Scanning.Ids;

/// <summary>The tag blocks around the content of a file: ID3v2 and FLAC metadata in front, APEv2 and ID3v1 behind.</summary>
internal static class TagBlocks
{
    /// <summary>What lies between ID3v2, and APEv2 and ID3v1.</summary>
    public static (long Start, long End) Trim(PartHash file)
    {
        long end = SkipTrailingTags(file, file.Length);
        return (SkipId3v2(file, 0, end), end);
    }

    /// <summary>Where the frames of a FLAC file begin; where it is none, or a damaged one, the start itself.</summary>
    public static long SkipFlacMetadata(PartHash file, long start, long end)
    {
        Span<byte> magic = stackalloc byte[4];
        if (!file.TryRead(start, magic) || !magic.SequenceEqual("fLaC"u8)) return start;
        Span<byte> header = stackalloc byte[4];
        for (long position = start + 4; file.TryRead(position, header);)
        {
            position += 4 + (header[1] << 16 | header[2] << 8 | header[3]);
            if (position > end) return start;
            if ((header[0] & 0x80) != 0) return position;
        }

        return start;
    }

    private static long SkipId3v2(PartHash file, long start, long end)
    {
        Span<byte> header = stackalloc byte[10];
        while (file.TryRead(start, header) && header[..3].SequenceEqual("ID3"u8))
        {
            long size = (long)(header[6] & 0x7F) << 21 | (long)(header[7] & 0x7F) << 14 | (long)(header[8] & 0x7F) << 7 | (long)(header[9] & 0x7F);
            bool hasFooter = (header[5] & 0x10) != 0;
            long next = start + 10 + size + (hasFooter ? 10 : 0);
            if (next > end) break;
            start = next;
        }

        return start;
    }

    private static long SkipTrailingTags(PartHash file, long end)
    {
        Span<byte> id3v1 = stackalloc byte[3];
        if (file.TryRead(end - 128, id3v1) && id3v1.SequenceEqual("TAG"u8)) end -= 128;
        Span<byte> ape = stackalloc byte[32];
        if (file.TryRead(end - 32, ape) && ape[..8].SequenceEqual("APETAGEX"u8))
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(ape[12..]);
            bool hasHeader = (ape[23] & 0x80) != 0;
            long start = end - size - (hasHeader ? 32 : 0);
            if (start >= 0 && size >= 32) end = start;
        }

        return end;
    }
}
