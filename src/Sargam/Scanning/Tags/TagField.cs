namespace Sargam.Scanning.Tags;

/// <summary>What is read from tags, whatever a format calls it.</summary>
internal enum TagField
{
    Title,
    Artist,
    AlbumArtist,
    Album,
    Genre,
    Year,
    Language,
    TrackNumber,
    Lyrics,
}
