using System.Text.Json;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class VaeFamilyTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "1", "--null-draws", "1", "--epochs", "4", "--permutations", "99", "-k", "2"];
    private readonly TempFolder _folder = new();

    public VaeFamilyTests()
    {
        for (int i = 0; i < 12; i++) _folder.Write($"music/{(i % 2 == 0 ? "even" : "odd")}/{i:00}.wav", Tones.Wav((ulong)i));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--beta auto --active-units 3")]
    [InlineData("--autoencoder")]
    [InlineData("--prior-components 2")]
    [InlineData("--condition folder")]
    [InlineData("--condition folder --condition-on decoder")]
    [InlineData("--features mfcc-sequence --architecture conv1d")]
    [InlineData("--features logmel-64x128 --architecture conv2d --crops spread:2")]
    public async Task Every_member_runs_from_music_to_report_with_the_same_bytes_at_any_thread_count(string options)
    {
        Dictionary<string, string> one = await RunAsync("one", ["--threads", "1", .. options.Split(' ')]);
        Dictionary<string, string> two = await RunAsync("two", ["--threads", "2", .. options.Split(' ')]);

        Assert.Contains("runs/0001-sargam/report.html", one.Keys);
        Assert.Equal(one, two);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(_folder.File("one/runs/0001-sargam/manifest.json")));
        JsonElement training = manifest.RootElement.GetProperty("training")[0];
        Assert.Equal(options.StartsWith("--autoencoder", StringComparison.Ordinal), training.GetProperty("beta").GetDouble() == 0);
        foreach (string name in new[] { "seed", "epochs", "kept_epoch", "active_units", "informative_units", "aggregate_deviations", "warnings" })
        {
            Assert.True(training.TryGetProperty(name, out _), name);
        }
    }

    [Theory]
    [InlineData("squared", "adamw", "cosine", "constant")]
    [InlineData("learned_variance", "sgd", "plateau", "cyclical")]
    [InlineData("cross_entropy", "adam", "constant", "warmup")]
    public async Task What_has_no_flag_comes_from_the_recipe_file(string loss, string optimizer, string schedule, string betaSchedule)
    {
        string recipe = _folder.Write(
            "mine.yaml",
            $"represent:\n  reconstruction_loss: {loss}\n  optimizer: {optimizer}\n  learning_rate_schedule: {schedule}\n  beta_schedule: {betaSchedule}\n"
            + "  layer_norm: true\n  dropout: 0.1\n  activation: elu\n  weight_decay: 0.01\n  gradient_clip: 1\n  learning_rate: 0.0001\n");

        Dictionary<string, string> run = await RunAsync("ws", ["--recipe", recipe]);

        Assert.Contains("runs/0001-sargam/report.html", run.Keys);
        string written = File.ReadAllText(_folder.File("ws/runs/0001-sargam/recipe.yaml"));
        Assert.Contains($"  reconstruction_loss: {loss}\n", written, StringComparison.Ordinal);
        Assert.Contains("  layer_norm: true\n", written, StringComparison.Ordinal);
        CsvTable history = CsvTable.Read(_folder.File("ws/runs/0001-sargam/history.csv"));
        Assert.Equal(4, history.Rows.Count);
        Assert.True(double.TryParse(history.Cell(3, "total"), out _));
    }

    [Theory]
    [InlineData("--architecture conv1d", 1, "one of --features mfcc-sequence")]
    [InlineData("--beta lots", 2, "--beta must be auto or a number at least 0, got lots")]
    [InlineData("--beta 2 --active-units 3", 2, "--active-units is for --beta auto, got --beta 2")]
    [InlineData("--autoencoder --beta auto", 1, "represent.beta (--beta) must be a number for a plain autoencoder")]
    [InlineData("--condition tempo", 1, "labels that can be used: folder (2 values)")]
    [InlineData("--condition-on decoder", 1, "name a label with --condition")]
    public async Task What_cannot_be_is_refused_before_anything_is_decoded(string options, int exitCode, string message)
    {
        CliRun.Result result = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), .. options.Split(' ')]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("ws/features")));
    }

    private async Task<Dictionary<string, string>> RunAsync(string workspace, string[] options)
    {
        CliRun.Result result = await CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File(workspace), .. Quick, .. options]);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return Directory.GetFiles(_folder.File(workspace), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "manifest.json")
            .ToDictionary(file => Path.GetRelativePath(_folder.File(workspace), file), file => Convert.ToHexString(File.ReadAllBytes(file)));
    }
}
