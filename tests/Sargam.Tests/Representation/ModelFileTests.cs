using System.Globalization;
using System.Text.Json.Nodes;
using Sargam.Features;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Representation;

public sealed class ModelFileTests : IDisposable
{
    private const int TrackCount = 24;
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds =>
        ["mlp", "layer-norm", "conv1d", "conv2d", "autoencoder", "prior", "condition", "decoder", "learned_variance", "cross_entropy", "components"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_that_is_read_back_encodes_to_the_same_bits(string kind)
    {
        (Representer.Fitted fitted, MatrixView rows, string path) = Train(kind);

        ModelFile.Content content = ModelFile.Read(path);

        rows = content.Preparation.Transform(rows);
        if (content.Range is { } range) rows = range.Transform(rows);
        TrackClasses? classes = fitted.Trained!.Classes;
        var data = new VaeData([new VaeModality(rows, fitted.Trained.Modalities[0].Shape)], classes?.ToCondition(1));
        foreach (ConditionEncoding encoding in classes is null ? [ConditionEncoding.Average] : Enum.GetValues<ConditionEncoding>())
        {
            CancellationToken none = TestContext.Current.CancellationToken;
            VaePosterior expected = fitted.Vae!.Encode(data, encoding, shuffleSeed: 3, none);
            VaePosterior actual = content.Vae.Encode(data, encoding, shuffleSeed: 3, none);
            Assert.Equal(expected.Mean.Values, actual.Mean.Values);
            Assert.Equal(expected.LogVariance.Values, actual.LogVariance.Values);
        }

        Matrix latent = fitted.Space.Values;
        Assert.Equal(fitted.Vae!.Decode(latent).Values, content.Vae.Decode(latent).Values);
        Assert.Equal("mfcc-stats-v1", content.Schema);
        Assert.Equal(classes?.Label, content.Condition);
        Assert.Equal(classes?.Names ?? [], content.Classes);
    }

    [Theory]
    [InlineData("modalities.0.layers.sizes", "[32768, 32768, 32768]")]
    [InlineData("modalities.0.layers.sizes", "[-1]")]
    [InlineData("modalities.0.layers.sizes", "null")]
    [InlineData("modalities.0.layers.architecture", "\"transformer\"")]
    [InlineData("modalities.0.layers.activation", "\"step\"")]
    [InlineData("modalities.0.layers.dropout", "7")]
    [InlineData("modalities.0.layers", "null")]
    [InlineData("modalities.0.name", "null")]
    [InlineData("modalities.0", "null")]
    [InlineData("modalities", "[]")]
    [InlineData("modalities", "null")]
    [InlineData("latent", "2147483647")]
    [InlineData("latent", "3")]
    [InlineData("latent", "\"many\"")]
    [InlineData("modalities.0.shape", "[2147483647, 2147483647]")]
    [InlineData("modalities.0.shape", "[0]")]
    [InlineData("modalities.0.shape", "[13]")]
    [InlineData("modalities.0.shape", "null")]
    [InlineData("classes", "null")]
    [InlineData("version", "1")]
    [InlineData("prior_components", "100000000")]
    [InlineData("modalities.0.reconstruction_loss", "\"none\"")]
    public void A_description_that_does_not_fit_is_a_clear_error(string setting, string value)
    {
        string path = Train("mlp").Path;
        Safetensors file = Load(path);
        JsonNode description = JsonNode.Parse(file.Metadata["vae"])!;
        string[] names = setting.Split('.');
        JsonNode target = description;
        foreach (string name in names[..^1]) target = target is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : target[name]!;
        if (target is JsonArray array) array[int.Parse(names[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        else target[names[^1]] = JsonNode.Parse(value);
        Save(path, file.Tensors, new Dictionary<string, string>(file.Metadata) { ["vae"] = description.ToJsonString() });

        string message = Assert.Throws<StoreException>(() => ModelFile.Read(path)).Message;

        Assert.StartsWith($"cannot read the model {path}: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_models_are_clear_errors()
    {
        string path = Train("mlp").Path;
        Safetensors file = Load(path);
        byte[] bytes = File.ReadAllBytes(path);

        Save(path, file.Tensors, new Dictionary<string, string>());
        Assert.Contains("it does not say what network it holds", Assert.Throws<StoreException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
        Save(path, file.Tensors.Where(entry => entry.Key != "vae.mu.bias").ToDictionary(), file.Metadata);
        Assert.Contains("mu.bias is missing", Assert.Throws<StoreException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
        Save(path, file.Tensors.Where(entry => entry.Key != "scaler.scale").ToDictionary(), file.Metadata);
        Assert.Contains("scaler.scale must hold 12 numbers", Assert.Throws<StoreException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
        for (int length = 0; length < bytes.Length; length += 211)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<StoreException>(() => ModelFile.Read(path));
        }

        Assert.Throws<StoreException>(() => ModelFile.Read(_folder.File("nowhere")));
    }

    private (Representer.Fitted Fitted, MatrixView Rows, string Path) Train(string kind)
    {
        var recipe = new RepresentRecipe { Epochs = 3, Hidden = [7, 5], Latent = 2, Condition = kind is "condition" or "decoder" ? "genre" : "none" };
        recipe = kind switch
        {
            "layer-norm" => recipe with { LayerNorm = true, Dropout = 0.2, Activation = "gelu" },
            "conv1d" or "conv2d" => recipe with { Architecture = kind, Hidden = null, Channels = [3, 2], Activation = "elu" },
            "autoencoder" => recipe with { Variational = false },
            "prior" => recipe with { PriorComponents = 2, PretrainingEpochs = 2 },
            "decoder" => recipe with { ConditionOn = "decoder" },
            "learned_variance" or "cross_entropy" => recipe with { ReconstructionLoss = kind },
            "components" => recipe with { Clip = 2, InputVariance = 0.8 },
            _ => recipe,
        };
        FeatureColumn[] columns = [.. Enumerable.Range(0, 3).Select(i => new FeatureColumn($"row_{i}", "", "a row"))];
        var schema = new FeatureSchema("mfcc-stats", 1, columns, frameCount: 4);
        var rng = new Rng(5);
        var features = new Matrix(TrackCount, schema.ColumnCount);
        foreach (ref float value in features.Values) value = (float)rng.Normal();
        StandardScalerModel scaler = new StandardScaler().Fit(features);
        Matrix rows = scaler.Transform(features);
        Track[] tracks = [.. Enumerable.Range(0, TrackCount).Select(i => Tracks.Of(i, ("genre", i % 5 == 0 ? "" : i % 2 == 0 ? "rock" : "jazz")))];
        Representer.Fitted fitted = new Representer(new Recipe { Represent = recipe }, TrackLayout.Of(recipe, schema, tracks)).Fit(
            RepresentationMethod.Vae, new TrackViews(rows), seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        RunFolder run = RunFolder.Create(new Workspace(_folder.File("ws")), new Recipe());
        ModelFile.Write(run, schema, scaler, fitted.Trained!, lyrics: null, new Pca(new PcaOptions { ComponentCount = 2 }).Fit(rows));
        return (fitted, rows, run.File(ModelFile.Name));
    }

    private static Safetensors Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Safetensors.Read(stream);
    }

    private static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using FileStream stream = File.Create(path);
        new Safetensors(tensors, metadata).Write(stream);
    }
}
