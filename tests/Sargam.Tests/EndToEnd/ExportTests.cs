using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.Reporting.Paper;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed partial class ExportTests : IDisposable
{
    private const string HostileLabel = "50 % & #1 \\input{x} ${}^_~ <b>";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_on_audio_is_explained_and_becomes_a_paper()
    {
        string workspace = _folder.File("ws");
        CliRun.Result run = await CliRun.RunAsync("demo", "-w", workspace, "--seeds", "2", "--null-draws", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\nCluster 0 (12 tracks): ", run.Output, StringComparison.Ordinal);
        CsvTable explanations = CsvTable.Read(Path.Combine(workspace, "runs/0001-sargam/explanations.csv"));
        Assert.Contains(explanations.Rows.Select((_, row) => row), row =>
            explanations.Cell(row, "kind") == "audio" && explanations.Cell(row, "told") == "yes" && explanations.Cell(row, "p").Length > 0);
        Assert.Contains("Least typical tracks", File.ReadAllText(Path.Combine(workspace, "runs/0001-sargam/report.html")), StringComparison.Ordinal);

        string paper = _folder.File("paper");
        CliRun.Result export = await CliRun.RunAsync("export", "--paper", "-w", workspace, "--out", paper);

        Assert.True(export.ExitCode == 0, export.Error);
        AssertWhole(paper);
        Assert.Contains("Sargam demo", File.ReadAllText(Path.Combine(paper, "facts.tex")), StringComparison.Ordinal);
        string[] figures = [.. Directory.GetFiles(Path.Combine(paper, "figures"), "*.svg").Select(file => Path.GetFileNameWithoutExtension(file)!)];
        Assert.All(figures, figure => Assert.Contains($"\\SargamFigure{{{figure}}}", File.ReadAllText(Path.Combine(paper, "paper.tex")), StringComparison.Ordinal));
        Assert.Equal(["agreement", "clusters", "comparisons", "evidence", "methods"], Directory.GetFiles(Path.Combine(paper, "tables"), "*.md").Select(Path.GetFileNameWithoutExtension).Order());

        File.AppendAllText(Path.Combine(paper, "paper.tex"), "% mine");
        CliRun.Result again = await CliRun.RunAsync("export", "--paper", "-w", workspace, "--out", paper);
        Assert.EndsWith("% mine", File.ReadAllText(Path.Combine(paper, "paper.tex")), StringComparison.Ordinal);
        Assert.Contains("paper.tex was there already and is kept", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_with_hostile_labels_are_explained_by_labels_only_and_exported()
    {
        string workspace = _folder.File("ws");
        CliRun.Result run = await CliRun.RunAsync(
            "run", "--embeddings", Vectors(), "-w", workspace, "--labels", "genre", "-k", "2", "--seeds", "1", "--null-draws", "0", "--permutations", "99", "--map", "pca");
        Assert.True(run.ExitCode == 0, run.Error);
        string folder = _folder.File("out");

        CliRun.Result export = await CliRun.RunAsync("export", "--paper", "--clusters", "--latents", "--features", "-w", workspace, "--out", folder);

        Assert.True(export.ExitCode == 0, export.Error);
        AssertWhole(folder);
        CsvTable explanations = CsvTable.Read(Path.Combine(folder, "explanations.csv"));
        int[] rows = [.. Enumerable.Range(0, explanations.Rows.Count)];
        Assert.DoesNotContain(rows, row => explanations.Cell(row, "kind") is "audio" or "word");
        Assert.Contains(rows, row => explanations.Cell(row, "kind") == "label" && explanations.Cell(row, "item") == HostileLabel && explanations.Cell(row, "told") == "yes");
        CsvTable latents = CsvTable.Read(Path.Combine(folder, "latents.csv"));
        Assert.Equal(60, latents.Rows.Count);
        Assert.True(File.Exists(Path.Combine(folder, "latents.npy")));
        Assert.True(File.Exists(Path.Combine(folder, "clusters.csv")));
        Assert.NotEmpty(Directory.GetFiles(folder, "*.columns.csv"));
    }

    [Fact]
    public async Task Export_says_what_it_needs()
    {
        Assert.Contains("--paper, --clusters, --latents, --features", (await CliRun.RunAsync("export", "-w", _folder.Path)).Error, StringComparison.Ordinal);
        CliRun.Result empty = await CliRun.RunAsync("export", "--paper", "-w", _folder.Path);
        Assert.Equal(1, empty.ExitCode);
        Assert.Contains("has no run yet", empty.Error, StringComparison.Ordinal);
    }

    /// <summary>Every group is closed, every file that is asked for is there, every citation has its reference.</summary>
    private static void AssertWhole(string folder)
    {
        string[] sources = [.. Directory.GetFiles(folder, "*.tex", SearchOption.AllDirectories)];
        Assert.All(sources, source => Assert.Equal(0, TexSource.Depth(File.ReadAllText(source))));
        string all = string.Concat(sources.Select(File.ReadAllText));
        Assert.All(InputPattern().Matches(File.ReadAllText(Path.Combine(folder, "paper.tex"))), match => Assert.True(File.Exists(Path.Combine(folder, match.Groups[1].Value + ".tex"))));
        string references = File.ReadAllText(Path.Combine(folder, "references.bib"));
        Assert.All(CitePattern().Matches(all).SelectMany(match => match.Groups[1].Value.Split(',')), key => Assert.Contains($"{{{key},", references, StringComparison.Ordinal));
    }

    private string Vectors()
    {
        var rng = new Rng(1);
        var csv = new StringBuilder("id,genre,a,b,c\n");
        for (int i = 0; i < 60; i++)
        {
            string label = i % 2 == 0 ? $"\"{HostileLabel}\"" : "plain";
            csv.Append(CultureInfo.InvariantCulture, $"t{i},{label},{rng.Normal() + 8 * (i % 2)},{rng.Normal()},{rng.Normal()}\n");
        }

        return _folder.Write("vectors.csv", csv.ToString());
    }

    [GeneratedRegex(@"\\input\{([\w/]+)\}")]
    private static partial Regex InputPattern();

    [GeneratedRegex(@"\\cite\{([\w,]+)\}")]
    private static partial Regex CitePattern();
}
