using Sargam.Features.Lyrics;
using Sargam.Learning.Metrics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Tests.Representation;

namespace Sargam.Tests.Features.Lyrics;

public sealed class TrackLanguagesTests
{
    [Fact]
    public void Labels_go_before_what_the_lyrics_are_in_and_names_are_the_same_as_codes()
    {
        Track[] tracks = [Tracks.Of(0, ("language", "English")), Tracks.Of(1), Tracks.Of(2), Tracks.Of(3, ("language", "klingon"))];
        TrackLyrics?[] lyrics = [Words(0, "bn"), Words(1, "bn"), Words(2, "unknown"), null];

        TrackLanguages languages = Of(new LyricsRecipe { Languages = "labels" }, tracks, lyrics);

        Assert.Equal(["en", "bn", "", "klingon"], languages.OfTrack);
        Assert.False(languages.AreClusters);
        Assert.Equal(["bn", "en", "klingon"], languages.Names);
    }

    [Theory]
    [InlineData("clusters")]
    [InlineData("auto")]
    public void Without_labels_the_letters_tell_languages_apart(string source)
    {
        (string[] texts, string[] truth) = LyricsVectorizerTests.Texts(seed: 8, count: 60);
        Track[] tracks = [.. Enumerable.Range(0, 61).Select(i => Tracks.Of(i))];
        TrackLyrics?[] lyrics = [.. texts.Select((text, i) => Words(i, "unknown") with { Text = text }), null];

        TrackLanguages languages = Of(new LyricsRecipe { Languages = source }, tracks, lyrics);

        Assert.True(languages.AreClusters);
        Assert.Equal("", languages.OfTrack[60]);
        Assert.True(AdjustedRand.Score([.. truth.Select(name => name == "en" ? 0 : 1)], [.. languages.OfTrack.Take(60).Select(name => int.Parse(name[6..]))]) > 0.99);
    }

    [Fact]
    public void Identified_languages_are_taken_when_half_of_the_texts_have_one()
    {
        (string[] texts, string[] truth) = LyricsVectorizerTests.Texts(seed: 9);
        Track[] tracks = [.. texts.Select((_, i) => Tracks.Of(i))];

        TrackLanguages languages = Of(new LyricsRecipe(), tracks, [.. texts.Select((text, i) => Words(i, i < 20 ? truth[i] : "unknown") with { Text = text })]);

        Assert.False(languages.AreClusters);
        Assert.Equal(truth.Take(20), languages.OfTrack.Take(20));
        Assert.All(languages.OfTrack.Skip(20), language => Assert.Equal("", language));
    }

    private static TrackLyrics Words(int track, string identified) => new(Tracks.Of(track).Id, TrackLyrics.FromSidecar, "", "words") { Identified = identified };

    private static TrackLanguages Of(LyricsRecipe recipe, Track[] tracks, TrackLyrics?[] lyrics) =>
        TrackLanguages.Of(recipe, tracks, lyrics, seed: 1, TestContext.Current.CancellationToken);
}
