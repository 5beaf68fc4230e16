using System.Globalization;
using Sargam.Demo;
using Sargam.Scanning.Lyrics.Unicode;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Styles_are_recovered_over_five_seeds_and_language_is_not()
    {
        var style = new List<double>();
        var language = new List<double>();
        for (int seed = 0; seed < 5; seed++)
        {
            string root = _folder.File($"seed{seed}");
            CliRun.Result result = await CliRun.RunAsync("demo", "-w", root, "--seed", $"{seed}", "--seeds", "1", "--null-draws", "0");
            Assert.True(result.ExitCode == 0, result.Error);
            CsvTable metrics = CsvTable.Read(Path.Combine(root, "runs/0001-sargam/metrics.csv"));
            Assert.Equal("vae", metrics.Cell(0, "representation"));
            style.Add(Number(metrics, "nmi_style"));
            language.Add(Number(metrics, "ami_language"));
        }

        Assert.True(style.Average() >= 0.8, $"NMI with style: {string.Join(", ", style)}");
        Assert.InRange(language.Average(), -0.1, 0.1);
    }

    [Fact]
    public async Task The_demo_has_structure_and_one_style_alone_has_none()
    {
        CliRun.Result mixed = await CliRun.RunAsync("demo", "-w", _folder.File("mixed"));
        CliRun.Result single = await CliRun.RunAsync("demo", "--null", "-w", _folder.File("null"));

        Assert.Contains("\nStructure: ", mixed.Output, StringComparison.Ordinal);
        Assert.Contains("\nNone beyond chance: ", single.Output, StringComparison.Ordinal);
        Assert.EndsWith("report.html", mixed.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_of_the_demo_in_three_languages_are_in_the_workspace()
    {
        DemoCollection demo = DemoCollection.Create(new DemoOptions { Seed = 3, TrackCount = 15 });
        demo.Write(_folder.File("demo"), cancellationToken: TestContext.Current.CancellationToken);
        string root = _folder.File("ws");

        CliRun.Result result = await CliRun.RunAsync("scan", _folder.File("demo/music"), "-w", root);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("lyrics: 15 of 15 tracks (100 %): 15 from files beside the audio", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("markup", result.Error, StringComparison.Ordinal);
        Dictionary<string, string> idOfPath = new Workspace(root).LoadTracks().ToDictionary(track => track.Path, track => track.Id);
        Dictionary<string, string> words = new Workspace(root).LoadLyrics().ToDictionary(row => row.Id, row => row.Text);
        Assert.All(demo.Tracks, track => Assert.Equal(Nfc.Normalize(track.Lyrics.Trim()), words[idOfPath[track.FileName]]));
        string bangla = demo.Tracks.First(track => track.Language == "Bangla").Lyrics.Split('\n')[0];
        Assert.Contains(Nfc.Normalize(bangla), File.ReadAllText(Path.Combine(root, "lyrics.csv")), StringComparison.Ordinal);
    }

    private static double Number(CsvTable table, string column) => double.Parse(table.Cell(0, column), CultureInfo.InvariantCulture);
}
