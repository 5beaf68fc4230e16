namespace Sargam.Scanning.Tags;

/// <summary>ID3v1 and 1.1: 128 bytes at the end of the file.</summary>
internal static class Id3v1Reader
{
    private const int Size = 128;

    /// <summary>Reads the tag and returns where it begins; the end where there is none.</summary>
    public static long Read(ByteSource source, long end, TagCollector tags)
    {
        Span<byte> tag = stackalloc byte[Size];
        if (!source.TryRead(end - Size, tag) || !tag.StartsWith("TAG"u8)) return end;
        tags.Add(TagField.Title, TagText.DecodeFixed(tag[3..33]));
        tags.Add(TagField.Artist, TagText.DecodeFixed(tag[33..63]));
        tags.Add(TagField.Album, TagText.DecodeFixed(tag[63..93]));
        tags.Add(TagField.Year, TagText.DecodeFixed(tag[93..97]));
        tags.Add(TagField.Genre, GenreNames.Of(tag[127]));
        if (tag[125] == 0 && tag[126] != 0) tags.Add(TagField.TrackNumber, $"{tag[126]}");
        return end - Size;
    }
}
