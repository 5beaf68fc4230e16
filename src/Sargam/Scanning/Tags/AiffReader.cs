using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>AIFF and AIFC: an <c>ID3 </c> chunk, else NAME and AUTH.</summary>
internal static class AiffReader
{
    private const int MaxChunks = 1024;

    /// <summary>Reads from behind <c>FORM....AIFF</c>.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        var plain = new TagCollector();
        var chunks = new RangeCursor(source, start, source.Length);
        Span<byte> header = stackalloc byte[8];
        for (int i = 0; i < MaxChunks && chunks.TryRead(header); i++)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            long end = chunks.Position + Math.Min(size, chunks.Remaining);
            if (header.StartsWith("ID3 "u8)) Id3v2Reader.Read(source, chunks.Position, end, tags);
            else if (header.StartsWith("NAME"u8)) AddText(source, chunks.Position, end, TagField.Title, plain);
            else if (header.StartsWith("AUTH"u8)) AddText(source, chunks.Position, end, TagField.Artist, plain);
            if (!chunks.TrySkip(size + (size & 1))) break;
        }

        tags.FillFrom(plain);
    }

    private static void AddText(ByteSource source, long start, long end, TagField field, TagCollector tags)
    {
        if (new RangeCursor(source, start, end).TryReadValue(end - start, out byte[] value)) tags.Add(field, TagText.Decode(value));
    }
}
