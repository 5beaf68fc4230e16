namespace Sargam.Scanning.Tags;

/// <summary>
/// Reads the tags of audio files: ID3v1 and ID3v2, APE, Vorbis comments (FLAC, Ogg), MP4, WAV, AIFF and ASF. Files are
/// told apart by their content. Nothing in a file makes it fail: what cannot be read is missing from the result.
/// </summary>
public static class TagReader
{
    /// <summary>Counts up when more is read, so that tags read by an older version are read again.</summary>
    internal const int Version = 1;

    private const int MagicSize = 16;

    /// <summary>Reads the tags of a file, at most a few megabytes of it.</summary>
    /// <param name="stream">Seekable; its position afterwards is undefined.</param>
    public static TrackTags Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = new ByteSource(stream);
        var id3 = new TagCollector();
        long start = ReadLeadingId3(source, id3);
        var tags = new TagCollector();
        if (!TryReadContainer(source, start, tags)) ReadTrailing(source, start, id3);
        tags.FillFrom(id3);
        return tags.ToTags();
    }

    /// <summary>The first of several tags in front counts most.</summary>
    private static long ReadLeadingId3(ByteSource source, TagCollector tags)
    {
        long start = 0;
        for (int i = 0; i < Id3v2Header.MaxTags; i++)
        {
            var one = new TagCollector();
            long end = Id3v2Reader.Read(source, start, source.Length, one);
            tags.FillFrom(one);
            if (end == start) break;
            start = end;
        }

        return start;
    }

    /// <summary>Reads the tags of a format that has a place for them; false for MPEG audio and its like, which has none.</summary>
    private static bool TryReadContainer(ByteSource source, long start, TagCollector tags)
    {
        Span<byte> magic = stackalloc byte[MagicSize];
        if (!source.TryRead(start, magic)) return false;
        ReadOnlySpan<byte> kind = magic[8..12];
        if (magic.StartsWith("fLaC"u8)) FlacReader.Read(source, start + 4, tags);
        else if (magic.StartsWith("OggS"u8)) OggReader.Read(source, start, tags);
        else if (magic[4..].StartsWith("ftyp"u8)) Mp4Reader.Read(source, start, tags);
        else if (magic.StartsWith(AsfReader.Header)) AsfReader.Read(source, start, tags);
        else if (IsRiff(magic) && kind.SequenceEqual("WAVE"u8)) RiffReader.Read(source, start + 12, tags);
        else if (magic.StartsWith("FORM"u8) && (kind.SequenceEqual("AIFF"u8) || kind.SequenceEqual("AIFC"u8))) AiffReader.Read(source, start + 12, tags);
        else return false;
        return true;
    }

    private static bool IsRiff(ReadOnlySpan<byte> magic) => magic.StartsWith("RIFF"u8) || magic.StartsWith("RF64"u8) || magic.StartsWith("BW64"u8);

    /// <summary>ID3v1 cuts its texts, so it comes last.</summary>
    private static void ReadTrailing(ByteSource source, long start, TagCollector tags)
    {
        var id3v1 = new TagCollector();
        long end = Id3v1Reader.Read(source, source.Length, id3v1);
        var ape = new TagCollector();
        ApeReader.ReadBefore(source, end, ape);
        ApeReader.ReadAt(source, start, ape);
        var id3AtEnd = new TagCollector();
        Id3v2Reader.ReadBefore(source, end, id3AtEnd);
        tags.FillFrom(id3AtEnd);
        tags.FillFrom(ape);
        tags.FillFrom(id3v1);
    }
}
