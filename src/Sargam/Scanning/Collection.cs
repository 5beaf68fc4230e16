using Sargam.Pipeline;

namespace Sargam.Scanning;

/// <summary>What a scan found.</summary>
public sealed class Collection
{
    private readonly Lazy<ILookup<string, Track>> _files;

    /// <summary>Joins the parts.</summary>
    /// <param name="name">What to call the collection.</param>
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="tracks">One entry per path, in listing order.</param>
    /// <param name="labelNames">The label sets to score against.</param>
    public Collection(string name, string root, IReadOnlyList<Track> tracks, IReadOnlyList<string> labelNames)
    {
        Name = name;
        Root = root;
        Tracks = tracks;
        LabelNames = labelNames;
        _files = new(() => tracks.ToLookup(track => track.Id, StringComparer.Ordinal));
        DistinctTracks = [.. tracks.DistinctBy(track => track.Id, StringComparer.Ordinal)];
    }

    /// <summary>What to call the collection.</summary>
    public string Name { get; }

    /// <summary>The folder that paths are relative to.</summary>
    public string Root { get; }

    /// <summary>One entry per path, in listing order.</summary>
    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>The first path of each content: what is measured.</summary>
    public IReadOnlyList<Track> DistinctTracks { get; }

    /// <summary>What is fitted: of each recording the track that stands for it, unless the recipe keeps near-duplicates.</summary>
    public IEnumerable<Track> TracksFor(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return DistinctTracks.Where(track => recipe.Features.KeepsNearDuplicates || track.DuplicateOf.Length == 0);
    }

    /// <summary>The label sets to score against.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>Whether a playlist or file list named the tracks, which may then lie anywhere; else all are below <see cref="Root"/>.</summary>
    public bool IsList { get; init; }

    /// <summary>The <see cref="TrackId.Version"/> that the tracks' ids are of.</summary>
    internal int IdVersion { get; init; } = TrackId.Version;

    /// <summary>All paths with one content, of which any will do to hear it; none where the id is not known.</summary>
    public IEnumerable<Track> FilesOf(string id) => _files.Value[id];

    /// <summary>Where a track's file is.</summary>
    public string FullPath(Track track) => Path.GetFullPath(track.Path, Root);
}
