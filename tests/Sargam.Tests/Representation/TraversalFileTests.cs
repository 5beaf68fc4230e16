using System.Globalization;
using Sargam.Features;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.Learning.Vae;
using Sargam.Tests.TestKit;
using VaeEstimator = Sargam.Learning.Vae.Vae;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own tests

namespace Sargam.Tests.Representation;

public sealed class TraversalFileTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "1", "--epochs", "30"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_represent_stage_writes_a_walk_per_dimension_with_tracks_and_features()
    {
        for (int i = 0; i < 12; i++) _folder.Write($"music/{(i == 0 ? "=1+1" : "song")}{i:00}.wav", Tones.Wav((ulong)i));
        await Ok(["represent", "-w", await ScannedAsync("ws", "mfcc-stats"), .. Quick, "--threads", "1", "--features", "mfcc-stats"]);
        await Ok(["represent", "-w", await ScannedAsync("ws2", "mfcc-stats"), .. Quick, "--threads", "2", "--features", "mfcc-stats"]);
        string file = _folder.File("ws/runs/0001-sargam/traversals.csv");
        CsvTable table = CsvTable.Read(file);

        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_folder.File("ws2/runs/0001-sargam/traversals.csv")));
        Assert.Equal(["dimension", "kl", "step", "deviations", "nearest_id", "nearest_path", "nearest_distance", "feature_1", "value_1"], table.Header.Take(9));
        Assert.Equal(27, table.Header.Count);
        Assert.NotEmpty(table.Rows);
        Assert.Equal(0, table.Rows.Count % 7);
        Assert.Equal(["-2", "0", "2"], new[] { 0, 3, 6 }.Select(row => table.Cell(row, "deviations")));
        CsvTable tracks = CsvTable.Read(_folder.File("ws/tracks.csv"));
        Dictionary<string, string> paths = Enumerable.Range(0, tracks.Rows.Count).ToDictionary(row => tracks.Cell(row, "id"), row => tracks.Cell(row, "path"));
        Assert.All(Enumerable.Range(0, table.Rows.Count), row => Assert.Equal(paths[table.Cell(row, "nearest_id")], table.Cell(row, "nearest_path")));
        Assert.False(File.Exists(_folder.File("ws/runs/0001-sargam/traversals.safetensors")));
    }

    [Fact]
    public async Task Sequences_have_their_decoded_maps_in_a_file_of_their_own_and_crops_lead_to_tracks()
    {
        for (int i = 0; i < 8; i++) _folder.Write($"music/song{i:00}.wav", Tones.Wav((ulong)i));
        string[] features = ["--features", "stack-39x130", "--crops", "spread:2"];
        string workspace = await ScannedAsync("ws", features[1], features[2..]);
        await Ok(["represent", "-w", workspace, .. Quick, .. features]);
        string run = Path.Combine(workspace, "runs", "0001-sargam");
        CsvTable table = CsvTable.Read(Path.Combine(run, "traversals.csv"));
        using FileStream stream = File.OpenRead(Path.Combine(run, "traversals.safetensors"));
        Safetensors maps = Safetensors.Read(stream);

        Assert.Equal("nearest_distance", table.Header[^1]);
        Assert.All(Enumerable.Range(0, table.Rows.Count), row => Assert.Matches(@"^song0\d\.wav$", table.Cell(row, "nearest_path")));
        string[] dimensions = [.. Enumerable.Range(0, table.Rows.Count).Select(row => table.Cell(row, "dimension")).Distinct()];
        Assert.NotEmpty(dimensions);
        Assert.Equal(dimensions.Select(dimension => $"dimension.{dimension}").Order(StringComparer.Ordinal), maps.Tensors.Keys.Order(StringComparer.Ordinal));
        int rowCount = maps.Metadata["rows"].Split('\n').Length;
        Assert.All(maps.Tensors.Values, map =>
        {
            Assert.Equal([7, rowCount], map.Shape.Take(2));
            Assert.All(map.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        });
        Assert.Equal(7, maps.Metadata["deviations"].Split('\n').Length);
    }

    [Fact]
    public void Features_are_the_most_changed_in_their_own_units_and_paths_are_escaped()
    {
        // Columns of very different units; the factor of the first ten is strong, that of the last two weak.
        var rng = new Rng(4);
        var values = new Matrix(150, 12);
        for (int row = 0; row < 150; row++)
        {
            (double strong, double weak) = (rng.Normal(), rng.Normal());
            for (int column = 0; column < 12; column++)
            {
                double standard = (column < 10 ? strong : weak) + 0.3 * rng.Normal();
                values[row, column] = (float)(1000 * column + Math.Pow(10, column % 4) * standard);
            }
        }

        StandardScalerModel scaler = new StandardScaler().Fit(values);
        Matrix standardised = scaler.Transform(values);
        CsvTable table = Write(values, scaler, standardised, beta: 1, out VaeModel vae);
        LatentWalk walk = LatentTraversal.Along(vae, vae.Encode(standardised)).Walks[0];

        string[] names = [.. Enumerable.Range(1, 10).Select(rank => table.Cell(0, $"feature_{rank}"))];
        Assert.Equal(Enumerable.Range(0, 10).Select(column => $"column_{column}").Order(), names.Order());
        Matrix original = scaler.InverseTransform(walk.Decoded[0]);
        double[] changes = [.. names.Select(name => Column(name)).Select(column => Math.Abs(walk.Decoded[0][6, column] - (double)walk.Decoded[0][0, column]))];
        Assert.Equal(changes.OrderDescending().First(), changes[0], 0.2);
        for (int step = 0; step < 7; step++)
        {
            Assert.Equal(step.ToString(CultureInfo.InvariantCulture), table.Cell(step, "step"));
            Assert.Equal(original[step, Column(names[3])], float.Parse(table.Cell(step, "value_4"), CultureInfo.InvariantCulture));
            Assert.StartsWith("'=", table.Cell(step, "nearest_path"), StringComparison.Ordinal);
            Assert.Equal(table.Cell(step, "nearest_id"), $"id{CsvTable.Unescape(table.Cell(step, "nearest_path"))[1..]}");
            if (step > 0) Assert.NotEqual(table.Cell(step - 1, "nearest_id"), table.Cell(step, "nearest_id"));
        }

        static int Column(string name) => int.Parse(name["column_".Length..], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_collapsed_representation_has_a_header_only()
    {
        Matrix values = Planted.Factors(seed: 1, rowCount: 60, columnCount: 12, factorCount: 2, noise: 0.3);
        StandardScalerModel scaler = new StandardScaler().Fit(values);
        CsvTable table = Write(values, scaler, scaler.Transform(values), beta: 500, out VaeModel vae);

        Assert.Equal(0, vae.ActiveUnits);
        Assert.Empty(table.Rows);
        Assert.Equal("value_10", table.Header[^1]);
    }

    private CsvTable Write(Matrix values, StandardScalerModel scaler, Matrix standardised, double beta, out VaeModel vae)
    {
        var options = new VaeOptions
        {
            Seed = 3,
            Architecture = new MlpArchitecture { HiddenSizes = [] },
            LatentSize = 4,
            EpochCount = 60,
            LearningRate = 1e-2,
            BatchSize = 16,
            Beta = beta,
            Patience = 0,
        };
        vae = new VaeEstimator(options).Fit(standardised, cancellationToken: TestContext.Current.CancellationToken);
        var schema = new FeatureSchema("planted", 1, [.. Enumerable.Range(0, values.ColumnCount).Select(column => new FeatureColumn($"column_{column}", "", "A planted column"))]);
        RunFolder run = RunFolder.Create(new Workspace(_folder.File("planted")), new Recipe());
        Track[] tracks = [.. Enumerable.Range(0, values.RowCount).Select(row => TrackOf($"id{row}", $"={row}"))];
        VaePosterior posterior = vae.Encode(standardised);
        var fitted = new FittedVae(vae, options, new InputPreparation(0, null, 1), null, [(FittedVae.Features, [values.ColumnCount])], values.ColumnCount, 0, null)
        {
            Latents = posterior.Mean,
            Posterior = () => posterior,
        };
        TraversalFile.Write(run, schema, scaler, fitted, tracks, TestContext.Current.CancellationToken);
        return CsvTable.Read(run.File(TraversalFile.Name));
    }

    private static Track TrackOf(string id, string path) => new()
    {
        Id = id,
        Path = path,
        Size = 1,
        Modified = DateTime.UnixEpoch,
        Title = path,
        Labels = new Dictionary<string, string>(),
    };

    private async Task<string> ScannedAsync(string name, string schema, params string[] options)
    {
        await Ok("scan", _folder.File("music"), "-w", _folder.File(name));
        await Ok(["features", "-w", _folder.File(name), "--features", schema, .. options]);
        return _folder.File(name);
    }

    private static async Task Ok(params string[] arguments)
    {
        CliRun.Result result = await CliRun.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
    }
}
