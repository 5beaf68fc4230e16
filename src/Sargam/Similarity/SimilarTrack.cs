using Sargam.Scanning;

namespace Sargam.Similarity;

/// <summary>A track that is like another. Titles and labels are as tagged: what writes them anywhere escapes them.</summary>
/// <param name="Track">The track.</param>
/// <param name="Distance">How far it is, in the space that <see cref="SimilarTracks.Space"/> names.</param>
/// <param name="Similarity">The share of random pairs of tracks that are farther apart, from 0 to 1.</param>
public sealed record SimilarTrack(Track Track, double Distance, double Similarity)
{
    /// <summary>What both have in common, such as "both fast (128 and 126 beats per minute)"; empty where nothing is known.</summary>
    public required IReadOnlyList<string> Agrees { get; init; }

    /// <summary>How it differs from the track asked about, such as "brighter (2,310 against 1,150 Hz)".</summary>
    public required IReadOnlyList<string> Differs { get; init; }
}

/// <summary>The tracks that are like a track.</summary>
/// <param name="Track">The track asked about.</param>
/// <param name="Similar">The others, most similar first; those equally near in listing order. One of each recording.</param>
/// <param name="SameRecording">Files that are the same recording; they are never among the similar.</param>
public sealed record SimilarAnswer(Track Track, IReadOnlyList<SimilarTrack> Similar, IReadOnlyList<Track> SameRecording);
