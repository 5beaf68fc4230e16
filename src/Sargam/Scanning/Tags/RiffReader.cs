using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>WAV (RIFF, RF64, BW64): an <c>id3 </c> chunk, else the INFO list.</summary>
internal static class RiffReader
{
    private const int MaxChunks = 1024;
    private const uint SizeElsewhere = uint.MaxValue;

    /// <summary>Reads from behind <c>RIFF....WAVE</c>.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        var info = new TagCollector();
        long longDataSize = 0;
        var chunks = new RangeCursor(source, start, source.Length);
        Span<byte> header = stackalloc byte[8];
        for (int i = 0; i < MaxChunks && chunks.TryRead(header); i++)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            ReadOnlySpan<byte> id = header[..4];
            if (id.SequenceEqual("ds64"u8)) longDataSize = DataSizeOf(chunks);
            else if (id.SequenceEqual("data"u8) && size == SizeElsewhere) size = longDataSize;
            else if (id.SequenceEqual("id3 "u8) || id.SequenceEqual("ID3 "u8)) Id3v2Reader.Read(source, chunks.Position, EndOf(chunks, size), tags);
            else if (id.SequenceEqual("LIST"u8)) ReadList(source, chunks.Position, EndOf(chunks, size), info);
            if (!chunks.TrySkip(size + (size & 1))) break;
        }

        tags.FillFrom(info);
    }

    private static void ReadList(ByteSource source, long start, long end, TagCollector tags)
    {
        var items = new RangeCursor(source, start, end);
        Span<byte> kind = stackalloc byte[4];
        if (!items.TryRead(kind) || !kind.SequenceEqual("INFO"u8)) return;
        Span<byte> header = stackalloc byte[8];
        for (int i = 0; i < MaxChunks && items.TryRead(header); i++)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (FieldOf(header[..4]) is { } field)
            {
                if (!items.TryReadValue(size, out byte[] value)) return;
                tags.Add(field, TagText.Decode(value));
            }
            else if (!items.TrySkip(size))
            {
                return;
            }

            if ((size & 1) != 0 && !items.TrySkip(1)) return;
        }
    }

    private static TagField? FieldOf(ReadOnlySpan<byte> id) =>
        id.SequenceEqual("INAM"u8) ? TagField.Title
        : id.SequenceEqual("IART"u8) ? TagField.Artist
        : id.SequenceEqual("IPRD"u8) ? TagField.Album
        : id.SequenceEqual("IGNR"u8) ? TagField.Genre
        : id.SequenceEqual("ICRD"u8) ? TagField.Year
        : id.SequenceEqual("ILNG"u8) ? TagField.Language
        : id.SequenceEqual("ITRK"u8) || id.SequenceEqual("IPRT"u8) ? TagField.TrackNumber
        : null;

    /// <summary>Files beyond 4 GiB keep the size of their samples in front.</summary>
    private static long DataSizeOf(RangeCursor chunk)
    {
        Span<byte> sizes = stackalloc byte[16];
        return chunk.TryPeek(0, sizes) ? BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]) : 0;
    }

    private static long EndOf(RangeCursor chunks, long size) => chunks.Position + Math.Min(size, chunks.Remaining);
}
