using System.Diagnostics;
using System.Text;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Scanning.Lyrics.Unicode;
using Sargam.Storage;
using Sargam.Tests.TestKit;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Lyrics;

public sealed class LyricsScanTests : IDisposable
{
    private static readonly DateTime Modified = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly TempFolder _folder = new();
    private readonly Workspace _workspace;
    private readonly Recorder _said = new();

    public LyricsScanTests() => _workspace = new Workspace(_folder.File("ws"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_column_goes_before_the_folder_the_folder_before_files_beside_and_these_before_tags()
    {
        for (int i = 1; i <= 5; i++) Music($"{i}.mp3", i, tagLyrics: i < 5 ? $"tag {i}" : "");
        foreach (int i in new[] { 1, 2, 3 }) _folder.Write($"music/{i}.txt", $"[Chorus]\nbeside {i}");
        foreach (int i in new[] { 1, 2 }) _folder.Write($"words/{i}.txt", $"folder {i}");
        _folder.Write("m.csv", "path,words\n1.mp3,column 1\n2.mp3,\n");

        Scan("words", _folder.File("words"));

        Assert.Equal(
            ["1.mp3 metadata words column 1", "2.mp3 folder 2.txt folder 2", "3.mp3 sidecar 3.txt beside 3", "4.mp3 tag  tag 4"],
            Used().Select(row => $"{PathOf(row.Id)} {row.Source} {row.Origin} {row.Text}"));
        Assert.Contains("lyrics: 4 of 5 tracks (80 %): 1 from the metadata, 1 from the folder of lyrics, 1 from files beside the audio, 1 from tags", _said.Notes);
        Assert.Contains(_said.Notes, note => note.StartsWith("lyrics: 3 tracks with words in several places", StringComparison.Ordinal));
        Assert.Contains("lyrics: markup removed from 1 of 4 (13.3 % of their characters on average)", _said.Notes);
        Assert.Empty(_said.Warnings);
        Assert.Equal(4, _workspace.LoadAllLyrics().Count(row => row.Source == TrackLyrics.FromTag));
    }

    [Fact]
    public void Words_of_tags_that_a_file_went_before_come_back_when_it_goes()
    {
        Music("1.mp3", 1, tagLyrics: "from [x] the tag");
        string beside = _folder.Write("music/1.lrc", "[00:01.00]beside");
        Scan();
        Assert.Equal("beside", Assert.Single(Used()).Text);
        File.Delete(beside);

        Scan();

        TrackLyrics row = Assert.Single(Used());
        Assert.Equal(("tag", "from the tag", "en"), (row.Source, row.Text, row.Language));
        Assert.True(row.RemovedShare > 0);
    }

    [Fact]
    public void Text_and_lrc_files_are_found_in_any_case_and_form_of_accents_and_the_text_file_wins()
    {
        Music("Déjà Vu.mp3", 1);
        Music("b/Other.mp3", 2);
        Music("b/other one.mp3", 3);
        _folder.Write("music/DE\u0301JA\u0300 VU.TXT", "one");
        _folder.Write("music/b/other.LRC", "[00:01]two");
        _folder.Write("music/b/Other.txt", "two, better");
        _folder.Write("music/notes.txt", "no track's");
        Directory.CreateDirectory(_folder.File("music/b/other one.txt"));

        Scan();

        Assert.Equal(["one", "two, better"], Used().Select(row => row.Text));
    }

    [Fact]
    public void A_folder_is_matched_by_id_path_name_and_normalised_name_and_the_rest_is_counted()
    {
        string id = Music("a/01.mp3", 1);
        Music("b/01.mp3", 2);
        Music("b/Long Name_30s.mp3", 3);
        Music("b/Title.mp3", 4);
        _folder.Write($"words/{id.ToUpperInvariant()}.txt", "by id");
        _folder.Write("words/b/01.txt", "by path");
        _folder.Write("words/01.txt", "whose?");
        _folder.Write("words/deep/long-name.lrc", "[00:01]by normalised name");
        _folder.Write("words/TITLE.txt", "by name");
        _folder.Write("words/stranger\nwith a line end.txt", "nobody's");

        Scan(_folder.File("words"));

        Assert.Equal(["by id", "by path", "by normalised name", "by name"], Used().Select(row => row.Text));
        Assert.Contains(_said.Notes, note => note.EndsWith("4 of 6 text files matched (1 by id, 1 by path, 1 by file name, 1 by normalised name); no track for 2 files, such as 01.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_without_a_match_and_values_that_are_nothing_are_said()
    {
        Music("1.mp3", 1);
        _folder.Write("words/other.txt", "x");
        Directory.CreateDirectory(_folder.File("empty"));

        Scan(_folder.File("words"), _folder.File("empty"));

        Assert.Contains(_said.Warnings, text => text.EndsWith("0 of 1 text file matched; no track for 1 file, such as other.txt", StringComparison.Ordinal));
        Assert.Contains(_said.Warnings, text => text.EndsWith("empty holds no .txt or .lrc files", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.File("ws/lyrics.csv")));
        var error = Assert.Throws<ArgumentException>(() => Scan("no such thing"));
        Assert.Contains("--lyrics must be a folder or a column of the metadata (there is no metadata), got no such thing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unchanged_files_are_not_read_again_and_changed_ones_are()
    {
        Music("1.mp3", 1);
        Beside("old words [x]", Modified);
        Scan();
        TrackLyrics before = Assert.Single(Used());

        Beside("new words [x]", Modified);
        Scan();
        Assert.Equal(before, Assert.Single(Used()));

        Beside("new words [x]", Modified.AddSeconds(1));
        Scan();
        Assert.Equal("new words", Assert.Single(Used()).Text);

        void Beside(string text, DateTime modified) => File.SetLastWriteTimeUtc(_folder.Write("music/1.txt", text), modified);
    }

    [Fact]
    public void Encodings_are_recognised_and_counted()
    {
        const string Bangla = "আমার সোনার বাংলা\nআমি তোমায় ভালোবাসি";
        for (int i = 1; i <= 4; i++) Music($"{i}.mp3", i);
        _folder.Write("music/1.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Bangla)]);
        _folder.Write("music/2.txt", Encoding.BigEndianUnicode.GetBytes(Bangla + "\n2"));
        _folder.Write("music/3.txt", Encoding.Latin1.GetBytes("Über den Wolken"));
        _folder.Write("music/4.txt", [.. Encoding.UTF8.GetBytes(Bangla + "\n4"), 0xE0]);

        Scan();

        Assert.Equal([Nfc.Normalize(Bangla), Nfc.Normalize(Bangla) + "\n2", "Über den Wolken", Nfc.Normalize(Bangla) + "\n4"], Used().Select(row => row.Text));
        Assert.Equal(["utf-16", "utf-16", "windows-1252", "damaged-utf-8"], Used().Select(row => row.Flags));
        Assert.Contains("lyrics not in UTF-8: 2 in utf-16, 1 in damaged-utf-8, 1 in windows-1252; windows-1252 is a guess: look at 3.txt in lyrics.csv", _said.Notes);
        Assert.Contains(Nfc.Normalize(Bangla), File.ReadAllText(_folder.File("ws/lyrics.csv")), StringComparison.Ordinal);

        _said.Notes.Clear();
        Scan();
        Assert.Contains(_said.Notes, note => note.StartsWith("lyrics not in UTF-8: 2 in utf-16", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_cannot_be_used_are_counted_and_the_next_source_is_asked()
    {
        string[] names = ["binary", "empty", "blank", "large", "link", "pipe", "line\nend"];
        for (int i = 0; i < names.Length; i++) Music($"{names[i]}.mp3", i, tagLyrics: $"tag {i}");
        _folder.Write("music/binary.txt", [.. "ID3"u8, .. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);
        _folder.Write("music/empty.txt", "");
        _folder.Write("music/blank.txt", "[Chorus]\n\n");
        _folder.Write("music/large.txt", string.Concat(Enumerable.Repeat("ten bytes\n", 1 << 20)));
        _folder.Write("music/line\nend.txt", "=1+1\n<script>alert(1)</script>words");
        File.CreateSymbolicLink(_folder.File("music/link.txt"), _folder.File("nowhere"));
        if (!OperatingSystem.IsWindows())
        {
            using Process pipe = Process.Start("mkfifo", [_folder.File("music/pipe.txt")]);
            pipe.WaitForExit();
        }

        Scan();

        TrackLyrics[] used = Used();
        Assert.Equal(names.Length, used.Length);
        Assert.Equal(["large.mp3", "line\nend.mp3"], used.Where(row => row.Source == "sidecar").Select(row => PathOf(row.Id)).Order(StringComparer.Ordinal));
        Assert.Equal("=1+1\nwords", used.Single(row => PathOf(row.Id).StartsWith("line", StringComparison.Ordinal)).Text);
        TrackLyrics large = used.Single(row => PathOf(row.Id) == "large.mp3");
        Assert.True(large.HasFlag(LyricsFlags.Cut) && large.Text.Length is > 31_000 and <= 32_000);
        Assert.Contains(_said.Warnings, text => text.StartsWith("lyrics: 1 text too long for a song, cut after 32,000 characters", StringComparison.Ordinal));
        Assert.Contains("lyrics: 1 file not used, such as binary.txt: it is not text", _said.Warnings);
        Assert.Contains("lyrics: 1 file not used, such as blank.txt: it has no words", _said.Warnings);
        Assert.Contains("lyrics: 1 file not used, such as link.txt: it is not there any more", _said.Warnings);
        if (!OperatingSystem.IsWindows()) Assert.Contains("lyrics: 2 files not used, such as empty.txt: it is empty, or no regular file", _said.Warnings);
    }

    [Fact]
    public void Instrumental_tracks_have_no_words_whatever_the_tags_say()
    {
        Music("1.mp3", 1, tagLyrics: "from somewhere");
        _folder.Write("music/1.txt", "[Instrumental]\n");

        Scan();

        Assert.Empty(Used());
        Assert.Equal(["instrumental", "outranked"], _workspace.LoadAllLyrics().Select(row => row.Flags));
        Assert.Contains("lyrics: 1 track marked as instrumental", _said.Notes);
    }

    [Fact]
    public void Ten_songs_words_on_a_hundred_tracks_are_a_loud_warning()
    {
        for (int i = 0; i < 100; i++)
        {
            Music($"{i:00}.mp3", i);
            _folder.Write($"music/{i:00}.txt", i % 3 == 0 ? $"SONG, {Letters(i)}!" : $"song {Letters(i)}");
        }

        Scan();

        Assert.All(Used(), row => Assert.Equal("shared:10", row.Flags));
        string warning = Assert.Single(_said.Warnings);
        Assert.StartsWith("lyrics: 100 tracks share 10 texts with other recordings: 90 % of the 100 lyrics are copies", warning, StringComparison.Ordinal);

        static string Letters(int i) => new((char)('a' + (i % 10)), 3);
    }

    [Fact]
    public void A_few_covers_are_a_note_and_near_duplicates_share_rightly()
    {
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => Music($"{i:00}.mp3", i))];
        for (int i = 0; i < 12; i++) _folder.Write($"music/{i:00}.txt", i < 2 ? "the same" : i < 4 ? "other words" : $"words of {i}");
        Scan();
        Assert.Equal(4, Used().Count(row => row.Flags == "shared:2"));
        Assert.Contains("lyrics: 4 tracks share 2 texts with other recordings", _said.Notes);
        Assert.Empty(_said.Warnings);

        Collection collection = _workspace.LoadCollection();
        _workspace.SaveCollection(new Collection(collection.Name, collection.Root, [.. collection.Tracks.Select(track =>
            track.Id == ids[1] ? track with { DuplicateOf = ids[0], DurationSeconds = 1 } : track)], collection.LabelNames));
        Scan();

        Assert.Equal([ids[2], ids[3]], Used().Where(row => row.HasFlag("shared")).Select(row => row.Id));
    }

    [Fact]
    public void Lyrics_of_vectors_come_from_their_table_or_a_folder()
    {
        string vectors = _folder.Write("z.csv", "path,a,b\nx.mp3,1,2\ny.mp3,3,4\nz.mp3,5,6\n");
        string tracks = _folder.Write("t.csv", "path,words\nx.mp3,[Chorus] one\ny.mp3,\nz.mp3,\n");
        _folder.Write("words/y.txt", "two");
        var options = new ScanOptions { Source = vectors, EmbeddingsFile = vectors, TracksFile = tracks, Lyrics = ["words", _folder.File("words")] };

        new ScanStage(_workspace, _said, TimeProvider.System).Run(options, TestContext.Current.CancellationToken);

        Assert.Equal([("metadata", "one"), ("folder", "two")], Used().Select(row => (row.Source, row.Text)));
    }

    [Fact]
    public async Task The_command_line_takes_folders_and_columns_and_says_what_it_found()
    {
        Music("1.mp3", 1);
        Music("2.mp3", 2);
        string metadata = _folder.Write("m.csv", "path,words\n1.mp3,আমার সোনার বাংলা\n");
        _folder.Write("a,b/2.txt", "zwei");

        CliRun.Result result = await CliRun.RunAsync(
            "scan", _folder.File("music"), "-w", _folder.File("ws"), "--metadata", metadata, "--lyrics", "words", "--lyrics", _folder.File("a,b"));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("lyrics: 2 tracks\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("lyrics: 2 of 2 tracks (100 %): 1 from the metadata, 1 from the folder of lyrics", result.Error, StringComparison.Ordinal);
        CliRun.Result wrong = await CliRun.RunAsync("scan", _folder.File("music"), "-w", _folder.File("ws"), "--lyrics", "words");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("--lyrics must be a folder or a column", wrong.Error, StringComparison.Ordinal);
    }

    private TrackLyrics[] Used() => [.. _workspace.LoadLyrics()];

    private string PathOf(string id) => _workspace.LoadTracks().First(track => track.Id == id).Path;

    /// <summary>Writes a file with audio of its own, and returns its id.</summary>
    private string Music(string name, int number, string tagLyrics = "")
    {
        byte[] words = tagLyrics.Length > 0 ? Frame("USLT", UnsyncedLyrics("eng", "", tagLyrics)) : [];
        string path = _folder.Write($"music/{name}", [.. Id3v2(3, 0, Frame("TIT2", Text("title")), words), .. Mpeg, (byte)number, 1]);
        File.SetLastWriteTimeUtc(path, Modified);
        using FileStream stream = File.OpenRead(path);
        return TrackId.Compute(stream, TestContext.Current.CancellationToken);
    }

    private void Scan(params string[] lyrics)
    {
        string metadata = _folder.File("m.csv");
        var options = new ScanOptions { Source = _folder.File("music"), Lyrics = lyrics, MetadataFile = File.Exists(metadata) ? metadata : null };
        new ScanStage(_workspace, _said, TimeProvider.System).Run(options, TestContext.Current.CancellationToken);
    }

    private sealed class Recorder : IPipelineObserver
    {
        public List<string> Notes { get; } = [];

        public List<string> Warnings { get; } = [];

        public void StageStarted(StageKind stage)
        {
        }

        public void Note(StageKind stage, string text) => Notes.Add(text);

        public void Warn(StageKind stage, string text) => Warnings.Add(text);

        public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
        {
        }

        public void Report(StageProgress value)
        {
        }
    }
}
