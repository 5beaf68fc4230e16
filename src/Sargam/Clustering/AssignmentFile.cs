using System.Globalization;
using Sargam.Learning.Significance;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Clustering;

/// <summary>
/// All clusterings of a run: <c>assignments.csv</c> has a row per track and a column per method and seed,
/// <c>cluster_counts.csv</c> the scores of every number of clusters tried.
/// </summary>
internal static class AssignmentFile
{
    private static readonly (string Name, Func<ClusterCountScore, double?> Value)[] Scores =
    [
        ("silhouette", score => score.Silhouette),
        ("calinski_harabasz", score => score.CalinskiHarabasz),
        ("davies_bouldin", score => score.DaviesBouldin),
        ("inertia", score => score.Inertia),
        ("elbow", score => score.Elbow),
        ("bic", score => score.Bic),
        ("stability", score => score.Stability),
    ];

    public static void Write(RunFolder run, IReadOnlyList<Track> tracks, IReadOnlyList<ClusterAssignment> assignments) => CsvTable.Write(
        run.File("assignments.csv"), ["id", .. assignments.Select(assignment => assignment.ColumnName)],
        tracks.Select((track, i) => (string[])[track.Id, .. assignments.Select(assignment => CsvTable.Whole(assignment.Labels[i]))]));

    public static void WriteCounts(RunFolder run, IReadOnlyList<ClusterAssignment> assignments) => CsvTable.Write(
        run.File("cluster_counts.csv"), ["representation", "clusterer", "seed", "k", .. Scores.Select(score => score.Name), "chosen"],
        assignments.SelectMany(assignment => (assignment.Curve.Count > 0 ? assignment.Curve : [new(assignment.ClusterCount, null)])
            .Select(entry => (string[])[
                assignment.Method.ToName(), assignment.Clusterer.ToName(), assignment.Seed.ToString(), CsvTable.Whole(entry.ClusterCount),
                .. Scores.Select(score => CsvTable.Number(score.Value(entry))), entry.ClusterCount == assignment.ClusterCount ? "yes" : "no"])));

    /// <summary>All clusterings, the main one first.</summary>
    public static IReadOnlyList<ClusterAssignment> Read(RunFolder run)
    {
        CsvTable labels = CsvTable.Read(run.File("assignments.csv"));
        CsvTable counts = CsvTable.Read(run.File("cluster_counts.csv"));
        return [.. Enumerable.Range(0, counts.Rows.Count)
            .GroupBy(row => (Method: counts.Cell(row, "representation"), Clusterer: counts.Cell(row, "clusterer"), Seed: counts.Cell(row, "seed")))
            .Select(group => Parse(run, labels, counts, group.Key, [.. group]))];
    }

    private static ClusterAssignment Parse(RunFolder run, CsvTable labels, CsvTable counts, (string Method, string Clusterer, string Seed) names, int[] rows)
    {
        try
        {
            ClusterCountScore[] curve = [.. rows.Select(row => ParseScore(counts, row)).Where(score => score.Inertia is not null)];
            int chosen = rows.First(row => counts.Cell(row, "chosen") == "yes");
            int clusterCount = int.Parse(counts.Cell(chosen, "k"), CultureInfo.InvariantCulture);
            if (!RepresentationNames.TryParse(names.Method, out RepresentationMethod? method)) throw new FormatException($"{names.Method} is no representation.");
            if (!ClustererNames.TryParse(names.Clusterer, out ClustererKind? clusterer)) throw new FormatException($"{names.Clusterer} is no clusterer.");
            var assignment = new ClusterAssignment(method.Value, clusterer.Value, ulong.Parse(names.Seed, CultureInfo.InvariantCulture), [], clusterCount, curve);
            int[] clusters = [.. Enumerable.Range(0, labels.Rows.Count).Select(row => int.Parse(labels.Cell(row, assignment.ColumnName), CultureInfo.InvariantCulture))];
            return new ClusterAssignment(method.Value, clusterer.Value, assignment.Seed, clusters, clusterCount, curve);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new StoreException($"the clusterings in {run.Path} are damaged: {error.Message} Run sargam cluster again.", error);
        }
    }

    private static ClusterCountScore ParseScore(CsvTable counts, int row)
    {
        double? Value(string column) => counts.Cell(row, column) is { Length: > 0 } cell ? double.Parse(cell, CultureInfo.InvariantCulture) : null;
        return new ClusterCountScore(int.Parse(counts.Cell(row, "k"), CultureInfo.InvariantCulture), Value("silhouette"))
        {
            CalinskiHarabasz = Value("calinski_harabasz"),
            DaviesBouldin = Value("davies_bouldin"),
            Inertia = Value("inertia"),
            Elbow = Value("elbow"),
            Bic = Value("bic"),
            Stability = Value("stability"),
        };
    }
}
