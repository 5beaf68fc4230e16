using Sargam.Features;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// What was learned: <c>model.safetensors</c> with the scaler, the VAE under PyTorch's names and layouts, and the PCA
/// baseline. Apply the scaler to features of the named schema, then encoder or components.
/// </summary>
internal static class ModelFile
{
    public static void Write(RunFolder run, FeatureSchema schema, StandardScalerModel scaler, VaeModel vae, PcaModel pca)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["scaler.mean"] = Vector(scaler.Mean),
            ["scaler.scale"] = Vector(scaler.Scale),
            ["pca.mean"] = Vector(pca.Mean),
            ["pca.components"] = new([pca.Components.RowCount, pca.Components.ColumnCount], pca.Components.Values.ToArray()),
        };
        foreach (NamedTensor parameter in vae.Parameters) tensors[$"vae.{parameter.Name}"] = new Tensor(parameter.Shape, parameter.Values);
        var metadata = new Dictionary<string, string> { ["schema"] = schema.ToString(), ["sargam"] = SargamVersion.Current };
        AtomicFile.Write(run.File("model.safetensors"), new Safetensors(tensors, metadata).Write);
    }

    private static Tensor Vector(IReadOnlyList<double> values) => new([values.Count], values.Select(value => (float)value).ToArray());
}
