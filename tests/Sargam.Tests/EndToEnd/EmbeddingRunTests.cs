using System.Globalization;
using System.Text;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class EmbeddingRunTests : IDisposable
{
    private static readonly string[] Clusterers = ["agglomerative", "kmeans", "mini-batch-kmeans", "gaussian-mixture", "spectral", "consensus", "dbscan", "hdbscan"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_clusterer_and_map_competes_on_vectors_of_three_planted_groups()
    {
        string workspace = _folder.File("ws");
        CliRun.Result result = await CliRun.RunAsync(
            "run", "--embeddings", Planted(), "-w", workspace, "--labels", "genre", "--clusterer", string.Join(',', Clusterers),
            "--covariance", "spherical", "--groups", "2", "--umap-dimensions", "3", "--map", "umap,tsne,pca", "--seeds", "1", "--null-draws", "1", "--epochs", "30", "--permutations", "99");

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        CsvTable metrics = CsvTable.Read(Run(workspace, "metrics.csv"));
        int[] raw = [.. Enumerable.Range(0, metrics.Rows.Count).Where(row => metrics.Cell(row, "representation") == "raw")];
        Assert.Equal(Clusterers, raw.Select(row => metrics.Cell(row, "clusterer")));
        Assert.All(raw, row => Assert.True(Number(metrics, row, "ami_genre") > 0.8, $"{metrics.Cell(row, "clusterer")}: {metrics.Cell(row, "ami_genre")}"));
        foreach (string map in new[] { "projection", "projection-tsne", "projection-pca" }) Assert.Equal(90, CsvTable.Read(Run(workspace, $"{map}.csv")).Rows.Count);
        Assert.Contains("vae-umap", metrics.Rows.Select((_, row) => metrics.Cell(row, "representation")));
        CsvTable clusters = CsvTable.Read(Run(workspace, "clusters.csv"));
        Assert.Equal(["0", "1"], clusters.Rows.Select((_, row) => clusters.Cell(row, "group")).Distinct().Order());
        Assert.All(
            clusters.Rows.Select((_, row) => (Cluster: clusters.Cell(row, "cluster"), Group: clusters.Cell(row, "group"))).GroupBy(entry => entry.Cluster),
            cluster => Assert.Single(cluster.Select(entry => entry.Group).Distinct()));
        CsvTable audit = CsvTable.Read(Run(workspace, "audit.csv"));
        Assert.Contains("file_order", audit.Rows.Select((_, row) => audit.Cell(row, "factor")));
        Assert.DoesNotContain("Open as playlist", File.ReadAllText(Run(workspace, "report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbscan", "--epsilon", "0.3")]
    [InlineData("dbscan", "--epsilon", "0.0001")]
    [InlineData("hdbscan", "--min-cluster-size", "10")]
    [InlineData("hdbscan", "--min-cluster-size", "80")]
    public async Task Noise_goes_through_the_whole_flow(string clusterer, string option, string value)
    {
        string workspace = _folder.File("ws");
        CliRun.Result result = await CliRun.RunAsync(
            "run", "--embeddings", Planted(scatter: 20), "-w", workspace, "--labels", "genre", "--clusterer", clusterer, option, value,
            "--seeds", "2", "--null-draws", "2", "--epochs", "10", "--permutations", "99", "--map", "pca");

        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        CsvTable clusters = CsvTable.Read(Run(workspace, "clusters.csv"));
        Assert.All(clusters.Rows.Select((_, row) => row).Where(row => clusters.Cell(row, "cluster") == "-1"), row => Assert.Equal("0", clusters.Cell(row, "confidence")));
        Assert.Contains(clusters.Rows.Select((_, row) => clusters.Cell(row, "cluster")), cluster => cluster == "-1");
        Assert.True(File.Exists(Run(workspace, "report.html")));
    }

    [Fact]
    public async Task Failed_settings_leave_the_results_and_the_recipe_as_they_were()
    {
        string workspace = _folder.File("ws");
        Assert.Equal(0, (await CliRun.RunAsync("run", "--embeddings", Planted(), "-w", workspace, "--seeds", "1", "--null-draws", "0", "--epochs", "5", "--permutations", "99", "--map", "pca")).ExitCode);
        string recipe = File.ReadAllText(Run(workspace, "recipe.yaml"));

        Assert.Equal(1, (await CliRun.RunAsync("cluster", "-w", workspace, "-k", "1000")).ExitCode);
        Assert.Equal(recipe, File.ReadAllText(Run(workspace, "recipe.yaml")));
        Assert.Equal(0, (await CliRun.RunAsync("evaluate", "-w", workspace)).ExitCode);

        Assert.Equal(0, (await CliRun.RunAsync("cluster", "-w", workspace, "-k", "4")).ExitCode);
        Assert.Equal(0, (await CliRun.RunAsync("cluster", "-w", workspace, "--clusterer", "dbscan", "--epsilon", "3", "--min-points", "4")).ExitCode);
        Assert.Contains("  clusters: \n", File.ReadAllText(Run(workspace, "recipe.yaml")), StringComparison.Ordinal);
        Assert.Contains("  epsilon: 3\n", File.ReadAllText(Run(workspace, "recipe.yaml")), StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.RunAsync("cluster", "-w", workspace, "--epsilon", "knee")).ExitCode);
        Assert.Contains("  epsilon: \n", File.ReadAllText(Run(workspace, "recipe.yaml")), StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.RunAsync("cluster", "-w", workspace, "--clusterer", "kmeans", "-k", "4")).ExitCode);
        CliRun.Result report = await CliRun.RunAsync("report", "-w", workspace);
        Assert.Equal((1, true), (report.ExitCode, report.Error.Contains("run sargam evaluate first", StringComparison.Ordinal)));
        Assert.Equal(0, (await CliRun.RunAsync("cluster", "-w", workspace, "-k", "auto")).ExitCode);
        Assert.Equal(recipe, File.ReadAllText(Run(workspace, "recipe.yaml")));
        Assert.Equal(0, (await CliRun.RunAsync("report", "-w", workspace)).ExitCode); // the scores are of these clusters again
    }

    [Fact]
    public async Task A_workspace_of_vectors_takes_no_music_and_the_other_way_round()
    {
        string vectors = _folder.File("vectors");
        Assert.Equal(0, (await CliRun.RunAsync("scan", "--embeddings", Planted(), "-w", vectors)).ExitCode);
        _folder.Write("music/a.wav", Tones.Wav(1));

        CliRun.Result music = await CliRun.RunAsync("scan", _folder.File("music"), "-w", vectors);
        CliRun.Result schema = await CliRun.RunAsync("represent", "-w", vectors, "--features", "mfcc-moments");
        CliRun.Result both = await CliRun.RunAsync("run", _folder.File("music"), "--embeddings", Planted());

        Assert.Equal((1, 1, 2), (music.ExitCode, schema.ExitCode, both.ExitCode));
        Assert.Contains("another", music.Error, StringComparison.Ordinal);
        Assert.Contains("holds vectors, not audio", schema.Error, StringComparison.Ordinal);
        Assert.Contains("exclude each other", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gtzan_features_give_the_published_floor_their_duplicates_and_their_order()
    {
        string table = RepositoryRoot.Shared("data/gtzan-features/features_30_sec.csv");
        string workspace = _folder.File("gtzan");
        CliRun.Result result = await CliRun.RunAsync(
            "run", "--embeddings", table, "--skip-columns", "length", "-w", workspace, "--clusters", "10", "--seeds", "20", "--null-draws", "0", "--epochs", "1", "--permutations", "99");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("14 rows with the same numbers as an earlier one", result.Error, StringComparison.Ordinal);
        CsvTable summary = CsvTable.Read(Run(workspace, "summary.csv"));
        int raw = Enumerable.Range(0, summary.Rows.Count).Single(row => summary.Cell(row, "representation") == "raw");
        Assert.InRange(Number(summary, raw, "nmi_label_mean"), 0.317 - 2 * 0.008, 0.317 + 2 * 0.008);
        CsvTable audit = CsvTable.Read(Run(workspace, "audit.csv"));
        int order = Enumerable.Range(0, audit.Rows.Count).Single(row => audit.Cell(row, "representation") == "raw" && audit.Cell(row, "factor") == "file_order");
        Assert.True(Number(audit, order, "ami_given") > 0.1, "the order inside a genre shows");
        Assert.Contains("they still follow the order of the list", result.Output, StringComparison.Ordinal);
    }

    private static string Run(string workspace, string file) => Path.Combine(workspace, "runs", "0001-sargam", file);

    private static double Number(CsvTable table, int row, string column) => double.Parse(table.Cell(row, column), CultureInfo.InvariantCulture);

    /// <summary>90 rows, shuffled: three groups of 30 in 6 dimensions.</summary>
    /// <param name="scatter">Rows more that belong to no group.</param>
    private string Planted(int scatter = 0)
    {
        var rng = new Rng(5);
        var lines = new List<string>();
        for (int i = 0; i < 90; i++)
        {
            float[] noise = Noise.Normal(rng, 6);
            noise[i % 3] += 9;
            noise[3 + i % 3] -= 9;
            lines.Add($"song {i:00},{string.Join(',', noise.Select(value => value.ToString(CultureInfo.InvariantCulture)))},{"abc"[i % 3]}");
        }

        for (int i = 0; i < scatter; i++)
        {
            lines.Add($"stray {i:00},{string.Join(',', Enumerable.Range(0, 6).Select(_ => rng.Uniform(-14, 14).ToString(CultureInfo.InvariantCulture)))},d");
        }

        string[] shuffled = [.. lines];
        rng.Shuffle<string>(shuffled);
        return _folder.Write("planted.csv", Encoding.UTF8.GetBytes("path,v1,v2,v3,v4,v5,v6,genre\n" + string.Join('\n', shuffled) + "\n"));
    }
}
