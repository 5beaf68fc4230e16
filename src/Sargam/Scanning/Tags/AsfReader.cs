using System.Buffers.Binary;
using System.Globalization;

namespace Sargam.Scanning.Tags;

/// <summary>ASF and WMA: the two content descriptions in the header object.</summary>
internal static class AsfReader
{
    private const int MaxObjects = 1024;
    private const int MaxDescriptors = 2048;
    private const int ObjectHeaderSize = 24;

    private static readonly Dictionary<string, TagField> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Author"] = TagField.Artist,
        ["WM/AlbumArtist"] = TagField.AlbumArtist,
        ["WM/AlbumTitle"] = TagField.Album,
        ["WM/Genre"] = TagField.Genre,
        ["WM/Year"] = TagField.Year,
        ["WM/Language"] = TagField.Language,
        ["WM/TrackNumber"] = TagField.TrackNumber,
        ["WM/Lyrics"] = TagField.Lyrics,
    };

    /// <summary>The mark that an ASF file begins with.</summary>
    public static ReadOnlySpan<byte> Header => [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    private static ReadOnlySpan<byte> Description => [0x33, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C];

    private static ReadOnlySpan<byte> ExtendedDescription => [0x40, 0xA4, 0xD0, 0xD2, 0x07, 0xE3, 0xD2, 0x11, 0x97, 0xF0, 0x00, 0xA0, 0xC9, 0x5E, 0xA8, 0x50];

    /// <summary>Reads from the header object on.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        Span<byte> header = stackalloc byte[ObjectHeaderSize];
        if (!source.TryRead(start, header)) return;
        long size = (long)Math.Min((ulong)source.Length, BinaryPrimitives.ReadUInt64LittleEndian(header[16..]));
        var objects = new RangeCursor(source, start + ObjectHeaderSize + 6, start + size);
        for (int i = 0; i < MaxObjects && objects.TryRead(header); i++)
        {
            ulong objectSize = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
            if (objectSize < ObjectHeaderSize || objectSize - ObjectHeaderSize > (ulong)objects.Remaining) return;
            long length = (long)objectSize - ObjectHeaderSize;
            var content = new RangeCursor(source, objects.Position, objects.Position + length);
            if (header.StartsWith(Description)) ReadDescription(content, tags);
            else if (header.StartsWith(ExtendedDescription)) ReadExtendedDescription(content, tags);
            objects.TrySkip(length);
        }
    }

    /// <summary>Lengths of title, author, copyright, description and rating, then the texts.</summary>
    private static void ReadDescription(RangeCursor content, TagCollector tags)
    {
        Span<byte> lengths = stackalloc byte[10];
        if (!content.TryRead(lengths)
            || !content.TryReadValue(BinaryPrimitives.ReadUInt16LittleEndian(lengths), out byte[] title)
            || !content.TryReadValue(BinaryPrimitives.ReadUInt16LittleEndian(lengths[2..]), out byte[] author))
        {
            return;
        }

        tags.Add(TagField.Title, Decode(title));
        tags.Add(TagField.Artist, Decode(author));
    }

    private static void ReadExtendedDescription(RangeCursor content, TagCollector tags)
    {
        Span<byte> two = stackalloc byte[2];
        Span<byte> kindAndLength = stackalloc byte[4];
        if (!content.TryRead(two)) return;
        int count = Math.Min(MaxDescriptors, (int)BinaryPrimitives.ReadUInt16LittleEndian(two));
        for (int i = 0; i < count && content.TryRead(two); i++)
        {
            if (!content.TryReadValue(BinaryPrimitives.ReadUInt16LittleEndian(two), out byte[] name) || !content.TryRead(kindAndLength)) return;
            int kind = BinaryPrimitives.ReadUInt16LittleEndian(kindAndLength);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(kindAndLength[2..]);
            if (FieldOf(Decode(name).TrimEnd('\0')) is not { } field)
            {
                if (!content.TrySkip(length)) return;
                continue;
            }

            if (!content.TryReadValue(length, out byte[] value)) return;
            tags.Add(field, TextOf(kind, value));
        }
    }

    /// <summary>Some writers keep the plain names of other formats ("date").</summary>
    private static TagField? FieldOf(string name) => Fields.TryGetValue(name, out TagField field) ? field : TagKeys.Find(name);

    /// <summary>Kind 0 is text, 3 to 5 are numbers; the others hold bytes and switches.</summary>
    private static string TextOf(int kind, byte[] value) => kind switch
    {
        0 => Decode(value),
        3 when value.Length == 4 => BinaryPrimitives.ReadUInt32LittleEndian(value).ToString(CultureInfo.InvariantCulture),
        4 when value.Length == 8 => BinaryPrimitives.ReadUInt64LittleEndian(value).ToString(CultureInfo.InvariantCulture),
        5 when value.Length == 2 => BinaryPrimitives.ReadUInt16LittleEndian(value).ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Decode(byte[] text) => TagText.DecodeUtf16(text, bigEndian: false);
}
