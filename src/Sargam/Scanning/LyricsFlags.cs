namespace Sargam.Scanning;

/// <summary>The words that <see cref="TrackLyrics.Flags"/> may have.</summary>
public static class LyricsFlags
{
    /// <summary>A better-ranked source has words for this track: these are not used.</summary>
    public const string Outranked = "outranked";

    /// <summary>The source says that there is nothing to sing.</summary>
    public const string Instrumental = "instrumental";

    /// <summary>So many recordings have the same words: <c>shared:3</c>.</summary>
    public const string Shared = "shared";

    /// <summary>The text was longer than what is kept.</summary>
    public const string Cut = "cut";

    /// <summary>The file was in UTF-16.</summary>
    public const string Utf16 = "utf-16";

    /// <summary>The file was in UTF-32.</summary>
    public const string Utf32 = "utf-32";

    /// <summary>The file was in UTF-8 with bytes that are none.</summary>
    public const string DamagedUtf8 = "damaged-utf-8";

    /// <summary>The file was not in Unicode: read as Windows-1252, which may be wrong.</summary>
    public const string Windows1252 = "windows-1252";
}
