using Sargam.Demo;
using Sargam.Features;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

/// <summary>The features command: what it measures, exports, recognises and leaves alone.</summary>
public sealed class FeatureTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "1", "--null-draws", "2", "--epochs", "5", "--permutations", "99", "--clusters", "2"];
    private readonly TempFolder _folder = new();
    private readonly float[][] _songs = [.. DemoCollection.Create(new DemoOptions { Seed = 3, TrackCount = DemoOptions.MinTrackCount }).Tracks.Take(8).Select(track => track.Render())];

    public FeatureTests()
    {
        for (int i = 0; i < _songs.Length; i++) _folder.Write($"music/{i}.wav", Tones.Wav(_songs[i]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Statistics_are_exported_with_their_meaning_and_the_track_of_each_row()
    {
        await Ok("features", "-w", await ScannedAsync(), "--features", "track-stats", "--export", _folder.File("tables"));

        Assert.Equal([8, 851], ReadNpy("tables/track-stats.npy").Shape);
        CsvTable table = CsvTable.Read(_folder.File("tables/track-stats.csv"));
        Assert.Equal(["id", "path", "mfcc_01_mean"], table.Header.Take(3));
        Assert.Equal(["0.wav", "1.wav"], new[] { table.Cell(0, "path"), table.Cell(1, "path") });
        Assert.Equal(CsvTable.Number((float)ReadNpy("tables/track-stats.npy").Values[851]), table.Cell(1, "mfcc_01_mean"));
        CsvTable columns = CsvTable.Read(_folder.File("tables/track-stats.columns.csv"));
        Assert.Equal(FeatureSchemas.TrackStats.Columns, Enumerable.Range(0, columns.Rows.Count).Select(row => columns.Cell(row, "name")));
    }

    [Fact]
    public async Task Crops_are_exported_crop_by_crop_and_give_one_latent_per_track()
    {
        string workspace = await ScannedAsync();
        string[] crops = ["--features", "stack-39x130", "--crops", "spread:2", "--normalize", "mean"];
        await Ok(["features", "-w", workspace, "--export", _folder.File("tables"), .. crops]);
        await Ok(["run", _folder.File("music"), "-w", workspace, .. crops, .. Quick]);

        Assert.Equal([8, 2, 39, 130], ReadNpy("tables/stack-39x130.npy").Shape);
        Assert.Equal(8, ReadNpy("ws/runs/0001-sargam/latents.npy").Shape[0]);
        Assert.Single(Directory.GetDirectories(_folder.File("ws/features"), "stack-39x130-v1.spread-2.centred.*"));
    }

    [Fact]
    public async Task Another_file_of_a_recording_is_named_and_used_once()
    {
        // Six seconds of song 5, from a tenth of a second on, a quarter as loud.
        _folder.Write("music/radio edit.wav", Tones.Wav([.. _songs[5].Skip(2205).Take(6 * Tones.SampleRate).Select(sample => sample / 4)]));
        string workspace = _folder.File("ws");
        CliRun.Result run = await Ok(["run", _folder.File("music"), "-w", workspace, .. Quick]);

        Assert.Contains("1 track of the same recording as another (radio edit.wav = 5.wav)", run.Error, StringComparison.Ordinal);
        var tracks = new Workspace(workspace).LoadTracks().ToDictionary(track => track.Path);
        Assert.Equal(tracks["5.wav"].Id, tracks["radio edit.wav"].DuplicateOf);
        Assert.All(tracks.Values.Where(track => track.Path != "radio edit.wav"), track => Assert.Empty(track.DuplicateOf));
        Assert.Equal(8, Clusters("0001-sargam").Rows.Count);
        string report = File.ReadAllText(_folder.File("ws/runs/0001-sargam/report.html"));
        Assert.Contains("8 of 9 files; with the same recording as another: 1, left out", report, StringComparison.Ordinal);
        Assert.Contains("wav (8)", report, StringComparison.Ordinal);

        await Ok(["run", _folder.File("music"), "-w", workspace, "--near-duplicates", "keep", .. Quick]);
        Assert.Equal(9, Clusters("0002-sargam").Rows.Count);
        Assert.Contains("with the same recording as another: 1, kept, as asked", File.ReadAllText(_folder.File("ws/runs/0002-sargam/report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_recognised_in_one_excerpt_does_not_pass_for_another()
    {
        _folder.Write("music/medley.wav", Tones.Wav([.. _songs[5].Take(7 * Tones.SampleRate), .. _songs[6], .. _songs[7]]));
        string workspace = await ScannedAsync();
        await Ok("features", "-w", workspace, "--excerpt", "6s@start");
        Assert.True(AreOne("5.wav", "medley.wav"));
        await Ok("features", "-w", workspace, "--excerpt", "6s@middle");
        Assert.False(AreOne("5.wav", "medley.wav"));

        bool AreOne(string one, string other)
        {
            var tracks = new Workspace(workspace).LoadTracks().ToDictionary(track => track.Path);
            return tracks[one].DuplicateOf == tracks[other].Id || tracks[other].DuplicateOf == tracks[one].Id;
        }
    }

    [Fact]
    public async Task A_track_without_features_stands_for_no_other()
    {
        _folder.Write("music/radio edit.wav", Tones.Wav([.. _songs[5].Skip(2205).Take(6 * Tones.SampleRate)]));
        string workspace = await ScannedAsync();
        await Ok("features", "-w", workspace);
        Assert.NotEmpty(new Workspace(workspace).LoadTracks().Single(track => track.Path == "radio edit.wav").DuplicateOf);
        _folder.Write("music/5.wav", "changed since");
        CliRun.Result features = await CliRun.RunAsync("features", "-w", workspace, "--features", "mfcc-moments");

        Assert.Equal(3, features.ExitCode);
        Assert.Empty(new Workspace(workspace).LoadTracks().Single(track => track.Path == "radio edit.wav").DuplicateOf);
    }

    [Fact]
    public async Task Damaged_features_are_not_left_out_in_silence()
    {
        string workspace = await ScannedAsync();
        await Ok("features", "-w", workspace);
        string shard = Directory.GetFiles(_folder.File("ws/features"), "*.safetensors", SearchOption.AllDirectories).Single(file => file.Contains("track-stats-v", StringComparison.Ordinal));
        File.WriteAllBytes(shard, File.ReadAllBytes(shard)[..50]);
        CliRun.Result represent = await CliRun.RunAsync(["represent", "-w", workspace, .. Quick[..2]]);

        Assert.Equal(1, represent.ExitCode);
        Assert.Contains("run sargam features again", represent.Error, StringComparison.Ordinal);
        await Ok("features", "-w", workspace);
        await Ok(["represent", "-w", workspace, "--seeds", "1", "--epochs", "2"]);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_one_error()
    {
        string workspace = await ScannedAsync();
        Directory.Move(_folder.File("music"), _folder.File("away"));
        CliRun.Result features = await CliRun.RunAsync("features", "-w", workspace);

        Assert.Equal(1, features.ExitCode);
        Assert.Contains("connect or move it back, or run sargam scan with its new place", features.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("0.wav", features.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moved_renamed_and_copied_files_are_not_measured_again()
    {
        string workspace = await ScannedAsync();
        await Ok("features", "-w", workspace);
        Directory.Move(_folder.File("music"), _folder.File("library"));
        File.Move(_folder.File("library/0.wav"), _folder.File("library/renamed.wav"));
        File.Copy(_folder.File("library/1.wav"), _folder.File("library/copy.wav"));
        await Ok("scan", _folder.File("library"), "-w", workspace);
        CliRun.Result again = await Ok("features", "-w", workspace);

        Assert.Contains("0 tracks decoded, 8 known already, 0 failed", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changed_since_the_scan_is_not_stored_under_its_old_id()
    {
        string workspace = await ScannedAsync();
        DateTime modified = File.GetLastWriteTimeUtc(_folder.File("music/0.wav"));
        _folder.Write("music/0.wav", Tones.Wav(_songs[1]));
        File.SetLastWriteTimeUtc(_folder.File("music/0.wav"), modified.AddSeconds(1));
        CliRun.Result features = await CliRun.RunAsync("features", "-w", workspace);

        Assert.Equal(3, features.ExitCode);
        Assert.Contains("0.wav: the file changed since it was scanned: run sargam scan again", features.Error, StringComparison.Ordinal);
        await Ok("scan", _folder.File("music"), "-w", workspace);
        CliRun.Result again = await Ok("features", "-w", workspace);
        Assert.Contains("0 tracks decoded, 7 known already, 0 failed", again.Error, StringComparison.Ordinal);
    }

    private async Task<string> ScannedAsync()
    {
        await Ok("scan", _folder.File("music"), "-w", _folder.File("ws"));
        return _folder.File("ws");
    }

    private NpyArray ReadNpy(string name)
    {
        using FileStream stream = File.OpenRead(_folder.File(name));
        return Npy.Read(stream);
    }

    private CsvTable Clusters(string run) => CsvTable.Read(_folder.File($"ws/runs/{run}/clusters.csv"));

    private static async Task<CliRun.Result> Ok(params string[] arguments)
    {
        CliRun.Result result = await CliRun.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return result;
    }
}
