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

        await Ok(["run", _folder.File("music"), "-w", workspace, "--near-duplicates", "keep", .. Quick]);
        Assert.Equal(9, Clusters("0002-sargam").Rows.Count);
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
