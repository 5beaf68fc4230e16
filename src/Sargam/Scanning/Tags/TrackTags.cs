namespace Sargam.Scanning.Tags;

/// <summary>
/// What a file's tags say. Text is clean (no control characters, trimmed, of limited length) but not trusted: it may hold
/// markup, and whoever shows it escapes it. Several values of one field are joined with <c>"; "</c>.
/// </summary>
public sealed record TrackTags
{
    /// <summary>Tags that say nothing.</summary>
    public static TrackTags None { get; } = new();

    /// <summary>The title; empty when unknown, like all text here.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who performs the track.</summary>
    public string Artist { get; init; } = "";

    /// <summary>Whom the album is filed under.</summary>
    public string AlbumArtist { get; init; } = "";

    /// <summary>The album.</summary>
    public string Album { get; init; } = "";

    /// <summary>The genre, with ID3's numbers resolved to their names.</summary>
    public string Genre { get; init; } = "";

    /// <summary>Year of the recording or release, 1000 to 2999; null when unknown.</summary>
    public int? Year { get; init; }

    /// <summary>The language: its ISO 639-1 code in lower case where there is one ("en"), else what the tag says.</summary>
    public string Language { get; init; } = "";

    /// <summary>Position on the album, from 1; null when unknown.</summary>
    public int? TrackNumber { get; init; }

    /// <summary>The words of the song, lines ended by <c>\n</c>.</summary>
    public string Lyrics { get; init; } = "";

    /// <summary>The language that the lyrics are marked with, in the same form as <see cref="Language"/>.</summary>
    public string LyricsLanguage { get; init; } = "";

    /// <summary>Whether the tags say nothing at all.</summary>
    public bool IsEmpty => this == None;

    /// <summary>The tags without the lyrics, which are kept in a file of their own.</summary>
    internal TrackTags WithoutLyrics() => Lyrics.Length == 0 ? this : this with { Lyrics = "", LyricsLanguage = "" };
}
