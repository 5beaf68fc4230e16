using System.Buffers.Binary;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Ids;

/// <summary>The tag blocks around the content of a file: ID3v2 and FLAC metadata in front, APEv2 and ID3v1 behind.</summary>
internal static class TagBlocks
{
    private const int MaxFlacBlocks = 1024;

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
        long position = start + 4;
        for (int i = 0; i < MaxFlacBlocks && file.TryRead(position, header); i++)
        {
            position += 4 + (header[1] << 16 | header[2] << 8 | header[3]);
            if (position > end) return start;
            if ((header[0] & 0x80) != 0) return position;
        }

        return start;
    }

    private static long SkipId3v2(PartHash file, long start, long end)
    {
        Span<byte> bytes = stackalloc byte[Id3v2Header.Size];
        for (int i = 0; i < Id3v2Header.MaxTags && file.TryRead(start, bytes) && Id3v2Header.TryParse(bytes, out Id3v2Header header); i++)
        {
            if (header.TagSize > end - start) break;
            start += header.TagSize;
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
