using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning;

public sealed class TagScanTests : IDisposable
{
    private static readonly DateTime Modified = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly TempFolder _folder = new();
    private readonly Workspace _workspace;

    public TagScanTests() => _workspace = new Workspace(_folder.File("ws"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unchanged_files_are_not_opened_and_keep_everything()
    {
        Music("1.mp3", Mp3("First", "Ann", "old\nwords"));
        Track[] before = [.. Scan().Tracks];
        IReadOnlyList<TrackLyrics> lyrics = _workspace.LoadLyrics();

        // Other content behind the same size and time: only somebody who opens the file can tell.
        Music("1.mp3", Mp3("Other", "Bob", "new\nwords"));
        Track[] after = [.. Scan().Tracks];

        Assert.Equal(("First", "Ann"), (after[0].Title, after[0].Artist));
        Assert.Equal(before[0].Tags, after[0].Tags);
        Assert.Equal(new TrackLyrics(before[0].Id, "tag", "en", "old\nwords") { Identified = "unknown" }, Assert.Single(lyrics));
        Assert.Equal(lyrics, _workspace.LoadLyrics());
    }

    [Fact]
    public void A_retagged_file_keeps_its_id_and_gets_the_new_tags()
    {
        Music("1.mp3", Mp3("First", "Ann", "old"));
        Track before = Assert.Single(Scan().Tracks);
        Music("1.mp3", Mp3("A longer title", "Ann", ""), Modified.AddDays(1));

        Track after = Assert.Single(Scan().Tracks);

        Assert.Equal(before.Id, after.Id);
        Assert.Equal("A longer title", after.Title);
        Assert.Empty(_workspace.LoadLyrics());
        Assert.False(File.Exists(_folder.File("ws/lyrics.csv")));
    }

    [Fact]
    public void Labels_of_an_earlier_metadata_file_do_not_pass_for_tags()
    {
        foreach (int i in new[] { 1, 2, 3 }) Music($"{i}.mp3", [.. Mp3($"T{i}", i < 3 ? "Ann" : "Bob", ""), (byte)i]);
        string metadata = _folder.Write("m.csv", "path,title,artist\n1.mp3,Given,Zoe\n2.mp3,Given,Zoe\n3.mp3,Given,Eve\n");

        Assert.Equal(["Zoe", "Zoe", "Eve"], Scan(metadata).Tracks.Select(track => track.Artist));
        Assert.Equal(["Ann", "Ann", "Bob"], Scan().Tracks.Select(track => track.Artist));
        Assert.Equal(["T1", "T2", "T3"], Scan().Tracks.Select(track => track.Title));
    }

    [Fact]
    public void Tags_that_were_not_read_yet_are_read_and_the_id_is_not_computed_again()
    {
        Music("1.mp3", Mp3("First", "Ann", "words"));
        Track before = Assert.Single(Scan().Tracks);
        string info = _folder.File("ws/collection.json");
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"TagVersion\": 1", "\"TagVersion\": 0", StringComparison.Ordinal));
        string tracks = _folder.File("ws/tracks.csv");
        string otherId = new('f', 32);
        File.WriteAllText(tracks, File.ReadAllText(tracks).Replace(before.Id, otherId, StringComparison.Ordinal).Replace("First", "Gone", StringComparison.Ordinal));

        Track after = Assert.Single(Scan().Tracks);

        Assert.Equal((otherId, "First"), (after.Id, after.Title));
        Assert.Equal(otherId, Assert.Single(_workspace.LoadLyrics()).Id);
    }

    [Fact]
    public void Ids_of_an_older_kind_are_computed_again()
    {
        Music("1.mp3", Mp3("First", "Ann", "words"));
        Track before = Assert.Single(Scan().Tracks);
        string info = _folder.File("ws/collection.json");
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"IdVersion\": 1", "\"IdVersion\": 0", StringComparison.Ordinal));
        string tracks = _folder.File("ws/tracks.csv");
        File.WriteAllText(tracks, File.ReadAllText(tracks).Replace(before.Id, new string('f', 32), StringComparison.Ordinal));

        // What others save meanwhile does not make old ids pass for new ones.
        _workspace.SaveCollection(_workspace.LoadCollection());

        Assert.Equal(before.Id, Assert.Single(Scan().Tracks).Id);
        Assert.Equal(before.Id, Assert.Single(_workspace.LoadLyrics()).Id);
        Assert.True(_workspace.HasCurrentIds);
    }

    [Fact]
    public void Files_with_the_same_audio_share_the_first_lyrics()
    {
        Music("1.mp3", Mp3("One", "Ann", ""));
        Music("2.mp3", Mp3("Two", "Ann", "two"));
        Music("3.mp3", Mp3("Three", "Ann", "three"));

        Track track = Assert.Single(Scan().DistinctTracks);

        Assert.Equal(("One", "two"), (track.Title, Assert.Single(_workspace.LoadLyrics()).Text));
        File.Delete(_folder.File("music/2.mp3"));
        Scan();
        Assert.Equal("two", Assert.Single(_workspace.LoadLyrics()).Text);
    }

    [Fact]
    public void Hostile_text_reaches_the_workspace_as_text()
    {
        const string Title = "=cmd|' /C calc'!A0 <script>alert(1)</script>";
        const string Words = "@SUM(A1)\n\"quoted\", 'single'\n\n<img src=x onerror=alert(1)>";
        Music("1.mp3", Mp3(Title, "-Ann", Words));

        Scan();
        Track track = Assert.Single(_workspace.LoadTracks());

        Assert.Equal((Title, "-Ann"), (track.Title, track.Artist));
        Assert.Equal("@SUM(A1)\n\"quoted\", 'single'", Assert.Single(_workspace.LoadLyrics()).Text);
        Assert.Contains("'=cmd", File.ReadAllText(_folder.File("ws/tracks.csv")), StringComparison.Ordinal);
        Assert.Contains("\"'@SUM(A1)\n", File.ReadAllText(_folder.File("ws/lyrics.csv")), StringComparison.Ordinal);
    }

    private static byte[] Mp3(string title, string artist, string lyrics)
    {
        byte[] words = lyrics.Length > 0 ? Frame("USLT", UnsyncedLyrics("eng", "", lyrics)) : [];
        return [.. Id3v2(3, 0, Frame("TIT2", Text(title)), Frame("TPE1", Text(artist)), words), .. Mpeg];
    }

    private void Music(string name, byte[] content, DateTime? modified = null) =>
        File.SetLastWriteTimeUtc(_folder.Write($"music/{name}", content), modified ?? Modified);

    private Collection Scan(string? metadata = null)
    {
        var options = new ScanOptions { Source = _folder.File("music"), MetadataFile = metadata };
        return new ScanStage(_workspace, new SilentObserver(), TimeProvider.System).Run(options, TestContext.Current.CancellationToken);
    }

    private sealed class SilentObserver : IPipelineObserver
    {
        public void StageStarted(StageKind stage)
        {
        }

        public void Note(StageKind stage, string text)
        {
        }

        public void Warn(StageKind stage, string text)
        {
        }

        public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
        {
        }

        public void Report(StageProgress value)
        {
        }
    }
}
