using System.Text;
using System.Text.Json;
using Sargam.Learning.Decomposition;
using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Scanning.Embeddings;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

/// <summary>Bad evidence as it was published, and good: <c>sargam evaluate --embeddings ... --assignments ...</c>.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_giant_cluster_of_collapsed_latents_is_degenerate()
    {
        var rng = new Rng(1);
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(i => Noise.Normal(rng, 16).Select(value => 0.001f * value + (i % 43 == 0 && i < 989 ? 0.05f : 0)).ToArray())];
        JsonElement card = await AuditAsync(Matrix.FromRows(rows), rows.Select(row => row[0] > 0.02 ? "1" : "0"));

        Assert.Equal("degenerate", Verdict(card));
        Assert.True(Method(card).GetProperty("silhouette").GetDouble() > 0.9);
        AssertSays(card, "97.7 % of the tracks are in one cluster.", "says nothing here: a handful of far rows", "if they are latents of a VAE, none of its dimensions is in use");
    }

    [Fact]
    public async Task Vectors_that_hardly_differ_are_degenerate()
    {
        var rng = new Rng(2);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Noise.Normal(rng, 8).Select(value => 5 + 0.001f * value).ToArray())];

        JsonElement card = await AuditAsync(Matrix.FromRows(rows), Enumerable.Range(0, 200).Select(i => $"{i % 4}"));
        Assert.Equal("degenerate", Verdict(card));
        AssertSays(card, "The vectors are nearly constant");

        JsonElement equal = await AuditAsync(new Matrix(200, 8), Enumerable.Range(0, 200).Select(i => $"{i % 4}"));
        Assert.Equal("degenerate", Verdict(equal));
        AssertSays(equal, "200 of 200 rows repeat 1 row");
    }

    [Fact]
    public async Task Ten_rows_tiled_over_a_thousand_are_degenerate()
    {
        var rng = new Rng(3);
        float[][] songs = [.. Enumerable.Range(0, 13).Select(_ => Noise.Normal(rng, 50))];
        int[] song = [.. Enumerable.Range(0, 1000).Select(i => i < 997 ? i % 10 : i - 987)];
        JsonElement card = await AuditAsync(Matrix.FromRows([.. song.Select(s => songs[s])]), song.Select(s => $"{s % 10}"));

        Assert.Equal("degenerate", Verdict(card));
        AssertSays(card, "997 of 1,000 rows repeat 10 rows: copies lie on one point");
    }

    [Fact]
    public async Task Noise_that_was_dropped_counts()
    {
        var rng = new Rng(4);
        float[][] rows = [.. Enumerable.Range(0, 300).Select(i => i % 10 < 7 ? Noise.Normal(rng, 6).Select((value, j) => value + (j == i % 10 % 3 ? 7 : 0)).ToArray() : Noise.Normal(rng, 6).Select(value => 4 * value).ToArray())];
        Matrix values = Matrix.FromRows(rows);
        string[] clusters = [.. Enumerable.Range(0, 300).Select(i => i % 10 < 7 ? $"{i % 10 % 3}" : "-1")];
        string tracks = _folder.Write("tracks.csv", "id,genre\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"t{i},{"abc"[i % 10 % 3]}\n")));
        string dropped = "id,cluster\n" + string.Concat(Enumerable.Range(0, 300).Where(i => clusters[i] != "-1").Reverse().Select(i => $"t{i},{clusters[i]}\n"));

        JsonElement card = await AuditAsync(values, dropped, "--tracks", tracks);
        JsonElement said = await AuditAsync(values, "cluster\n" + string.Join('\n', clusters), "--tracks", tracks);

        Assert.Equal(0.7, Method(card).GetProperty("coverage").GetDouble(), 10);
        AssertSays(card, "30 % of the tracks are in no cluster; they count as wrong in purity and accuracy", "Without the tracks that are in no cluster the silhouette would be");
        Assert.InRange(Method(card).GetProperty("labels")[0].GetProperty("purity").GetDouble(), 0.69, 0.71);
        Assert.Equal(card.GetRawText(), said.GetRawText());
    }

    [Fact]
    public async Task Two_principal_components_of_gtzan_lift_the_silhouette_and_nothing_else()
    {
        string table = RepositoryRoot.Shared("data/gtzan-features/features_30_sec.csv");
        EmbeddingTable features = EmbeddingTable.Read(table, ["length"], []);
        MatrixView standardised = new StandardScaler().Fit(features.Values, null, TestContext.Current.CancellationToken).Transform(features.Values);
        Matrix plane = new Pca(new PcaOptions { ComponentCount = 2 }).Fit(standardised, null, TestContext.Current.CancellationToken).Transform(standardised);
        IReadOnlyList<int> labels = new KMeans(new KMeansOptions { ClusterCount = 10, Seed = 0 }).Fit(plane, null, TestContext.Current.CancellationToken).Labels;

        JsonElement card = await AuditAsync(plane, labels.Select(label => $"{label}"), "--features", table);

        Assert.Equal("weak", Verdict(card));
        Assert.Contains("but not in the columns of --features", card.GetProperty("scorecard").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.InRange(Method(card).GetProperty("silhouette").GetDouble(), 0.3, 0.4);
        Assert.True(Method(card).GetProperty("silhouette_common").GetDouble() < 0.1);
        AssertSays(card, "The vectors have 2 numbers each: in so few dimensions silhouettes are high for anything", "Tightness in the columns of --features (silhouette) is 0.0", "rows repeat 14 rows");
    }

    [Fact]
    public async Task Clumps_on_a_map_are_weak_evidence_until_what_it_was_made_of_shows_them()
    {
        var rng = new Rng(6);
        int[] group = [.. Enumerable.Range(0, 200).Select(_ => rng.NextInt(4))];
        float[][] planted = [.. group.Select(g => Noise.Normal(rng, 10).Select((value, j) => value + (j == g ? 7 : 0)).ToArray())];
        float[][] map = [.. group.Select(g => Noise.Normal(rng, 2).Select((value, j) => value + 12 * (g >> j & 1)).ToArray())];
        string CsvOf(float[][] rows) => string.Join(',', rows[0].Select((_, j) => $"v{j}")) + "\n" + string.Concat(rows.Select(row => string.Join(',', row.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))) + "\n"));
        string[] clusters = [.. group.Select(g => $"{g}")];

        JsonElement alone = await AuditAsync(Matrix.FromRows(map), clusters);
        JsonElement shown = await AuditAsync(Matrix.FromRows(map), clusters, "--features", _folder.Write("planted.csv", CsvOf(planted)));
        JsonElement clumped = await AuditAsync(Matrix.FromRows(map), clusters, "--features", _folder.Write("noise.csv", CsvOf([.. group.Select(_ => Noise.Normal(rng, 10))])));

        Assert.Equal(("weak", "structure", "weak"), (Verdict(alone), Verdict(shown), Verdict(clumped)));
        Assert.Contains("may be a map, which makes clumps of anything", alone.GetProperty("scorecard").GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_that_are_stretches_of_the_list_are_told_as_such()
    {
        JsonElement card = await AuditAsync(Cloud(5, 300, 10), Enumerable.Range(0, 300).Select(i => $"{i / 30}"));

        Assert.Equal("none_beyond_chance", Verdict(card));
        AssertSays(card, "In the order of the list the clusters are 10 unbroken stretches", "The clusters follow the order of the list");
    }

    [Fact]
    public async Task Cutting_up_noise_is_never_taken_for_structure()
    {
        int none = 0;
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix cloud = Cloud(100 + seed, 150, 6);
            IReadOnlyList<int> labels = new KMeans(new KMeansOptions { ClusterCount = 3 + (int)seed % 4, Seed = seed }).Fit(cloud, null, TestContext.Current.CancellationToken).Labels;
            JsonElement card = await AuditAsync(cloud, labels.Select(label => $"{label}"), "--permutations", "99");
            Assert.True(Verdict(card) is "none_beyond_chance" or "weak", $"seed {seed}: {Verdict(card)}");
            if (Verdict(card) == "none_beyond_chance") none++;
            AssertSays(card, "cut into as many clusters by K-Means and agglomerative clustering");
        }

        Assert.True(none >= 9, $"{none} of 10");
    }

    [Fact]
    public async Task Good_clusters_raise_no_alarm()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int groups = 3 + (int)seed % 4;
            var rng = new Rng(seed);
            int[] group = [.. Enumerable.Range(0, 150).Select(_ => rng.NextInt(groups))];
            Matrix values = Matrix.FromRows([.. group.Select(g => Noise.Normal(rng, 10).Select((value, j) => value + (j == g ? 7 : 0)).ToArray())]);
            JsonElement card = await AuditAsync(values, group.Select(g => $"{g}"), "--permutations", "99");

            Assert.True(Verdict(card) == "structure", $"seed {seed}: {Reasons(card)}");
            foreach (string alarm in new[] { "repeat ", "constant", "collapsed", "so few dimensions", "unbroken", "in one cluster", "in no cluster" })
            {
                Assert.False(Reasons(card).Contains(alarm, StringComparison.Ordinal), $"seed {seed}: {Reasons(card)}");
            }
        }
    }

    [Fact]
    public async Task Scores_are_kept_where_a_workspace_is_named_and_people_are_told()
    {
        (string vectors, string assignments) = Write(Cloud(7, 60, 4), "cluster,genre,artist\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 3},{"ab"[i % 2]},p{i / 4}\n")));
        string workspace = _folder.File("ws");
        string[] arguments = ["evaluate", "--embeddings", vectors, "--assignments", assignments, "--labels", "genre", "--permutations", "99", "--null-draws", "19"];

        CliRun.Result first = await CliRun.RunAsync([.. arguments, "-w", workspace]);
        CliRun.Result second = await CliRun.RunAsync([.. arguments, "-w", workspace]);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("embeddings + elsewhere", first.Output, StringComparison.Ordinal);
        Assert.Contains("None beyond chance", first.Output, StringComparison.Ordinal);
        Assert.Contains($"Scores: {Path.Combine(workspace, "audits", "0001")}", first.Output, StringComparison.Ordinal);
        foreach (string file in new[] { "scorecard.json", "metrics.csv", "summary.csv", "audit.csv", "comparisons.csv" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(workspace, "audits", "0001", file)), File.ReadAllBytes(Path.Combine(workspace, "audits", "0002", file)));
        }

        Assert.Equal(0, second.ExitCode);
        CsvTable audit = CsvTable.Read(Path.Combine(workspace, "audits", "0001", "audit.csv"));
        Assert.Equal(["artist", "file_order"], audit.Rows.Select((_, row) => audit.Cell(row, "factor")));
        Assert.Contains("The clusters do not follow genre", first.Output, StringComparison.Ordinal);
        CsvTable metrics = CsvTable.Read(Path.Combine(workspace, "audits", "0001", "metrics.csv"));
        Assert.Equal("60", metrics.Cell(0, "tracks"));
        Assert.NotEmpty(metrics.Cell(0, "ami_genre"));
    }

    [Theory]
    [InlineData("--embeddings z.npy", "--embeddings needs --assignments FILE")]
    [InlineData("--assignments mine.csv", "--assignments needs --embeddings FILE")]
    [InlineData("--labels genre", "--labels needs --embeddings and --assignments")]
    [InlineData("--embeddings z.npy --assignments mine.csv --run 1", "--run is for the runs of a workspace")]
    public async Task Options_that_do_not_fit_are_a_usage_error(string options, string message)
    {
        CliRun.Result result = await CliRun.RunAsync(["evaluate", .. options.Split(' ')]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_do_not_fit_leave_nothing_behind()
    {
        (string vectors, string assignments) = Write(Cloud(8, 20, 3), "cluster\n0\n1\n");
        CliRun.Result result = await CliRun.RunAsync("evaluate", "--embeddings", vectors, "--assignments", assignments, "-w", _folder.File("new"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("must have a row for each vector (20), it has 2", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("new")));
    }

    private static Matrix Cloud(ulong seed, int rowCount, int columnCount)
    {
        var rows = new Matrix(rowCount, columnCount);
        new Rng(seed).Normal(rows.Values);
        return rows;
    }

    private Task<JsonElement> AuditAsync(Matrix values, IEnumerable<string> clusters, params string[] options) =>
        AuditAsync(values, "cluster\n" + string.Join('\n', clusters) + "\n", options);

    private async Task<JsonElement> AuditAsync(Matrix values, string csv, params string[] options)
    {
        (string vectors, string assignments) = Write(values, csv);
        CliRun.Result result = await CliRun.RunAsync(["evaluate", "--embeddings", vectors, "--assignments", assignments, "--json", .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private (string Vectors, string Assignments) Write(Matrix values, string csv)
    {
        using var stream = new MemoryStream();
        Npy.Write(stream, values);
        return (_folder.Write("z.npy", stream.ToArray()), _folder.Write("mine.csv", Encoding.UTF8.GetBytes(csv)));
    }

    private static string Verdict(JsonElement result) => result.GetProperty("scorecard").GetProperty("verdict").GetString()!;

    private static JsonElement Method(JsonElement result) => result.GetProperty("methods")[0];

    private static string Reasons(JsonElement result) => string.Join('\n', result.GetProperty("scorecard").GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()));

    private static void AssertSays(JsonElement result, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, Reasons(result), StringComparison.Ordinal));
}
