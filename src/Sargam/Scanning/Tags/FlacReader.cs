namespace Sargam.Scanning.Tags;

/// <summary>FLAC: the Vorbis comments among its metadata blocks.</summary>
internal static class FlacReader
{
    private const int MaxBlocks = 1024;
    private const int VorbisComment = 4;

    /// <summary>Reads from behind the <c>fLaC</c> mark.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        var blocks = new RangeCursor(source, start, source.Length);
        Span<byte> header = stackalloc byte[4];
        for (int i = 0; i < MaxBlocks && blocks.TryRead(header); i++)
        {
            int length = header[1] << 16 | header[2] << 8 | header[3];
            if ((header[0] & 0x7F) == VorbisComment) VorbisCommentReader.Read(new RangeCursor(source, blocks.Position, blocks.Position + length), tags);
            bool isLast = (header[0] & 0x80) != 0;
            if (isLast || !blocks.TrySkip(length)) return;
        }
    }
}
