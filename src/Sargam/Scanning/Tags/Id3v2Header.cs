using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>The ten bytes that begin an ID3v2 tag; version 2.4 has them again at the end, as a footer.</summary>
/// <param name="Version">2, 3 or 4; others are not known.</param>
/// <param name="Flags">What the version makes of them.</param>
/// <param name="BodySize">Bytes between header and footer.</param>
internal readonly record struct Id3v2Header(int Version, byte Flags, long BodySize)
{
    /// <summary>Bytes of a header, and of a footer.</summary>
    public const int Size = 10;

    /// <summary>The most tags one after another that are understood: a file may be nothing but empty ones.</summary>
    public const int MaxTags = 8;

    public bool HasFooter => Version == 4 && (Flags & 0x10) != 0;

    /// <summary>Bytes of the whole tag.</summary>
    public long TagSize => Size + BodySize + (HasFooter ? Size : 0);

    /// <summary>Reads a header; false for other bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Id3v2Header header) => TryParse(bytes, "ID3"u8, out header);

    /// <summary>Reads a footer; false for other bytes.</summary>
    public static bool TryParseFooter(ReadOnlySpan<byte> bytes, out Id3v2Header header) => TryParse(bytes, "3DI"u8, out header);

    /// <summary>Four times seven bits.</summary>
    public static long SyncSafe(ReadOnlySpan<byte> bytes) =>
        (long)(bytes[0] & 0x7F) << 21 | (long)(bytes[1] & 0x7F) << 14 | (long)(bytes[2] & 0x7F) << 7 | (long)(bytes[3] & 0x7F);

    private static bool TryParse(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark, out Id3v2Header header)
    {
        header = default;
        if (bytes.Length < Size || !bytes.StartsWith(mark)) return false;
        header = new Id3v2Header(bytes[3], bytes[5], SizeOf(bytes.Slice(6, 4)));
        return true;
    }

    /// <summary>A size whose bytes use all eight bits was written by somebody who did not know better.</summary>
    private static long SizeOf(ReadOnlySpan<byte> bytes) =>
        ((bytes[0] | bytes[1] | bytes[2] | bytes[3]) & 0x80) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : SyncSafe(bytes);
}
