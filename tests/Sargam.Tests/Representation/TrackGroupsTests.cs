using Sargam.Features;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;

namespace Sargam.Tests.Representation;

public sealed class TrackGroupsTests
{
    [Fact]
    public void Tracks_of_an_artist_are_one_group_and_unknown_artists_fall_back_to_albums_and_tracks()
    {
        Track[] tracks =
        [
            Tracks.Of(0, ("artist", "Ann"), ("album", "One")), Tracks.Of(1, ("artist", "Bo")), Tracks.Of(2, ("artist", "Ann"), ("album", "Two")),
            Tracks.Of(3, ("album", "One")), Tracks.Of(4, ("album", "One")), Tracks.Of(5), Tracks.Of(6), .. Enumerable.Range(7, 30).Select(i => Tracks.Of(i)),
        ];

        int[] groups = TrackGroups.Of(tracks, share: 0.1);

        Assert.Equal([0, 1, 0, 2, 2, 3, 4], groups[..7]);
    }

    [Fact]
    public void An_artist_with_too_many_tracks_is_split_into_albums_and_those_into_tracks()
    {
        Track[] tracks = [.. Enumerable.Range(0, 100).Select(i => Tracks.Of(i, ("artist", "Various Artists"), ("album", i < 5 ? "Small" : "Large")))];

        int[] groups = TrackGroups.Of(tracks, share: 0.1);

        Assert.Single(groups[..5].Distinct());
        Assert.Equal(96, groups.Distinct().Count());
    }

    [Fact]
    public void No_group_is_larger_than_the_share_that_is_held_out()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var rng = new Rng(seed);
            int count = 20 + (int)rng.Uniform(0, 300);
            double share = rng.Uniform(0.02, 0.5);
            Track[] tracks = [.. Enumerable.Range(0, count).Select(i => Tracks.Of(i, ("artist", $"{(int)rng.Uniform(0, 12)}"), ("album", $"{(int)rng.Uniform(0, 4)}")))];
            int[] groups = TrackGroups.Of(tracks, share);
            int largest = groups.CountBy(group => group).Max(entry => entry.Value);
            Assert.True(largest <= Math.Max(1, count * share), $"seed {seed}: {largest} of {count} tracks at share {share}");
            Assert.Equal(Enumerable.Range(0, groups.Max() + 1), groups.Distinct());
        }
    }

    [Fact]
    public void Crops_stay_with_their_track_and_tracks_with_their_artist()
    {
        FeatureSchema schema = FeatureSchemas.MfccSequence.With(CropRule.Parse("spread:3"), removesTrackMean: false);
        Track[] tracks = [.. Enumerable.Range(0, 300).Select(i => Tracks.Of(i, ("artist", $"{i / 2}")))];
        var layout = TrackLayout.Of(new RepresentRecipe(), schema, tracks);

        VaeData data = layout.Data([new VaeModality(new Matrix(tracks.Length * 3, schema.CropColumnCount), layout.CropShape)], null);

        Assert.Equal([20, 130], data.Modalities[0].Shape);
        for (int row = 0; row < data.RowCount; row++) Assert.Equal(row / 6, data.Groups![row]);
    }

    [Fact]
    public void Labels_become_numbers_in_order_and_unknown_ones_stay_unknown()
    {
        Track[] tracks = [Tracks.Of(0, ("genre", "rock; pop")), Tracks.Of(1), Tracks.Of(2, ("genre", "jazz")), Tracks.Of(3, ("genre", "rock"))];

        var classes = TrackClasses.Of(tracks, "Genre");

        Assert.Equal(["jazz", "rock"], classes.Names);
        Assert.Equal([1, -1, 0, 1], classes.OfTrack);
        TrackClasses shuffled = classes.Shuffled(4);
        Assert.Equal(-1, shuffled.OfTrack[1]);
        Assert.Equal(classes.OfTrack.Order(), shuffled.OfTrack.Order());
        Assert.Equal([1, 1, -1, -1, 0, 0, 1, 1], classes.ToCondition(2).Classes);
    }

    [Theory]
    [InlineData("mood", "no track has it")]
    [InlineData("year", "all tracks that have it say 1999")]
    [InlineData("id_number", "the tracks have 1200 values, 1000 are the most")]
    public void A_label_that_cannot_be_told_is_explained_with_those_that_can(string label, string reason)
    {
        Track[] tracks = [.. Enumerable.Range(0, 1200).Select(i => Tracks.Of(i, ("genre", i % 2 == 0 ? "rock" : "jazz"), ("year", "1999"), ("id_number", $"{i}")))];

        string message = Assert.Throws<ArgumentException>(() => TrackClasses.Of(tracks, label)).Message;

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.EndsWith("labels that can be used: genre (2 values)", message, StringComparison.Ordinal);
    }
}
