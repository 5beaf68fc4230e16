using System.Globalization;
using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// What was learned: <c>model.safetensors</c> with the scaler, the VAE under PyTorch's names and layouts, and the PCA
/// baseline. Apply the scaler to features of the named schema, clip at <c>input.clip</c>, project on <c>input.pca</c> and divide by
/// <c>input.scale</c>, apply the range (each where there is one), then the encoder; words come by the model of the lyrics.
/// </summary>
internal static class ModelFile
{
    public const string Name = "model.safetensors";

    private const string SchemaKey = "schema";
    private const string DescriptionKey = "vae";
    private const string VaePrefix = "vae.";
    private const string InputPca = "input.pca";
    private const string InputClip = "input.clip";
    private const string InputScale = "input.scale";
    private const string WordsFactor = "words.factor";
    private const long MaxBytes = 1L << 32;

    /// <summary>What a file holds, ready to encode.</summary>
    /// <param name="Schema">The features that it reads, as <see cref="FeatureSchema.ToString"/> names them.</param>
    /// <param name="Scaler">Applied first.</param>
    /// <param name="Preparation">Applied next.</param>
    /// <param name="Range">Applied then; null where there is none.</param>
    /// <param name="Lyrics">What makes numbers of words; null where the network reads none.</param>
    /// <param name="WordsFactor">What these numbers are multiplied by; 0 where there are none.</param>
    /// <param name="Vae">The network.</param>
    /// <param name="Condition">The label that it is told; null for none.</param>
    /// <param name="Classes">The label's values, in the order of their numbers.</param>
    public sealed record Content(
        string Schema, StandardScalerModel Scaler, InputPreparation Preparation, StandardScalerModel? Range, LyricsModel? Lyrics, double WordsFactor, VaeTransform Vae, string? Condition, IReadOnlyList<string> Classes);

    public static void Write(RunFolder run, FeatureSchema schema, StandardScalerModel scaler, FittedVae vae, LyricsModel? lyrics, PcaModel pca)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["scaler.mean"] = Vector(scaler.Mean),
            ["scaler.scale"] = Vector(scaler.Scale),
        };
        AddPca(tensors, "pca", pca);
        if (vae.Preparation.Pca is { } input) AddPca(tensors, InputPca, input);
        if (vae.Range is { } range) (tensors["range.minimum"], tensors["range.size"]) = (Vector(range.Mean), Vector(range.Scale));
        foreach (NamedTensor parameter in vae.Model.Parameters) tensors[VaePrefix + parameter.Name] = new Tensor(parameter.Shape, parameter.Values);
        var metadata = new Dictionary<string, string>
        {
            [SchemaKey] = schema.ToString(),
            ["sargam"] = SargamVersion.Current,
            [DescriptionKey] = ModelDescription.Of(vae).ToJson(),
            [InputClip] = CsvTable.Number(vae.Preparation.Clip),
            [InputScale] = CsvTable.Number(vae.Preparation.Scale),
            [WordsFactor] = CsvTable.Number(vae.WordsFactor),
        };
        lyrics?.AddTo(tensors, metadata);
        AtomicFile.Write(run.File(Name), new Safetensors(tensors, metadata).Write);
    }

    /// <summary>Reads a model that need not be trusted.</summary>
    /// <exception cref="StoreException">The file cannot be read, or is no model that could be built.</exception>
    public static Content Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxBytes) throw new InvalidDataException($"it is larger than any model ({stream.Length} bytes)");
            return Parse(Safetensors.Read(stream));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or OverflowException)
        {
            throw new StoreException($"cannot read the model {path}: {error.Message}", error);
        }
    }

    private static Content Parse(Safetensors file)
    {
        if (!file.Metadata.TryGetValue(DescriptionKey, out string? json)) throw new InvalidDataException("it does not say what network it holds: run sargam represent again");
        ModelDescription description = ModelDescription.Parse(json);
        NamedTensor[] parameters = [.. file.Tensors.Where(entry => entry.Key.StartsWith(VaePrefix, StringComparison.Ordinal))
            .Select(entry => new NamedTensor(entry.Key[VaePrefix.Length..], entry.Value.Shape, entry.Value.Values))];
        var vae = VaeTransform.FromParameters(
            description.ToOptions(), [.. description.Modalities.Select(modality => (modality.Name, modality.Shape))], description.Classes.Count, parameters);
        StandardScalerModel scaler = Scaler(file, "scaler.mean", "scaler.scale", ColumnCount(file, "scaler.mean"));
        InputPreparation preparation = Preparation(file, scaler.InputColumnCount);
        StandardScalerModel? range = file.Tensors.ContainsKey("range.minimum") ? Scaler(file, "range.minimum", "range.size", preparation.Pca?.OutputColumnCount ?? scaler.InputColumnCount) : null;
        return new Content(
            file.Metadata.GetValueOrDefault(SchemaKey, ""), scaler, preparation, range, LyricsModel.ReadFrom(file), Number(file, WordsFactor), vae, description.Condition, description.Classes);
    }

    private static InputPreparation Preparation(Safetensors file, int columnCount)
    {
        double scale = Number(file, InputScale);
        if (!(scale > 0)) throw new InvalidDataException($"{InputScale} must be above 0");
        if (!file.Tensors.TryGetValue($"{InputPca}.components", out Tensor? components)) return new InputPreparation(Number(file, InputClip), null, scale);
        if (components.Shape is not [var rows, var columns] || columns != columnCount || rows == 0) throw new InvalidDataException($"{InputPca} must have {columnCount} columns");
        var zeros = new double[rows];
        var pca = new PcaModel(Values(file, $"{InputPca}.mean", columnCount), Matrix.Wrap(components.Values.ToArray(), rows, columns), zeros, zeros);
        return new InputPreparation(Number(file, InputClip), pca, scale);
    }

    private static StandardScalerModel Scaler(Safetensors file, string mean, string scale, int columnCount) =>
        new(Values(file, mean, columnCount), Values(file, scale, columnCount));

    private static int ColumnCount(Safetensors file, string name) =>
        file.Tensors.TryGetValue(name, out Tensor? tensor) && tensor.Shape is [var length] ? length : throw new InvalidDataException($"{name} is missing");

    private static double[] Values(Safetensors file, string name, int count) =>
        file.Tensors.TryGetValue(name, out Tensor? tensor) && tensor.Shape is [var length] && length == count
            ? [.. tensor.Values.ToArray().Select(value => (double)value)]
            : throw new InvalidDataException($"{name} must hold {count} numbers");

    private static double Number(Safetensors file, string key) =>
        double.TryParse(file.Metadata.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= 0
            ? value : throw new InvalidDataException($"{key} must be a number that is not negative");

    private static void AddPca(Dictionary<string, Tensor> tensors, string name, PcaModel pca)
    {
        tensors[$"{name}.mean"] = Vector(pca.Mean);
        tensors[$"{name}.components"] = new Tensor([pca.Components.RowCount, pca.Components.ColumnCount], pca.Components.Values.ToArray());
    }

    private static Tensor Vector(IReadOnlyList<double> values) => new([values.Count], values.Select(value => (float)value).ToArray());
}
