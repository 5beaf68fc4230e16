namespace Sargam.Scanning.Tags;

/// <summary>The field names of formats whose names are plain words: Vorbis comments, APE, MP4 freeform, ID3's TXXX.</summary>
internal static class TagKeys
{
    /// <summary>Longer names are nobody's field.</summary>
    public const int MaxLength = 64;

    private static readonly Dictionary<string, TagField> Fields = new(StringComparer.Ordinal)
    {
        ["TITLE"] = TagField.Title,
        ["ARTIST"] = TagField.Artist,
        ["ALBUMARTIST"] = TagField.AlbumArtist,
        ["ALBUM"] = TagField.Album,
        ["GENRE"] = TagField.Genre,
        ["DATE"] = TagField.Year,
        ["YEAR"] = TagField.Year,
        ["LANGUAGE"] = TagField.Language,
        ["LANG"] = TagField.Language,
        ["TRACKNUMBER"] = TagField.TrackNumber,
        ["TRACK"] = TagField.TrackNumber,
        ["LYRICS"] = TagField.Lyrics,
        ["UNSYNCEDLYRICS"] = TagField.Lyrics,
    };

    /// <summary>The field of a name; letter case, spaces and underscores do not matter ("Album Artist"). Null for other names.</summary>
    public static TagField? Find(string name)
    {
        if (name.Length is 0 or > MaxLength) return null;
        string key = string.Concat(name.Where(c => c is not (' ' or '_'))).ToUpperInvariant();
        return Fields.TryGetValue(key, out TagField field) ? field : null;
    }
}
