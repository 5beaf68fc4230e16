namespace Sargam.Scanning;

/// <summary>
/// The words of a track: a row of <c>lyrics.csv</c>. The text is cleaned (form C, no markup, no section headings), but not
/// trusted: what writes it anywhere escapes it.
/// </summary>
/// <param name="Id">The track.</param>
/// <param name="Source">Where the words come from: <see cref="FromMetadata"/>, <see cref="FromFolder"/>, <see cref="FromSidecar"/> or <see cref="FromTag"/>.</param>
/// <param name="Language">ISO 639-1 code that came with the words, empty when none did. A hint: programs that write tags say English of everything.</param>
/// <param name="Text">Lines ended by <c>\n</c>; empty where the source says that the track is instrumental.</param>
public sealed record TrackLyrics(string Id, string Source, string Language, string Text)
{
    /// <summary>The source of words in a column of the metadata.</summary>
    public const string FromMetadata = "metadata";

    /// <summary>The source of words in a folder that the user named.</summary>
    public const string FromFolder = "folder";

    /// <summary>The source of words in a text file beside the audio file.</summary>
    public const string FromSidecar = "sidecar";

    /// <summary>The source of words found in the file's own tags.</summary>
    public const string FromTag = "tag";

    /// <summary>The file, relative to the music or to the folder of lyrics, or the column; empty for tags.</summary>
    public string Origin { get; init; } = "";

    /// <summary>
    /// The language that the text was found to be in: an ISO 639-1 code, or <c>unknown</c>; empty where it was not looked for,
    /// since the words are not in use.
    /// </summary>
    public string Identified { get; init; } = "";

    /// <summary>Share of the characters that was markup, from 0 to 1; white space and times of <c>.lrc</c> files are not counted.</summary>
    public double RemovedShare { get; init; }

    /// <summary>What else is known, separated by <c>"; "</c>: see <c>docs/files.md</c>.</summary>
    public string Flags { get; init; } = "";

    /// <summary>Bytes of the text file the words were in; null where there is none.</summary>
    public long? Size { get; init; }

    /// <summary>When that file was changed, UTC.</summary>
    public DateTime? Modified { get; init; }

    /// <summary>Whether these are the track's words, rather than those of a source that a better one goes before, or none.</summary>
    public bool IsUsed => Text.Length > 0 && !HasFlag(LyricsFlags.Outranked);

    /// <summary>Whether <see cref="Flags"/> has this one, with or without a number.</summary>
    public bool HasFlag(string flag) => Flags.Split("; ").Any(given => given == flag || given.StartsWith(flag + ":", StringComparison.Ordinal));

    /// <summary>The same with a flag more.</summary>
    internal TrackLyrics With(string flag) => this with { Flags = Flags.Length == 0 ? flag : $"{Flags}; {flag}" };

    /// <summary>The same without the flags that depend on other tracks and sources.</summary>
    internal TrackLyrics Alone() => this with
    {
        Flags = string.Join("; ", Flags.Split("; ").Where(flag => flag != LyricsFlags.Outranked && !flag.StartsWith(LyricsFlags.Shared + ":", StringComparison.Ordinal))),
    };
}
