namespace Sargam.Scanning;

/// <summary>The words of a track: a row of <c>lyrics.csv</c>. The text is not trusted: it may hold markup.</summary>
/// <param name="Id">The track.</param>
/// <param name="Source">Where the words come from, such as <see cref="FromTag"/>.</param>
/// <param name="Language">ISO 639-1 code; empty when unknown.</param>
/// <param name="Text">Lines ended by <c>\n</c>.</param>
public sealed record TrackLyrics(string Id, string Source, string Language, string Text)
{
    /// <summary>The source of words found in the file's own tags.</summary>
    public const string FromTag = "tag";
}
