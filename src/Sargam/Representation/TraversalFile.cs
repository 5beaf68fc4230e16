using Sargam.Features;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Numerics;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// What each active dimension of the main representation stands for: <c>traversals.csv</c>, a row per point of a walk along it, with
/// the track nearest to the point; for sequences <c>traversals.safetensors</c> has the decoded maps.
/// </summary>
internal static class TraversalFile
{
    public const string Name = "traversals.csv";
    public const string MapsName = "traversals.safetensors";

    private const int MaxFeatureCount = 10;

    private static readonly string[] Columns = ["dimension", "kl", "step", "deviations", "nearest_id", "nearest_path", "nearest_distance"];

    /// <summary>The files written for a schema.</summary>
    public static IReadOnlyList<string> Names(FeatureSchema schema) => schema.IsSequence ? [Name, MapsName] : [Name];

    /// <summary>Walks and writes.</summary>
    /// <param name="run">Where to.</param>
    /// <param name="schema">What the model's columns are.</param>
    /// <param name="scaler">Takes decoded values back to the schema's units.</param>
    /// <param name="trained">The main model.</param>
    /// <param name="tracks">The tracks of the space's rows.</param>
    /// <param name="cancellationToken">Checked once per walk.</param>
    public static void Write(
        RunFolder run, FeatureSchema schema, StandardScalerModel scaler, FittedVae trained,
        IReadOnlyList<Track> tracks, CancellationToken cancellationToken)
    {
        var traversal = LatentTraversal.Along(trained.Model, trained.Posterior(), null, trained.Latents.View, cancellationToken);
        Matrix InUnits(Matrix decoded) => scaler.InverseTransform(trained.ToStandardised(decoded));
        string[] names = [.. schema.Columns.Take(schema.CropColumnCount)];
        int featureCount = schema.IsSequence ? 0 : Math.Min(MaxFeatureCount, names.Length);
        CsvTable.Write(
            run.File(Name),
            [.. Columns, .. Enumerable.Range(1, featureCount).SelectMany(rank => (string[])[$"feature_{rank}", $"value_{rank}"])],
            traversal.Walks.SelectMany(walk => Rows(traversal, walk, tracks, names, featureCount, trained.ToStandardised(walk.Decoded[0]), scaler)));
        if (schema.IsSequence) AtomicFile.Write(run.File(MapsName), Maps(traversal, schema, InUnits).Write);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(
        LatentTraversal traversal, LatentWalk walk, IReadOnlyList<Track> tracks, string[] names, int featureCount, Matrix standardised, StandardScalerModel scaler)
    {
        int[] features = [.. MostChanged(standardised).Take(featureCount)];
        Matrix? original = featureCount > 0 ? scaler.InverseTransform(standardised) : null;
        for (int step = 0; step < traversal.Deviations.Count; step++)
        {
            Track nearest = tracks[walk.NearestRows[step]];
            yield return [
                CsvTable.Whole(walk.Dimension), CsvTable.Number(walk.Kl), CsvTable.Whole(step), CsvTable.Number(traversal.Deviations[step]),
                nearest.Id, CsvTable.Text(nearest.Path), CsvTable.Number((float)walk.NearestDistances[step]),
                .. Values(features, names, original, step)];
        }
    }

    private static IEnumerable<string> Values(int[] features, string[] names, Matrix? original, int step) =>
        features.SelectMany(feature => (string[])[CsvTable.Text(names[feature]), CsvTable.Number(original![step, feature])]);

    /// <summary>Columns by how far their values lie apart over the walk, in deviations of the column over the tracks; the farthest first.</summary>
    private static IEnumerable<int> MostChanged(Matrix decoded)
    {
        var ranges = new float[decoded.ColumnCount];
        for (int column = 0; column < ranges.Length; column++)
        {
            (float low, float high) = (decoded[0, column], decoded[0, column]);
            for (int row = 1; row < decoded.RowCount; row++)
            {
                (low, high) = (Math.Min(low, decoded[row, column]), Math.Max(high, decoded[row, column]));
            }

            ranges[column] = high - low;
        }

        return Enumerable.Range(0, ranges.Length).OrderByDescending(column => ranges[column]);
    }

    private static Safetensors Maps(LatentTraversal traversal, FeatureSchema schema, Func<Matrix, Matrix> inUnits)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (LatentWalk walk in traversal.Walks)
        {
            tensors[$"dimension.{walk.Dimension}"] = new Tensor(
                [walk.Latents.RowCount, schema.Rows.Count, schema.FrameCount], inUnits(walk.Decoded[0]).Values.ToArray());
        }

        var metadata = new Dictionary<string, string>
        {
            ["schema"] = schema.ToString(),
            ["rows"] = string.Join('\n', schema.Rows.Select(row => row.Name)),
            ["deviations"] = string.Join('\n', traversal.Deviations.Select(deviation => CsvTable.Number(deviation))),
        };
        return new Safetensors(tensors, metadata);
    }
}
