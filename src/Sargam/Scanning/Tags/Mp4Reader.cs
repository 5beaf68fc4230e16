using System.Buffers.Binary;
using System.Text;

namespace Sargam.Scanning.Tags;

/// <summary>MP4 and M4A: the item list in <c>moov/udta/meta/ilst</c>.</summary>
internal static class Mp4Reader
{
    private const int MaxBoxes = 4096;
    private const uint FreeForm = 0x2D2D2D2D;
    private const uint NumberedGenre = 0x676E7265;
    private const uint TrackNumber = 0x74726B6E;

    private static readonly Dictionary<uint, TagField> Fields = new()
    {
        [0xA96E616D] = TagField.Title,
        [0xA9415254] = TagField.Artist,
        [0x61415254] = TagField.AlbumArtist,
        [0xA9616C62] = TagField.Album,
        [0xA967656E] = TagField.Genre,
        [0xA9646179] = TagField.Year,
        [0xA96C7972] = TagField.Lyrics,
    };

    private readonly record struct Box(uint Type, long Start, long End);

    /// <summary>Reads from the first box.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        var file = new Box(0, start, source.Length);
        if (Find(source, file, "moov"u8) is not { } movie) return;
        Box? metadata = Find(source, movie, "udta"u8) is { } user ? Find(source, user, "meta"u8) : null;
        metadata ??= Find(source, movie, "meta"u8);
        if (metadata is not { } meta || Find(source, WithoutVersion(source, meta), "ilst"u8) is not { } list) return;
        foreach (Box item in Children(source, list)) ReadItem(source, item, tags);
    }

    private static void ReadItem(ByteSource source, Box item, TagCollector tags)
    {
        TagField? field = item.Type == FreeForm ? NameOf(source, item) is { } name ? TagKeys.Find(name) : null
            : item.Type == NumberedGenre ? TagField.Genre
            : item.Type == TrackNumber ? TagField.TrackNumber
            : Fields.TryGetValue(item.Type, out TagField found) ? found : null;
        if (field is not { } wanted) return;
        foreach (Box child in Children(source, item))
        {
            if (child.Type == TypeOf("data"u8) && ReadData(source, child) is { } data) tags.Add(wanted, TextOf(item.Type, data.Kind, data.Content));
        }
    }

    private static string TextOf(uint item, uint kind, ReadOnlySpan<byte> content) => item switch
    {
        NumberedGenre => content.Length >= 2 ? GenreNames.Of(BinaryPrimitives.ReadUInt16BigEndian(content) - 1) : "",
        TrackNumber => content.Length >= 4 ? $"{BinaryPrimitives.ReadUInt16BigEndian(content[2..])}" : "",
        _ => kind switch
        {
            0 or 1 => TagText.Decode(content),
            2 => TagText.DecodeUtf16(content, bigEndian: true),
            _ => "",
        },
    };

    /// <summary>A value: its kind (1 UTF-8, 2 UTF-16, 13 and 14 pictures), a locale nobody uses, the bytes.</summary>
    private static (uint Kind, byte[] Content)? ReadData(ByteSource source, Box box)
    {
        var cursor = new RangeCursor(source, box.Start, box.End);
        Span<byte> header = stackalloc byte[8];
        if (!cursor.TryRead(header) || !cursor.TryReadValue(cursor.Remaining, out byte[] content)) return null;
        return (BinaryPrimitives.ReadUInt32BigEndian(header) & 0xFFFFFF, content);
    }

    /// <summary>The name of a freeform item, whose first part (<c>com.apple.iTunes</c>) does not matter.</summary>
    private static string? NameOf(ByteSource source, Box item)
    {
        if (Find(source, item, "name"u8) is not { } box || box.End - box.Start is < 4 or > 4 + TagKeys.MaxLength) return null;
        var name = new byte[box.End - box.Start];
        return source.TryRead(box.Start, name) ? Encoding.ASCII.GetString(name, 4, name.Length - 4) : null;
    }

    /// <summary><c>meta</c> begins with a version in MP4, and without one in QuickTime.</summary>
    private static Box WithoutVersion(ByteSource source, Box meta)
    {
        Span<byte> type = stackalloc byte[4];
        bool isPlainBox = source.TryRead(meta.Start + 4, type) && type.SequenceEqual("hdlr"u8);
        return isPlainBox ? meta : meta with { Start = Math.Min(meta.End, meta.Start + 4) };
    }

    private static Box? Find(ByteSource source, Box parent, ReadOnlySpan<byte> name)
    {
        uint type = TypeOf(name);
        foreach (Box child in Children(source, parent))
        {
            if (child.Type == type) return child;
        }

        return null;
    }

    private static IEnumerable<Box> Children(ByteSource source, Box parent)
    {
        var header = new byte[16];
        long position = parent.Start;
        for (int i = 0; i < MaxBoxes && parent.End - position >= 8 && source.TryRead(position, header.AsSpan(0, 8)); i++)
        {
            ulong size = BinaryPrimitives.ReadUInt32BigEndian(header);
            int headerSize = 8;
            if (size == 1)
            {
                headerSize = 16;
                if (!source.TryRead(position + 8, header.AsSpan(8))) yield break;
                size = BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(8));
            }

            if (size == 0) size = (ulong)(parent.End - position);
            if (size < (ulong)headerSize || size > (ulong)(parent.End - position)) yield break;
            yield return new Box(BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), position + headerSize, position + (long)size);
            position += (long)size;
        }
    }

    private static uint TypeOf(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);
}
