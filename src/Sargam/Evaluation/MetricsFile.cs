using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>Scores as tables: <c>metrics.csv</c> has a row per method and seed, <c>summary.csv</c> mean and deviation over seeds.</summary>
internal static class MetricsFile
{
    private const string ConditionedName = "label_conditioned";

    private static readonly (string Name, Func<ClusterQuality, double?> Value)[] Scores =
    [
        ("coverage", quality => quality.Coverage),
        ("clusters", quality => quality.NonEmptyClusterCount),
        ("largest_share", quality => quality.LargestShare),
        ("silhouette", quality => quality.Silhouette),
        ("calinski_harabasz", quality => quality.CalinskiHarabasz),
        ("davies_bouldin", quality => quality.DaviesBouldin),
        ("silhouette_common", quality => quality.SilhouetteCommon),
        ("stability", quality => quality.Stability),
        ("active_units", quality => quality.ActiveUnits),
        ("reconstruction_r2", quality => quality.ReconstructionR2),
    ];

    private static readonly (string Name, Func<LabelAgreement, double> Value)[] LabelScores =
    [
        ("ari", label => label.Ari),
        ("nmi", label => label.Nmi),
        ("ami", label => label.Ami),
        ("v", label => label.V),
        ("purity", label => label.Purity),
        ("accuracy", label => label.Accuracy),
        ("chance_ami", label => label.ChanceAmi),
        ("p", label => label.P),
    ];

    public static void Write(RunFolder run, IReadOnlyList<ClusterQuality> methods)
    {
        (string Name, Func<ClusterQuality, double?> Value)[] columns = [.. Scores, .. LabelColumns(methods)];
        bool isConditioned = methods.Any(quality => quality.LabelConditioned is not null);
        CsvTable.Write(
            run.File("metrics.csv"),
            ["recipe", "representation", "clusterer", "k", "seed", "tracks", .. columns.Select(column => column.Name), .. isConditioned ? [ConditionedName] : Array.Empty<string>(), "verdict"],
            methods.Select(quality => (string[])[
                CsvTable.Text(quality.Recipe), quality.Representation, quality.Clusterer, CsvTable.Whole(quality.ClusterCount),
                quality.Seed.ToString(), CsvTable.Whole(quality.TrackCount), .. columns.Select(column => CsvTable.Number(column.Value(quality))),
                .. isConditioned ? [CsvTable.Text(quality.LabelConditioned ?? "")] : Array.Empty<string>(), quality.Verdict.ToName()]));
        CsvTable.Write(
            run.File("summary.csv"),
            ["recipe", "representation", "clusterer", "seeds", .. columns.SelectMany(column => new[] { $"{column.Name}_mean", $"{column.Name}_sd" })],
            methods.GroupBy(quality => (quality.Recipe, quality.Representation, quality.Clusterer)).Select(group => (string[])[
                CsvTable.Text(group.Key.Recipe), group.Key.Representation, group.Key.Clusterer, CsvTable.Whole(group.Count()),
                .. columns.SelectMany(column => MeanAndDeviation([.. group.Select(column.Value)]))]));
    }

    private static IEnumerable<(string Name, Func<ClusterQuality, double?> Value)> LabelColumns(IReadOnlyList<ClusterQuality> methods) =>
        methods.SelectMany(quality => quality.Labels).Select(label => label.Label).Distinct(StringComparer.Ordinal)
            .SelectMany(name => LabelScores.Select(score => (
                $"{score.Name}_{name}",
                (Func<ClusterQuality, double?>)(quality => quality.Labels.FirstOrDefault(label => label.Label == name) is { } found ? score.Value(found) : null))));

    /// <summary>Over the seeds for which the score is defined; the deviation (n - 1) needs two of them.</summary>
    private static string[] MeanAndDeviation(double?[] values)
    {
        double[] defined = [.. values.OfType<double>()];
        if (defined.Length == 0) return ["", ""];
        double mean = defined.Average();
        double? deviation = defined.Length < 2 ? null : Math.Sqrt(defined.Sum(value => (value - mean) * (value - mean)) / (defined.Length - 1));
        return [CsvTable.Number(mean), CsvTable.Number(deviation)];
    }
}
