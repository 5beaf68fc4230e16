using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sargam.Clustering;
using Sargam.Playlists;
using Sargam.Reporting.Markup;
using Sargam.Scanning;
using Sargam.Similarity;

namespace Sargam.Cli.Web;

/// <summary>A track as the page and <c>--json</c> see it. Texts are cleaned, not escaped: JSON is no markup.</summary>
internal record TrackAnswer(string Id, string Title, string Artist, int? Cluster, double? Confidence, bool Playable)
{
    public static TrackAnswer Of(Collection collection, Track track, RunClusters? clusters) => new(
        track.Id, CleanText.OneLine(track.Title), CleanText.OneLine(track.Artist), clusters?.ClusterOf(track.Id), clusters?.ConfidenceOf(track.Id),
        collection.FilesOf(track.Id).Any(file => PlayableFile.Find(collection, file) is not null));
}

/// <summary>All that is known of one track.</summary>
internal sealed record TrackDetail : TrackAnswer
{
    public TrackDetail(TrackAnswer track)
        : base(track)
    {
    }

    public required string Album { get; init; }

    public required double? Seconds { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string Path { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Lyrics { get; init; }
}

/// <summary>One of the tracks that are like another.</summary>
internal sealed record SimilarTrackAnswer(TrackAnswer Track, double Distance, double Similarity, IReadOnlyList<string> Agrees, IReadOnlyList<string> Differs);

/// <summary>The tracks that are like another.</summary>
internal sealed record SimilarTracksAnswer(TrackAnswer Track, string Space, IReadOnlyList<SimilarTrackAnswer> Similar, IReadOnlyList<TrackAnswer> SameRecording)
{
    public static SimilarTracksAnswer Of(SimilarTracks tracks, SimilarAnswer answer, RunClusters? clusters)
    {
        TrackAnswer Track(Track track) => TrackAnswer.Of(tracks.Collection, track, clusters);
        return new SimilarTracksAnswer(
            Track(answer.Track), tracks.Space,
            [.. answer.Similar.Select(other => new SimilarTrackAnswer(
                Track(other.Track), Math.Round(other.Distance, 4), Math.Round(other.Similarity, 4), [.. other.Agrees.Select(CleanText.OneLine)], [.. other.Differs.Select(CleanText.OneLine)]))],
            [.. answer.SameRecording.Select(Track)]);
    }
}

/// <summary>A playlist that was made, and not yet kept.</summary>
internal sealed record MadePlaylistAnswer(IReadOnlyList<TrackAnswer> Tracks, IReadOnlyList<string> Notes, string MadeFrom)
{
    public static MadePlaylistAnswer Of(Collection collection, MadePlaylist made, RunClusters? clusters) =>
        new([.. made.Tracks.Select(track => TrackAnswer.Of(collection, track, clusters))], made.Notes, CleanText.OneLine(made.MadeFrom));
}

/// <summary>How JSON is written here: camel case, letters of every script as they are, what markup means escaped.</summary>
internal static class AnswerJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true, NewLine = "\n" };
}
