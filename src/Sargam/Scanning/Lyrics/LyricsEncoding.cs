namespace Sargam.Scanning.Lyrics;

/// <summary>How the bytes of a text file are to be read.</summary>
internal enum LyricsEncoding
{
    /// <summary>UTF-8, what nearly every file is.</summary>
    Utf8,

    /// <summary>UTF-8 with some bytes that are none: a file cut in two, or put together from several.</summary>
    DamagedUtf8,

    /// <summary>UTF-16 in either byte order.</summary>
    Utf16,

    /// <summary>UTF-32 in either byte order.</summary>
    Utf32,

    /// <summary>The encoding of Western European desktops before Unicode; assumed where the bytes are nothing else.</summary>
    Windows1252,
}
