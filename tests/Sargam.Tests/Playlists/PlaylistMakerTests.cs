using Sargam.Playlists;
using Sargam.Scanning;
using Sargam.Similarity;
using Sargam.Tests.Similarity;

namespace Sargam.Tests.Playlists;

public sealed class PlaylistMakerTests
{
    [Fact]
    public void Seeds_take_turns_and_each_is_followed_by_its_own_neighbours()
    {
        // Two heaps far apart, the first much denser.
        SimilarTracks tracks = PlantedSpace.Of([.. Enumerable.Range(0, 40).Select(i => PlantedSpace.Track(i))], row => row < 30 ? [row * 0.01f, 0] : [100 + row, 0]);

        MadePlaylist made = Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Seeds, Seeds = [PlantedSpace.Id(0), PlantedSpace.Id(30)], Count = 8 });

        Assert.Equal([0, 1, 2, 3, 30, 31, 32, 33], Numbers(made));
        Assert.Empty(made.Notes);
        Assert.Equal("tracks like Track 0, Track 30", made.MadeFrom);
    }

    [Fact]
    public void No_artist_comes_too_often_except_as_asked_for_and_unknown_artists_do_not_count()
    {
        SimilarTracks tracks = PlantedSpace.Of([.. Enumerable.Range(0, 30).Select(i => PlantedSpace.Track(i, i < 10 ? "One" : i < 20 ? "ONE" : ""))], row => [row]);

        MadePlaylist made = Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Seeds, Seeds = [PlantedSpace.Id(0), PlantedSpace.Id(1), PlantedSpace.Id(2)], Count = 6, PerArtist = 2 });
        Assert.Equal([0, 20, 1, 21, 2, 22], Numbers(made));
        Assert.Contains(made.Notes, note => note.Contains("whose artists are there 2 times already", StringComparison.Ordinal));

        Assert.Equal([0, 1, 2, 3], Numbers(Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Seeds, Seeds = [PlantedSpace.Id(0)], Count = 4, PerArtist = 0 })));
    }

    [Fact]
    public void Near_duplicates_of_what_is_there_are_skipped_and_said()
    {
        Track[] all = [PlantedSpace.Track(0), PlantedSpace.Track(1, duplicateOf: PlantedSpace.Id(0)), PlantedSpace.Track(2), PlantedSpace.Track(3)];
        MadePlaylist made = Make(PlantedSpace.Of(all, row => [row]), new PlaylistRequest { Kind = PlaylistKind.Seeds, Seeds = [PlantedSpace.Id(1), PlantedSpace.Id(0)], Count = 10 });

        Assert.Equal([1, 2, 3], Numbers(made));
        Assert.Contains(made.Notes, note => note.Contains("near-duplicate", StringComparison.Ordinal));
        Assert.Contains("3 tracks instead of 10: there are no more that fit", made.Notes);
    }

    [Fact]
    public void A_path_begins_and_ends_as_asked_even_at_a_near_duplicate()
    {
        Track[] all = [.. Enumerable.Range(0, 50).Select(i => PlantedSpace.Track(i)), PlantedSpace.Track(50, duplicateOf: PlantedSpace.Id(7))];
        SimilarTracks tracks = PlantedSpace.Of(all, row => [row, 0]);

        MadePlaylist made = Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Path, From = PlantedSpace.Id(50), To = PlantedSpace.Id(40), Count = 6 });

        int[] numbers = Numbers(made);
        Assert.Equal((50, 40, 6), (numbers[0], numbers[^1], numbers.Length));
        Assert.Equal(numbers[1..].Order(), numbers[1..]);
        Assert.Throws<ArgumentException>(() => Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Path, From = PlantedSpace.Id(50), To = PlantedSpace.Id(7) }));
    }

    [Fact]
    public void A_track_that_several_seeds_pass_over_counts_once()
    {
        SimilarTracks tracks = PlantedSpace.Of([.. Enumerable.Range(0, 6).Select(i => PlantedSpace.Track(i, i is 2 or 3 ? "One" : $"{i}")), PlantedSpace.Track(6, "One")], row => [row]);
        MadePlaylist made = Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Seeds, Seeds = [PlantedSpace.Id(0), PlantedSpace.Id(1), PlantedSpace.Id(6)], Count = 7, PerArtist = 1 });

        Assert.Contains("2 tracks skipped, whose artists are there 1 time already", made.Notes);
    }

    [Fact]
    public void A_path_says_how_many_tracks_of_an_artist_it_leaves_out()
    {
        SimilarTracks tracks = PlantedSpace.Of([.. Enumerable.Range(0, 40).Select(i => PlantedSpace.Track(i, i % 2 == 0 ? "One" : $"artist {i}"))], row => [row, row % 2 == 0 ? 0 : 1]);
        var request = new PlaylistRequest { Kind = PlaylistKind.Path, From = PlantedSpace.Id(0), To = PlantedSpace.Id(38), Count = 8, PerArtist = 2 };

        Assert.Contains(Make(tracks, request).Notes, note => note.EndsWith("left out, since an artist may come 2 times at the most", StringComparison.Ordinal));
        Assert.Empty(Make(tracks, request with { PerArtist = 0 }).Notes);
    }

    [Fact]
    public void Equal_requests_give_equal_lists()
    {
        Track[] all = [.. Enumerable.Range(0, 400).Select(i => PlantedSpace.Track(i, $"artist {i % 50}"))];
        var request = new PlaylistRequest { Kind = PlaylistKind.Path, From = PlantedSpace.Id(3), To = PlantedSpace.Id(5) };
        Assert.Equal(Numbers(Make(PlantedSpace.Of(all, PlantedSpace.Cloud(4, 6)), request)), Numbers(Make(PlantedSpace.Of(all, PlantedSpace.Cloud(4, 6)), request)));
    }

    [Fact]
    public void Every_problem_of_a_request_is_named()
    {
        Assert.Equal(["Count", "PerArtist", "Cluster"], new PlaylistRequest { Kind = PlaylistKind.Cluster, Count = 0, PerArtist = -1 }.Validate().Select(error => error.Option));
        Assert.Equal(["Count", "From"], new PlaylistRequest { Kind = PlaylistKind.Path, Count = 1, From = "x" }.Validate().Select(error => error.Option));
        Assert.Equal(["Seeds"], new PlaylistRequest { Kind = PlaylistKind.Seeds }.Validate().Select(error => error.Option));
        Assert.Empty(new PlaylistRequest { Kind = PlaylistKind.Cluster, Cluster = 0 }.Validate());
        SimilarTracks tracks = PlantedSpace.Of([PlantedSpace.Track(0)], _ => [0]);
        Assert.Contains("needs clusters", Assert.Throws<ArgumentException>(() => Make(tracks, new PlaylistRequest { Kind = PlaylistKind.Cluster, Cluster = 0 })).Message, StringComparison.Ordinal);
    }

    private static MadePlaylist Make(SimilarTracks tracks, PlaylistRequest request) => new PlaylistMaker(tracks, null).Make(request);

    private static int[] Numbers(MadePlaylist made) => [.. made.Tracks.Select(track => Convert.ToInt32(track.Id, 16))];
}
