using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>Vorbis comments: <c>NAME=value</c> in UTF-8, as FLAC, Ogg Vorbis, Opus and Speex carry them.</summary>
internal static class VorbisCommentReader
{
    private const int MaxComments = 4096;

    /// <summary>Reads comments from where the vendor's name begins.</summary>
    public static void Read(ByteCursor block, TagCollector tags)
    {
        if (!TryReadLength(block, out long vendorLength) || !block.TrySkip(vendorLength) || !TryReadLength(block, out long count)) return;
        for (long i = 0; i < Math.Min(count, MaxComments) && TryReadLength(block, out long length); i++)
        {
            if (!TryReadComment(block, length, tags)) return;
        }
    }

    /// <summary>Reads a name first: a picture, which is a comment too, is not read.</summary>
    private static bool TryReadComment(ByteCursor block, long length, TagCollector tags)
    {
        Span<byte> name = stackalloc byte[TagKeys.MaxLength];
        int nameLength = 0;
        while (nameLength < length && nameLength < name.Length)
        {
            if (!block.TryRead(name.Slice(nameLength, 1))) return false;
            if (name[nameLength] == '=') break;
            nameLength++;
        }

        if (nameLength == length) return true;
        if (nameLength == name.Length) return block.TrySkip(length - nameLength);
        long valueLength = length - nameLength - 1;
        if (TagKeys.Find(TagText.Decode(name[..nameLength])) is not { } field) return block.TrySkip(valueLength);
        if (!block.TryReadValue(valueLength, out byte[] value)) return false;
        tags.Add(field, TagText.Decode(value));
        return true;
    }

    private static bool TryReadLength(ByteCursor block, out long length)
    {
        Span<byte> bytes = stackalloc byte[4];
        bool read = block.TryRead(bytes);
        length = read ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        return read;
    }
}
