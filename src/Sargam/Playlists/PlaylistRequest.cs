using Sargam.Learning;

namespace Sargam.Playlists;

/// <summary>What a playlist is made around.</summary>
public enum PlaylistKind
{
    /// <summary>A cluster's tracks, the most typical first.</summary>
    Cluster,

    /// <summary>Some tracks, and those nearest to them.</summary>
    Seeds,

    /// <summary>From one track to another by small steps.</summary>
    Path,
}

/// <summary>A playlist to be made.</summary>
public sealed record PlaylistRequest
{
    /// <summary>The longest list.</summary>
    public const int MostTracks = 10_000;

    /// <summary>What it is made around.</summary>
    public required PlaylistKind Kind { get; init; }

    /// <summary>Whose clusters, of <see cref="Clustering.RunClusters.Methods"/>; null for the run's main ones.</summary>
    public string? Method { get; init; }

    /// <summary>The cluster's number, where it is made of one.</summary>
    public int? Cluster { get; init; }

    /// <summary>Ids of the tracks to begin with, at least one, where it is made around some.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>The id of the first track of a path.</summary>
    public string? From { get; init; }

    /// <summary>The id of the last track of a path.</summary>
    public string? To { get; init; }

    /// <summary>How many tracks, given ones included; from 1 (2 for a path) to <see cref="MostTracks"/>. Default 25.</summary>
    public int Count { get; init; } = 25;

    /// <summary>How many tracks of one artist at the most, given ones included; 0 for any number. Tracks without a known artist do not count. Default 3.</summary>
    public int PerArtist { get; init; } = 3;

    /// <summary>Every problem with this request.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        int fewest = Kind == PlaylistKind.Path ? 2 : 1;
        if (Count < fewest || Count > MostTracks) errors.Add(new(nameof(Count), $"must be {fewest} to {MostTracks}, got {Count}"));
        if (PerArtist < 0) errors.Add(new(nameof(PerArtist), $"must be at least 0 (any number), got {PerArtist}"));
        if (Kind == PlaylistKind.Cluster && Cluster is null) errors.Add(new(nameof(Cluster), "must be given: the number of the cluster"));
        if (Kind == PlaylistKind.Seeds && Seeds.Count == 0) errors.Add(new(nameof(Seeds), "must name at least one track"));
        if (Kind == PlaylistKind.Seeds && Seeds.Count > Count) errors.Add(new(nameof(Seeds), $"must be at most {nameof(Count)} ({Count}), got {Seeds.Count}"));
        if (Kind == PlaylistKind.Path && (string.IsNullOrEmpty(From) || string.IsNullOrEmpty(To))) errors.Add(new(nameof(From), "and To must be given: the first and the last track"));
        return errors;
    }
}
