namespace Sargam.Scanning;

/// <summary>What to scan and where labels come from.</summary>
public sealed record ScanOptions
{
    /// <summary>A folder, a playlist or a file list; with <see cref="EmbeddingsFile"/>, that file.</summary>
    public required string Source { get; init; }

    /// <summary>Vectors made elsewhere, instead of audio: a <c>.npy</c> array with a row per track, or the number columns of a CSV.</summary>
    public string? EmbeddingsFile { get; init; }

    /// <summary>A CSV that names and labels the rows of <see cref="EmbeddingsFile"/>, in their order.</summary>
    public string? TracksFile { get; init; }

    /// <summary>Number columns of <see cref="EmbeddingsFile"/> that are no part of the vectors.</summary>
    public IReadOnlyList<string> SkipColumns { get; init; } = [];

    /// <summary>What to call the collection; null takes the source's name.</summary>
    public string? Name { get; init; }

    /// <summary>Globs on relative paths; only matching files are kept. None keeps all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs on relative paths; matching files are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>A CSV or TSV about the tracks.</summary>
    public string? MetadataFile { get; init; }

    /// <summary>The metadata column that holds file stems, instead of a path column.</summary>
    public string? IdColumn { get; init; }

    /// <summary>
    /// Labels to score against: columns of the metadata, <c>genre</c>, <c>artist</c>, <c>album</c>, <c>language</c> or
    /// <c>year</c> of the tags, or <c>folder</c>; none takes the usual ones (genre, style, language, artist, ...).
    /// </summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>A pattern that reads labels from file names.</summary>
    public string? LabelPattern { get; init; }

    /// <summary>
    /// Where lyrics are, besides text files beside the audio and tags: columns of the metadata, or folders of <c>.txt</c> and
    /// <c>.lrc</c> files named after track ids or audio files. The first that has words for a track gives them.
    /// </summary>
    public IReadOnlyList<string> Lyrics { get; init; } = [];
}
