using Sargam.Features;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// What was learned: <c>model.safetensors</c> with the scaler, the VAE under PyTorch's names and layouts, and the PCA
/// baseline. Apply the scaler to features of the named schema (then the range, where there is one), then encoder or components.
/// </summary>
internal static class ModelFile
{
    public const string Name = "model.safetensors";

    private const string SchemaKey = "schema";
    private const string DescriptionKey = "vae";
    private const string VaePrefix = "vae.";
    private const long MaxBytes = 1L << 32;

    /// <summary>What a file holds, ready to encode.</summary>
    /// <param name="Schema">The features that it reads, as <see cref="FeatureSchema.ToString"/> names them.</param>
    /// <param name="Scaler">Applied first.</param>
    /// <param name="Range">Applied next; null where there is none.</param>
    /// <param name="Vae">The network.</param>
    /// <param name="Condition">The label that it is told; null for none.</param>
    /// <param name="Classes">The label's values, in the order of their numbers.</param>
    public sealed record Content(
        string Schema, StandardScalerModel Scaler, StandardScalerModel? Range, VaeTransform Vae, string? Condition, IReadOnlyList<string> Classes);

    public static void Write(RunFolder run, FeatureSchema schema, StandardScalerModel scaler, FittedVae vae, PcaModel pca)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["scaler.mean"] = Vector(scaler.Mean),
            ["scaler.scale"] = Vector(scaler.Scale),
            ["pca.mean"] = Vector(pca.Mean),
            ["pca.components"] = new([pca.Components.RowCount, pca.Components.ColumnCount], pca.Components.Values.ToArray()),
        };
        if (vae.Range is { } range) (tensors["range.minimum"], tensors["range.size"]) = (Vector(range.Mean), Vector(range.Scale));
        foreach (NamedTensor parameter in vae.Model.Parameters) tensors[VaePrefix + parameter.Name] = new Tensor(parameter.Shape, parameter.Values);
        var metadata = new Dictionary<string, string>
        {
            [SchemaKey] = schema.ToString(),
            ["sargam"] = SargamVersion.Current,
            [DescriptionKey] = ModelDescription.Of(vae).ToJson(),
        };
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
            description.ToOptions(), [(FittedVae.Modality, description.Shape)], description.Classes.Count, parameters);
        StandardScalerModel scaler = Scaler(file, "scaler.mean", "scaler.scale", vae.InputColumnCount);
        StandardScalerModel? range = file.Tensors.ContainsKey("range.minimum") ? Scaler(file, "range.minimum", "range.size", vae.InputColumnCount) : null;
        return new Content(file.Metadata.GetValueOrDefault(SchemaKey, ""), scaler, range, vae, description.Condition, description.Classes);
    }

    private static StandardScalerModel Scaler(Safetensors file, string mean, string scale, int columnCount)
    {
        double[] Values(string name) => file.Tensors.TryGetValue(name, out Tensor? tensor) && tensor.Shape is [var length] && length == columnCount
            ? [.. tensor.Values.ToArray().Select(value => (double)value)]
            : throw new InvalidDataException($"{name} must hold {columnCount} numbers");
        return new StandardScalerModel(Values(mean), Values(scale));
    }

    private static Tensor Vector(IReadOnlyList<double> values) => new([values.Count], values.Select(value => (float)value).ToArray());
}
