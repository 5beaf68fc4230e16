using System.Globalization;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning;

/// <summary>One path of the collection: a row of <c>tracks.csv</c>. Paths with equal content share an id.</summary>
public sealed record Track
{
    /// <summary>32 hexadecimal digits from the content, tag blocks left out (<see cref="TrackId"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Relative to the source, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>File size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Last modification, UTC.</summary>
    public required DateTime Modified { get; init; }

    /// <summary>What to call the track; the file's name when nothing better is known.</summary>
    public required string Title { get; init; }

    /// <summary>Length in seconds; null until the track was decoded.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What decoded the track; empty until then.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>How the file is compressed, such as <c>mp3</c>; empty until the track was decoded.</summary>
    public string Codec { get; init; } = "";

    /// <summary>The id of the track that stands for the same recording; empty when this one does itself.</summary>
    public string DuplicateOf { get; init; } = "";

    /// <summary>Label values by label set; a set without a value for this track is missing. Several values: the first counts.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What the file's tags say, without the lyrics; null when they were not read, or by an older version.</summary>
    public TrackTags? Tags { get; init; }

    /// <summary>The artist when known, else empty.</summary>
    public string Artist => LabelOf(LabelNames.Artist);

    /// <summary>What lists and maps show: artist, where known, and title.</summary>
    public string DisplayTitle => Artist.Length > 0 ? $"{Artist} – {Title}" : Title;

    /// <summary>The album when known, else empty.</summary>
    public string Album => LabelOf(LabelNames.Album);

    /// <summary>The genre when known, else empty.</summary>
    public string Genre => LabelOf(LabelNames.Genre);

    /// <summary>The language when known, else empty.</summary>
    public string Language => LabelOf(LabelNames.Language);

    /// <summary>The year when known.</summary>
    public int? Year => int.TryParse(LabelOf(LabelNames.Year), NumberStyles.None, CultureInfo.InvariantCulture, out int year) ? year : null;

    /// <summary>The label that scores use: the first of several values, empty when unknown.</summary>
    public string LabelOf(string labelSet) =>
        Labels.TryGetValue(labelSet, out string? value) ? value.Split(';', 2)[0].Trim() : "";
}
