using System.Text.Json;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class CompareTests : IDisposable
{
    private const string Common = "cluster:\n  clusters: 2\n  restarts: 2\nevaluate:\n  null_draws: 1\n  permutations: 99\n  resamples: 50\n  subsamples: 2\n";
    private readonly TempFolder _folder = new();

    public CompareTests()
    {
        for (int i = 0; i < 12; i++) _folder.Write($"music/{(i % 2 == 0 ? "even" : "odd")}/{i:00}.wav", Tones.Wav((ulong)i));
        _folder.Write("one.yaml", $"name: one\nrepresent:\n  epochs: 3\n  latent: 4\n{Common}");
        _folder.Write("two.yaml", $"name: two\nrepresent:\n  epochs: 3\n  latent: 2\n{Common}");
        _folder.Write("words.yaml", $"name: words\nlyrics:\n  fusion: experts\nrepresent:\n  epochs: 3\n{Common}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Recipes_stand_side_by_side_with_the_same_bytes_at_any_thread_count_and_when_resumed()
    {
        CliRun.Result first = await CompareAsync("ws1", "one.yaml,two.yaml", "--threads", "1");
        CliRun.Result second = await CompareAsync("ws2", "one.yaml", "--threads", "2");
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        string[] before = Directory.GetDirectories(_folder.File("ws2/runs"));

        CliRun.Result resumed = await CompareAsync("ws2", "one.yaml,two.yaml", "--threads", "2");

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("represent unchanged, kept", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(before.Length + 1, Directory.GetDirectories(_folder.File("ws2/runs")).Length);
        Assert.Equal(Bytes("ws1/comparisons/0001"), Bytes("ws2/comparisons/0002"));
        CliRun.Result again = await CompareAsync("ws2", "one.yaml,two.yaml");
        Assert.Equal(resumed.Output, again.Output);
        Assert.Equal(2, Directory.GetDirectories(_folder.File("ws2/comparisons")).Length);
    }

    [Fact]
    public async Task Baselines_are_always_there_and_linear_ones_once()
    {
        CliRun.Result result = await CompareAsync("ws", "one.yaml,two.yaml");

        CsvTable ranking = CsvTable.Read(_folder.File("ws/comparisons/0001/ranking.csv"));
        string[] methods = [.. Enumerable.Range(0, ranking.Rows.Count).Select(row => $"{ranking.Cell(row, "representation")} {ranking.Cell(row, "clusterer")}").Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["autoencoder kmeans", "autoencoder spectral", "pca kmeans", "pca spectral", "raw kmeans", "raw spectral", "vae kmeans", "vae kmeans"], methods);
        CsvTable metrics = CsvTable.Read(_folder.File("ws/comparisons/0001/metrics.csv"));
        Assert.Equal((3 + 3 + 6) * 2, metrics.Rows.Count);
        CsvTable differences = CsvTable.Read(_folder.File("ws/comparisons/0001/differences.csv"));
        Assert.True(differences.Rows.Count >= 8 + 7);
        Assert.Contains("one: vae + kmeans", result.Output, StringComparison.Ordinal);
        Assert.Contains("folder:", result.Output, StringComparison.Ordinal);
        Assert.Contains("recipe 3 of 3: baseline", result.Error, StringComparison.Ordinal);
        Assert.Contains("| one: vae + kmeans |", File.ReadAllText(_folder.File("ws/comparisons/0001/comparison.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_that_cannot_run_is_told_and_stops_no_other()
    {
        CliRun.Result result = await CompareAsync("ws", "words.yaml,one.yaml", "--json");
        CliRun.Result strict = await CompareAsync("ws", "words.yaml,one.yaml", "--strict");

        Assert.Equal((3, 1), (result.ExitCode, strict.ExitCode));
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal("words", json.RootElement.GetProperty("not_run")[0].GetProperty("recipe").GetString());
        Assert.Contains("lyrics", json.RootElement.GetProperty("not_run")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("methods").EnumerateArray(), method => method.GetProperty("recipe").GetString() == "one");
        CsvTable ranking = CsvTable.Read(_folder.File("ws/comparisons/0001/ranking.csv"));
        Assert.Equal("not run", ranking.Cell(ranking.Rows.Count - 1, "verdict"));
        Assert.Contains("Not run: words: ", strict.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_clusters_are_tried_without_learning_a_space_twice()
    {
        CliRun.Result result = await CompareAsync("ws", "one.yaml", "--grid", "k=2,3");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("the same spaces as in 0001-one-k2", result.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder.File("ws/runs/0001-one-k2/latents.npy")), File.ReadAllBytes(_folder.File("ws/runs/0002-one-k3/latents.npy")));
        Assert.Contains("one-k3: vae + kmeans", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_from_elsewhere_compete_by_order_or_by_name()
    {
        string[] byOrder = [.. Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{(i < 6 ? 0 : 9) + i % 6 * 0.1},{i % 5 * 0.1}"))];
        _folder.Write("order.csv", "x,y\n" + string.Join('\n', byOrder) + "\n");
        string[] names = [.. Enumerable.Range(0, 6).Select(i => $"even/{2 * i:00}.wav"), .. Enumerable.Range(0, 6).Select(i => $"odd/{2 * i + 1:00}.wav")];
        _folder.Write("names.csv", "path,x,y\n" + string.Join('\n', names.Zip(byOrder, (name, vector) => $"{name},{vector}").Reverse()) + "\n");
        _folder.Write("short.csv", "path,x,y\n" + string.Join('\n', names.Zip(byOrder, (name, vector) => $"{name},{vector}").Skip(1)) + "\n");
        _folder.Write("few.csv", "x,y\n1,2\n3,4\n");

        CliRun.Result order = await CompareAsync("ws", "one.yaml", "--embeddings", _folder.File("order.csv"));
        CliRun.Result name = await CompareAsync("ws", "one.yaml", "--embeddings", _folder.File("names.csv"));
        CliRun.Result partial = await CompareAsync("ws", "one.yaml", "--embeddings", _folder.File("short.csv"));
        CliRun.Result few = await CompareAsync("ws", "one.yaml", "--embeddings", _folder.File("few.csv"));

        Assert.True(order.ExitCode == 0, order.Error);
        Assert.Equal(order.Output, name.Output);
        CsvTable ranking = CsvTable.Read(_folder.File("ws/comparisons/0001/ranking.csv"));
        int row = Enumerable.Range(0, ranking.Rows.Count).Single(row => ranking.Cell(row, "recipe") == "embeddings");
        Assert.Equal(("embeddings", "kmeans", "1"), (ranking.Cell(row, "representation"), ranking.Cell(row, "clusterer"), ranking.Cell(row, "ami_folder_mean")));
        Assert.Contains("embeddings,embeddings,kmeans,2,0,12,", File.ReadAllText(_folder.File("ws/comparisons/0001/metrics.csv")), StringComparison.Ordinal);
        Assert.Equal(3, partial.ExitCode);
        Assert.Contains("Not run: embeddings: --embeddings must have a vector of every track", partial.Output, StringComparison.Ordinal);
        Assert.Equal(1, few.ExitCode);
        Assert.Contains("must have a row for each row of tracks.csv (12)", few.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--grid", "colours", 2, "--grid must be annealing")]
    [InlineData("--recipes", "nothing-like-it", 1, "nothing-like-it")]
    public async Task What_cannot_be_is_refused_before_anything_is_decoded(string option, string value, int exitCode, string message)
    {
        CliRun.Result result = await CliRun.RunAsync("compare", _folder.File("music"), "-w", _folder.File("ws"), option, value);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("ws/features")));
    }

    private Task<CliRun.Result> CompareAsync(string workspace, string recipes, params string[] options) => CliRun.RunAsync([
        "compare", _folder.File("music"), "-w", _folder.File(workspace), "--seeds", "2",
        "--recipes", string.Join(',', recipes.Split(',').Select(_folder.File)), .. options]);

    private Dictionary<string, string> Bytes(string folder) => Directory.GetFiles(_folder.File(folder)).Where(file => Path.GetFileName(file) != "manifest.json")
        .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file)));
}
