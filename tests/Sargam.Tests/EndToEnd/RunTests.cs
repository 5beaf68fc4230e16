using System.Text.Json;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class RunTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "2", "--null-draws", "2", "--epochs", "20", "--permutations", "99"];
    private readonly TempFolder _folder = new();

    public RunTests()
    {
        for (int i = 0; i < 14; i++) _folder.Write($"music/{(i % 2 == 0 ? "even" : "odd")}/{i:00}_গান.wav", Tones.Wav((ulong)i));
    }

    [Fact]
    public async Task Clusters_of_spoken_digits_are_their_speakers_and_the_verdict_says_so()
    {
        string recordings = RepositoryRoot.Shared("data/fsdd/recordings");
        string[] some = [.. Directory.GetFiles(recordings, "*.wav").Where(file => Path.GetFileNameWithoutExtension(file)[^2..] is "_0" or "_1" or "_2").Order(StringComparer.Ordinal)];
        _folder.Write("some.txt", string.Join('\n', some));

        CliRun.Result run = await CliRun.RunAsync(
            "run", _folder.File("some.txt"), "-w", _folder.File("digits"), "--label-pattern", "{digit}_{speaker}_{*}",
            "--clusters", "10", "--seeds", "1", "--null-draws", "5", "--permutations", "199", "--quiet");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(180, some.Length);
        Assert.Contains("they follow speaker", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("follow digit", run.Output.Split('\n').First(line => line.Contains("they follow", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Equal_input_and_seed_give_equal_bytes_at_any_thread_count()
    {
        await RunOk("ws1", "--threads", "1");
        await RunOk("ws2", "--threads", "2");
        await RunOk("ws3", "--threads", "3");

        Dictionary<string, string> expected = Contents("ws1");
        Assert.Contains("runs/0001-sargam/report.html", expected.Keys);
        Assert.Contains("runs/0001-sargam/model.safetensors", expected.Keys);
        Assert.Equal(expected, Contents("ws2"));
        Assert.Equal(expected, Contents("ws3"));
    }

    [Fact]
    public async Task A_second_run_keeps_everything_and_a_new_track_decodes_only_itself()
    {
        await RunOk("ws");
        CliRun.Result again = await RunOk("ws");
        Assert.Contains("features  0 tracks decoded, 14 known already", again.Error, StringComparison.Ordinal);
        foreach (string stage in new[] { "represent", "cluster  ", "evaluate ", "project  ", "report   " })
        {
            Assert.Contains($"{stage} unchanged, kept", again.Error, StringComparison.Ordinal);
        }

        _folder.Write("music/new.wav", Tones.Wav(99));
        CliRun.Result grown = await RunOk("ws");
        Assert.Contains("features  1 track decoded, 14 known already", grown.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_folder.File("ws/runs/0002-sargam")));
    }

    [Fact]
    public async Task Stages_one_by_one_give_the_same_files_as_the_whole_run()
    {
        await RunOk("whole");
        string steps = _folder.File("steps");
        await Ok("scan", _folder.File("music"), "-w", steps);
        await Ok("features", "-w", steps);
        await Ok(["represent", "-w", steps, .. Quick]);
        foreach (string stage in new[] { "cluster", "evaluate", "project", "report" }) await Ok(stage, "-w", steps);

        Assert.Equal(Contents("whole"), Contents("steps"));
    }

    [Theory]
    [InlineData("features", false, "run sargam scan SOURCE")]
    [InlineData("represent", false, "run sargam scan SOURCE")]
    [InlineData("represent", true, "run sargam features first")]
    [InlineData("cluster", true, "use sargam represent first")]
    [InlineData("report", true, "use sargam represent first")]
    public async Task A_stage_without_its_input_says_what_to_run_first(string stage, bool scanned, string hint)
    {
        if (scanned) await Ok("scan", _folder.File("music"), "-w", _folder.File("ws"));
        CliRun.Result result = await CliRun.RunAsync(stage, "-w", _folder.File("ws"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        Assert.Equal(scanned, Directory.Exists(_folder.File("ws")));
    }

    [Fact]
    public async Task Another_number_of_clusters_redoes_what_depends_on_it_only()
    {
        await RunOk("ws");
        string workspace = _folder.File("ws");
        CliRun.Result cluster = await Ok("cluster", "-w", workspace, "-k", "3");
        Assert.Contains("cluster   3 clusters", cluster.Error, StringComparison.Ordinal);
        Assert.Contains("run sargam evaluate first", (await CliRun.RunAsync("report", "-w", workspace)).Error, StringComparison.Ordinal);
        CliRun.Result evaluate = await Ok("evaluate", "-w", workspace, "--json");
        using JsonDocument json = JsonDocument.Parse(evaluate.Output);
        Assert.Equal(3, json.RootElement.GetProperty("methods")[0].GetProperty("cluster_count").GetInt32());
        Assert.Contains("unchanged, kept", (await Ok("project", "-w", workspace)).Error, StringComparison.Ordinal);
        await Ok("report", "-w", workspace);

        Assert.Equal(3, Directory.GetFiles(_folder.File("ws/runs/0001-sargam/playlists")).Length);
    }

    [Fact]
    public async Task Playlists_lead_back_to_the_music()
    {
        await RunOk("ws");
        string playlists = _folder.File("ws/runs/0001-sargam/playlists");
        string[] entries = [.. Directory.GetFiles(playlists).SelectMany(File.ReadAllLines).Where(line => !line.StartsWith('#'))];

        Assert.Equal(14, entries.Length);
        Assert.All(entries, entry => Assert.True(File.Exists(Path.Combine(playlists, entry)), entry));
    }

    [Fact]
    public async Task The_recipe_of_a_run_gives_the_same_run_again()
    {
        await RunOk("ws1", "--beta", "0.5", "--hidden", "32,16", "-k", "3");
        await Ok("run", _folder.File("music"), "-w", _folder.File("ws2"), "--recipe", _folder.File("ws1/runs/0001-sargam/recipe.yaml"));

        Assert.Equal(Contents("ws1"), Contents("ws2"));
    }

    [Fact]
    public async Task Rows_carry_the_labels_of_the_folders()
    {
        await RunOk("ws");
        CsvTable clusters = CsvTable.Read(_folder.File("ws/runs/0001-sargam/clusters.csv"));

        Assert.Equal(["id", "path", "cluster", "confidence", "folder"], clusters.Header);
        Assert.Equal("even", clusters.Cell(0, "folder"));
        Assert.Equal("even/00_গান.wav", clusters.Cell(0, "path"));
    }

    [Fact]
    public async Task Interrupting_exits_with_130_and_the_next_run_goes_on()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        CliRun.Result interrupted = await CliRun.RunAsync(
            ["run", _folder.File("music"), "-w", _folder.File("ws"), "--epochs", "1000000", "--seeds", "1"], [], source.Token);

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains("goes on from there", interrupted.Error, StringComparison.Ordinal);
        await RunOk("ws");
        Assert.Empty(Directory.GetFiles(_folder.File("ws"), "*.tmp", SearchOption.AllDirectories));
    }

    private Task<CliRun.Result> RunOk(string workspace, params string[] options) =>
        Ok(["run", _folder.File("music"), "-w", _folder.File(workspace), .. Quick, .. options]);

    private static async Task<CliRun.Result> Ok(params string[] arguments)
    {
        CliRun.Result result = await CliRun.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return result;
    }

    /// <summary>Every file of a workspace by name, times aside.</summary>
    private Dictionary<string, string> Contents(string workspace) => Directory.GetFiles(_folder.File(workspace), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "manifest.json")
        .ToDictionary(file => Path.GetRelativePath(_folder.File(workspace), file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
