using Sargam.Explanations;
using Sargam.Numerics;
using Sargam.Scanning;
using Sargam.Similarity;

namespace Sargam.Tests.Similarity;

/// <summary>Tracks whose places are known.</summary>
internal static class PlantedSpace
{
    public static Track Track(int number, string artist = "", string duplicateOf = "", string? title = null, string? path = null) => new()
    {
        Id = Id(number),
        Path = path ?? $"{number:000}.wav",
        Size = 1000,
        Modified = DateTime.UnixEpoch,
        Title = title ?? $"Track {number}",
        DuplicateOf = duplicateOf,
        Labels = artist.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["artist"] = artist },
    };

    public static string Id(int number) => $"{number:x32}";

    /// <summary>A collection of tracks, of which the distinct recordings lie at given places.</summary>
    public static SimilarTracks Of(IReadOnlyList<Track> tracks, Func<int, float[]> place, Dictionary<AudibleQuality, double[]>? qualities = null, string root = "/music")
    {
        var collection = new Collection("planted", root, tracks, []);
        Track[] standing = [.. collection.DistinctTracks.Where(track => track.DuplicateOf.Length == 0)];
        float[][] rows = [.. standing.Select((_, row) => place(row))];
        var values = Matrix.Wrap([.. rows.SelectMany(row => row)], rows.Length, rows[0].Length);
        return new SimilarTracks(collection, TrackSpace.Of(standing, values, "a plane."), new SoundWords(qualities ?? [], [.. standing.Select(track => track.Language)]));
    }

    /// <summary>Random places in some dimensions.</summary>
    public static Func<int, float[]> Cloud(ulong seed, int columns) => row =>
    {
        Rng rng = new Rng(seed).Split((ulong)row);
        return [.. Enumerable.Range(0, columns).Select(_ => (float)rng.Normal())];
    };

}
