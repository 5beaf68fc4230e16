using Sargam.Features;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// What a few tracks are and what the main model gives back of them: <c>reconstructions.safetensors</c>, <c>original</c> and
/// <c>reconstructed</c> in the schema's units, the first crop of each.
/// </summary>
internal static class ReconstructionFile
{
    public const string Name = "reconstructions.safetensors";

    private const string Original = "original";
    private const string Reconstructed = "reconstructed";
    private const string IdsKey = "ids";
    private const int ExampleCount = 4;

    /// <summary>What the file holds.</summary>
    /// <param name="TrackIds">The tracks.</param>
    /// <param name="Shape">A track read as an array: rows x frames, or one length.</param>
    /// <param name="Originals">A row per track.</param>
    /// <param name="Reconstructions">A row per track.</param>
    public sealed record Content(IReadOnlyList<string> TrackIds, IReadOnlyList<int> Shape, Matrix Originals, Matrix Reconstructions);

    /// <summary>Decodes and writes.</summary>
    /// <param name="run">Where to.</param>
    /// <param name="schema">What the columns are.</param>
    /// <param name="scaler">Takes decoded values back to the schema's units.</param>
    /// <param name="trained">The main model.</param>
    /// <param name="features">The tracks in the schema's units.</param>
    public static void Write(RunFolder run, FeatureSchema schema, StandardScalerModel scaler, FittedVae trained, FeatureTable features)
    {
        int cropCount = schema.Crops.Count;
        int trackCount = features.TrackIds.Count;
        int[] tracks = [.. Enumerable.Range(0, ExampleCount).Select(i => i * trackCount / ExampleCount).Distinct()];
        int[] crops = [.. tracks.Select(track => track * cropCount)];
        Matrix originals = TrackCrops.Split(features.Values, cropCount).SelectRows(crops);
        Matrix latents = trained.Posterior().Mean.View.SelectRows(crops);
        Matrix back = scaler.InverseTransform(trained.ToStandardised(trained.Model.DecodeAll(latents)[0]));
        int[] shape = schema.IsSequence ? [schema.Rows.Count, schema.FrameCount] : [originals.ColumnCount];
        var tensors = new Dictionary<string, Tensor>
        {
            [Original] = new([crops.Length, .. shape], originals.Values.ToArray()),
            [Reconstructed] = new([crops.Length, .. shape], back.Values.ToArray()),
        };
        var metadata = new Dictionary<string, string> { [IdsKey] = string.Join('\n', tracks.Select(track => features.TrackIds[track])), ["schema"] = schema.ToString() };
        AtomicFile.Write(run.File(Name), new Safetensors(tensors, metadata).Write);
    }

    /// <summary>Reads the file; null where a run of an earlier version has none.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static Content? Read(RunFolder run)
    {
        if (!File.Exists(run.File(Name))) return null;
        try
        {
            using FileStream stream = File.OpenRead(run.File(Name));
            Safetensors file = Safetensors.Read(stream);
            string[] ids = file.Metadata.GetValueOrDefault(IdsKey, "").Split('\n');
            if (!file.Tensors.TryGetValue(Original, out Tensor? original) || !file.Tensors.TryGetValue(Reconstructed, out Tensor? back)
                || !original.Shape.SequenceEqual(back.Shape) || original.Shape.Count is < 2 or > 3 || original.Shape[0] != ids.Length)
            {
                throw new InvalidDataException("its arrays do not fit each other.");
            }

            int[] shape = [.. original.Shape.Skip(1)];
            int size = shape.Aggregate(1, (product, length) => product * length);
            return new Content(ids, shape, Matrix.Wrap(original.Values.ToArray(), ids.Length, size), Matrix.Wrap(back.Values.ToArray(), ids.Length, size));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {run.File(Name)}: {error.Message} Run sargam represent again.", error);
        }
    }
}
