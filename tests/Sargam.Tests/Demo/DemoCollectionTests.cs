using Sargam.Demo;

namespace Sargam.Tests.Demo;

public sealed class DemoCollectionTests
{
    [Theory]
    [InlineData(DemoKind.Mixed, 60)]
    [InlineData(DemoKind.Null, 60)]
    [InlineData(DemoKind.Mixed, 15)]
    [InlineData(DemoKind.Mixed, 240)]
    [InlineData(DemoKind.Null, 240)]
    public void Every_style_has_every_language_equally_often(DemoKind kind, int count)
    {
        IReadOnlyList<DemoTrack> tracks = Create(3, kind, count).Tracks;

        int styles = kind == DemoKind.Null ? 1 : 5;
        Assert.Equal(count, tracks.Count);
        Assert.Equal(styles, tracks.Select(track => track.Style).Distinct().Count());
        var cells = tracks.CountBy(track => (track.Style, track.Language)).ToList();
        Assert.Equal(styles * 3, cells.Count);
        Assert.All(cells, cell => Assert.Equal(count / styles / 3, cell.Value));
    }

    [Fact]
    public void Other_counts_are_balanced_within_one_track()
    {
        for (int count = 15; count <= 60; count++)
        {
            var cells = Create(1, DemoKind.Mixed, count).Tracks.CountBy(track => (track.Style, track.Language)).ToList();
            Assert.Equal(15, cells.Count);
            Assert.InRange(cells.Max(cell => cell.Value) - cells.Min(cell => cell.Value), 0, 1);
        }
    }

    [Theory]
    [InlineData(DemoKind.Mixed)]
    [InlineData(DemoKind.Null)]
    public void Titles_and_lyrics_are_never_repeated(DemoKind kind)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            IReadOnlyList<DemoTrack> tracks = Create(seed, kind, DemoOptions.MaxTrackCount).Tracks;
            Assert.Equal(tracks.Count, tracks.Select(track => track.Title).Distinct().Count());
            Assert.Equal(tracks.Count, tracks.Select(track => track.Lyrics).Distinct().Count());
        }
    }

    [Fact]
    public void An_artist_has_two_tracks_in_one_style_and_language()
    {
        foreach (var artist in Create(5).Tracks.GroupBy(track => track.Artist))
        {
            Assert.Equal(2, artist.Count());
            Assert.Single(artist.Select(track => (track.Style, track.Language)).Distinct());
        }
    }

    [Fact]
    public void The_order_does_not_follow_the_styles()
    {
        int[] runs = [.. Enumerable.Range(0, 20).Select(seed => Neighbours(Create((ulong)seed).Tracks))];

        // 59 pairs of neighbours, 11 of 59 of them of one style by chance: 11 on average.
        Assert.InRange(runs.Average(), 8, 14);

        static int Neighbours(IReadOnlyList<DemoTrack> tracks) => tracks.Zip(tracks.Skip(1)).Count(pair => pair.First.Style == pair.Second.Style);
    }

    [Fact]
    public void File_names_are_legal_on_every_system()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            foreach (DemoTrack track in Create(seed, DemoKind.Mixed, DemoOptions.MaxTrackCount).Tracks)
            {
                Assert.DoesNotContain(track.FileName, character => char.IsControl(character) || "<>:\"/\\|?*".Contains(character));
                Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(track.FileName), 10, 120);
                Assert.Matches(@"^\d{3} - .*[^ .]\.wav$", track.FileName);
                Assert.Equal(Path.ChangeExtension(track.FileName, ".txt"), track.LyricsFileName);
                // Letters that composed normalisation takes apart: a file system could hand another name back.
                Assert.DoesNotContain(track.FileName, character => character is '\u09DC' or '\u09DD' or '\u09DF' or '\u0308');
                Assert.DoesNotContain(track.Style, track.FileName, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void Lyrics_are_three_stanzas_in_the_script_of_their_language()
    {
        foreach (DemoTrack track in Create(2).Tracks)
        {
            string[] lines = track.Lyrics.Split('\n');
            Assert.Equal(15, lines.Length);
            Assert.Equal(12, lines.Count(line => line.Length > 10));
            Assert.EndsWith("\n", track.Lyrics, StringComparison.Ordinal);
            string letters = string.Concat((track.Title + track.Artist + track.Lyrics).Where(char.IsLetter));
            bool bangla = track.Language == "Bangla";
            Assert.All(letters, letter => Assert.Equal(bangla, letter is >= '\u0980' and <= '\u09FF'));
            if (!bangla) Assert.All(letters, letter => Assert.True(char.IsAsciiLetter(letter) || "äöüÄÖÜß".Contains(letter)));
        }

        Assert.Contains(Create(2).Tracks, track => track.Language == "German" && track.Lyrics.Contains('ü'));
        Assert.DoesNotContain(Create(2).Tracks, track => track.Language == "English" && track.Lyrics.Any(letter => letter > 127));
    }

    [Fact]
    public void Two_tracks_share_few_lines()
    {
        var lyrics = Create(4).Tracks.GroupBy(track => track.Language).SelectMany(language =>
            from one in language from two in language where one.Number < two.Number select Shared(one, two)).ToList();

        // 6 of 36 couplets each: one in common on average.
        Assert.InRange(lyrics.Average(), 1, 3);

        static int Shared(DemoTrack one, DemoTrack two) => one.Lyrics.Split('\n').Where(line => line.Length > 0).Intersect(two.Lyrics.Split('\n')).Count();
    }

    [Fact]
    public void The_seed_decides_everything()
    {
        DemoTrack one = Create(9).Tracks[4], same = Create(9).Tracks[4], other = Create(10).Tracks[4];

        Assert.Equal((one.Title, one.Artist, one.Lyrics, one.Style), (same.Title, same.Artist, same.Lyrics, same.Style));
        float[] samples = one.Render();
        Assert.Equal(samples, same.Render());
        Assert.Equal(samples, one.Render());
        Assert.NotEqual(one.Lyrics, other.Lyrics);
        Assert.NotEqual(samples, other.Render());
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        var error = Assert.Throws<ArgumentException>(
            () => DemoCollection.Create(new DemoOptions { Seed = 0, TrackCount = 14, Kind = (DemoKind)9 }));

        Assert.Contains("TrackCount must be in 15 to 240, got 14", error.Message, StringComparison.Ordinal);
        Assert.Contains("Kind must be Mixed or Null, got 9", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Create(0, DemoKind.Mixed, 241));
    }

    private static DemoCollection Create(ulong seed, DemoKind kind = DemoKind.Mixed, int count = 60) =>
        DemoCollection.Create(new DemoOptions { Seed = seed, Kind = kind, TrackCount = count });
}
