using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Scanning.Tags;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_collection_survives_a_round_trip()
    {
        Track track = Example() with { DurationSeconds = 1.25, Decoder = "wav" };
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [track], ["genre"]));

        Collection back = workspace.LoadCollection();

        Track read = Assert.Single(back.Tracks);
        Assert.Equal(track with { Labels = read.Labels }, read);
        Assert.Equal(track.Labels, read.Labels);
        Assert.Equal(["genre"], back.LabelNames);
        Assert.Equal("/music", back.Root);
    }

    [Fact]
    public void Tags_have_columns_behind_the_labels_only_where_some_track_has_them()
    {
        var tags = new TrackTags { Title = "=1+1", Artist = "One; Two", Year = 1999, TrackNumber = 3 };
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example() with { Tags = tags }, Example() with { Path = "b.wav", Tags = TrackTags.None }], []));

        Assert.Equal([tags, TrackTags.None], workspace.LoadTracks().Select(track => track.Tags));
        Assert.Equal(
            "id,path,size,modified,title,duration,decoder,codec,duplicate_of,artist,genre,tag_title,tag_artist,tag_year,tag_track",
            File.ReadLines(_folder.File("tracks.csv")).First());
        Assert.All(workspace.LoadTracks(), track => Assert.Equal(["artist", "genre"], track.Labels.Keys.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("1.25", 1.25)]
    [InlineData("0", 0.0)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e300", null)]
    [InlineData("-1", null)]
    public void A_duration_that_cannot_be_is_none(string text, double? expected)
    {
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example() with { DurationSeconds = 98765.5 }], []));
        string file = _folder.File("tracks.csv");
        File.WriteAllText(file, File.ReadAllText(file).Replace("98765.5", text, StringComparison.Ordinal));

        Assert.Equal(expected, Assert.Single(workspace.LoadTracks()).DurationSeconds);
    }

    [Fact]
    public void Tags_that_were_not_read_do_not_pass_for_empty_ones()
    {
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example() with { Tags = TrackTags.None }, Example() with { Path = "b.wav" }], []));

        Assert.All(workspace.LoadTracks(), track => Assert.Null(track.Tags));
    }

    [Fact]
    public void Lyrics_survive_a_round_trip_and_only_those_in_use_are_loaded()
    {
        TrackLyrics tag = new(new string('a', 32), "tag", "bn", "=গান\n\n\"two\", <b>three</b>\n-x");
        TrackLyrics other = new(new string('b', 32), "sidecar", "", "+1")
        {
            Origin = "=a\nb,c.txt",
            RemovedShare = 0.25,
            Flags = "utf-16; shared:3",
            Size = 7,
            Modified = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        };
        TrackLyrics outranked = new(other.Id, "tag", "", "not these") { Flags = "outranked" };
        TrackLyrics silent = new(new string('c', 32), "folder", "", "") { Flags = "instrumental" };
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example()], []));
        workspace.SaveLyrics([]);
        Assert.False(File.Exists(_folder.File("lyrics.csv")));

        workspace.SaveLyrics([tag with { Text = "before" }]);
        workspace.SaveLyrics([other, outranked, tag, silent]);

        Assert.Equal([other, outranked, tag, silent], workspace.LoadAllLyrics());
        Assert.Equal([other, tag], workspace.LoadLyrics());
        Assert.True(other.HasFlag("shared") && !other.HasFlag("share"));
        workspace.SaveLyrics([]);
        Assert.False(File.Exists(_folder.File("lyrics.csv")));
    }

    [Fact]
    public void Lyrics_cleaned_by_other_rules_are_not_taken_for_cleaned_ones()
    {
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example() with { Tags = TrackTags.None }], []));
        workspace.SaveLyrics([new TrackLyrics(Example().Id, "tag", "", "[Chorus] la")]);
        string info = File.ReadAllText(_folder.File("collection.json"));
        Assert.Contains("\"LyricsVersion\": 1", info, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("collection.json"), info.Replace("\"LyricsVersion\": 1", "\"LyricsVersion\": 0", StringComparison.Ordinal));

        Assert.Empty(workspace.LoadLyrics());
        Assert.Null(Assert.Single(workspace.LoadTracks()).Tags);
    }

    [Fact]
    public void Failures_are_replaced_by_stage()
    {
        var workspace = new Workspace(_folder.Path);
        workspace.SaveFailures([StageKind.Scan], [new TrackFailure("=a.wav", StageKind.Scan, "why, \"really\"")]);
        workspace.SaveFailures([StageKind.Decode, StageKind.Features], [new TrackFailure("b.wav", StageKind.Decode, "old")]);
        workspace.SaveFailures([StageKind.Decode, StageKind.Features], [new TrackFailure("c.wav", StageKind.Features, "new")]);

        Assert.Equal(
            [new TrackFailure("=a.wav", StageKind.Scan, "why, \"really\""), new TrackFailure("c.wav", StageKind.Features, "new")],
            workspace.LoadFailures());
    }

    [Fact]
    public void A_row_that_somebody_damaged_is_left_out()
    {
        var workspace = new Workspace(_folder.Path);
        workspace.SaveCollection(new Collection("name", "/music", [Example(), Example() with { Path = "b.wav" }], []));
        string file = _folder.File("tracks.csv");
        File.WriteAllText(file, File.ReadAllText(file).Replace(",77,", ",many,", StringComparison.Ordinal));

        Assert.Empty(workspace.LoadTracks());
    }

    [Fact]
    public void A_workspace_among_the_music_is_refused()
    {
        Directory.CreateDirectory(_folder.File("music"));

        Assert.Throws<ArgumentException>(() => new Workspace(_folder.File("music/ws")).RefuseInside(_folder.File("music")));
        Assert.Throws<ArgumentException>(() => new Workspace(_folder.File("music")).RefuseInside(_folder.File("music/")));
        new Workspace(_folder.File("music2")).RefuseInside(_folder.File("music"));
    }

    [Fact]
    public void A_second_command_is_told_who_holds_the_lock()
    {
        using (WorkspaceLock.Take(_folder.Path, "sargam run"))
        {
            var error = Assert.Throws<StoreException>(() => WorkspaceLock.Take(_folder.Path, "sargam cluster"));
            Assert.Contains($"in use by sargam run (process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        }

        WorkspaceLock.Take(_folder.Path, "sargam cluster").Dispose();
    }

    [Fact]
    public void Runs_are_numbered_and_found()
    {
        var workspace = new Workspace(_folder.Path);
        RunFolder.Create(workspace, new Recipe());
        RunFolder second = RunFolder.Create(workspace, new Recipe { Name = "../evil name" });

        Assert.Equal("0002--evil-name", Path.GetFileName(second.Path));
        Assert.Equal(2, RunFolder.Find(workspace, null).Number);
        Assert.Equal(1, RunFolder.Find(workspace, 1).Number);
        Assert.Contains("it has 1, 2", Assert.Throws<StoreException>(() => RunFolder.Find(workspace, 9)).Message, StringComparison.Ordinal);
    }

    private static Track Example() => new()
    {
        Id = new string('a', 32),
        Path = "=sub/গান.wav",
        Size = 77,
        Modified = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567),
        Title = "-title",
        Labels = new Dictionary<string, string> { ["genre"] = "rock; indie", ["artist"] = "@nn" },
    };
}
