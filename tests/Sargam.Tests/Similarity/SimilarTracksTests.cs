using Sargam.Numerics.Parallelism;
using Sargam.Scanning;
using Sargam.Similarity;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Similarity;

public sealed class SimilarTracksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_nearest_come_first_and_equally_near_ones_in_listing_order()
    {
        float[][] places = [[0, 0], [3, 0], [0, 1], [1, 0], [-1, 0], [9, 9]];
        SimilarTracks tracks = PlantedSpace.Of([.. places.Select((_, i) => PlantedSpace.Track(i))], row => places[row]);

        SimilarAnswer answer = tracks.Find(PlantedSpace.Id(0), 4);

        Assert.Equal([2, 3, 4, 1], answer.Similar.Select(other => Convert.ToInt32(other.Track.Id, 16)));
        Assert.Equal([1.0, 1, 1, 3], answer.Similar.Select(other => other.Distance));
        Assert.All(answer.Similar.Zip(answer.Similar.Skip(1)), pair => Assert.True(pair.First.Similarity >= pair.Second.Similarity));
        Assert.Equal(12 / 15.0, answer.Similar[0].Similarity, 12); // of 15 pairs three are at distance 1
        Assert.Equal(5, tracks.Find(PlantedSpace.Id(0), 100).Similar.Count);
    }

    [Fact]
    public void A_search_in_chunks_finds_what_sorting_all_finds_at_any_thread_count()
    {
        const int Count = 20_000;
        SimilarTracks tracks = PlantedSpace.Of([.. Enumerable.Range(0, Count).Select(i => PlantedSpace.Track(i))], row => PlantedSpace.Cloud(1, 5)(row / 2)); // every place twice
        double[] distances = NearestRows.SquaredDistances(tracks.Tracks.Values, tracks.Point(17));
        int[] sorted = [.. Enumerable.Range(0, Count).Where(row => row != 17).OrderBy(row => distances[row]).ThenBy(row => row).Take(50)];

        foreach (int threads in new[] { 1, 2 })
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            Assert.Equal(sorted, tracks.Find(PlantedSpace.Id(17), 50).Similar.Select(other => Convert.ToInt32(other.Track.Id, 16)));
        }
    }

    [Fact]
    public void The_same_recording_is_told_apart_and_never_called_similar()
    {
        Track[] all =
        [
            PlantedSpace.Track(0), PlantedSpace.Track(0, path: "copy.wav"), PlantedSpace.Track(1, duplicateOf: PlantedSpace.Id(0)),
            PlantedSpace.Track(2), PlantedSpace.Track(3), PlantedSpace.Track(4, duplicateOf: PlantedSpace.Id(3)),
        ];
        SimilarTracks tracks = PlantedSpace.Of(all, row => [row, 0]);

        SimilarAnswer ofFirst = tracks.Find(PlantedSpace.Id(0), 10);
        SimilarAnswer ofItsDuplicate = tracks.Find(PlantedSpace.Id(1), 10);

        Assert.Equal([PlantedSpace.Id(2), PlantedSpace.Id(3)], ofFirst.Similar.Select(other => other.Track.Id));
        Assert.Equal(["copy.wav", "001.wav"], ofFirst.SameRecording.Select(track => track.Path));
        Assert.Equal(ofFirst.Similar.Select(other => other.Track.Id), ofItsDuplicate.Similar.Select(other => other.Track.Id));
        Assert.Equal(["000.wav", "copy.wav"], ofItsDuplicate.SameRecording.Select(track => track.Path));
    }

    [Fact]
    public void Unknown_tracks_and_counts_are_the_callers_mistake_and_unmeasured_ones_say_so()
    {
        SimilarTracks tracks = PlantedSpace.Of([PlantedSpace.Track(0), PlantedSpace.Track(1)], row => [row]);
        Assert.Contains("no track nope", Assert.Throws<ArgumentException>(() => tracks.Find("nope", 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tracks.Find(PlantedSpace.Id(0), 0));

        var unmeasured = new Collection("c", "/music", [PlantedSpace.Track(0), PlantedSpace.Track(1)], []);
        var space = new SimilarTracks(unmeasured, TrackSpace.Of([unmeasured.Tracks[0]], Sargam.Numerics.Matrix.Wrap([1f], 1, 1), ""), new SoundWords(new Dictionary<Sargam.Explanations.AudibleQuality, double[]>(), [""]));
        Assert.Contains("was not measured", Assert.Throws<StoreException>(() => space.Find(PlantedSpace.Id(1), 1)).Message, StringComparison.Ordinal);
        Assert.Empty(space.Find(PlantedSpace.Id(0), 1).Similar);
    }

    [Fact]
    public async Task A_workspace_without_features_says_what_to_run()
    {
        _folder.Write("music/a.wav", Tones.Wav(1));
        string root = _folder.File("ws");
        Assert.Equal(0, (await CliRun.RunAsync("scan", _folder.File("music"), "-w", root)).ExitCode);

        var error = Assert.Throws<StoreException>(() => SimilarTracks.Load(new Workspace(root), null, TestContext.Current.CancellationToken));

        Assert.Contains("run sargam features first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_from_elsewhere_are_a_space_without_reasons()
    {
        string vectors = _folder.Write("v.csv", "path,x,y\na,0,0\nb,0,1\nc,5,5\nd,5,6\ne,9,1\n");
        string root = _folder.File("ws");
        Assert.Equal(0, (await CliRun.RunAsync("scan", "--embeddings", vectors, "-w", root)).ExitCode);

        var tracks = SimilarTracks.Load(new Workspace(root), null, TestContext.Current.CancellationToken);
        SimilarTrack nearest = tracks.Find(tracks.Collection.Tracks[2].Id, 1).Similar[0];

        Assert.Equal("d", nearest.Track.Path);
        Assert.Empty(nearest.Agrees);
        Assert.Contains("2 numbers of the vectors", tracks.Space, StringComparison.Ordinal);
    }
}
