using System.Globalization;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Clustering;

/// <summary>
/// All clusterings of a run: <c>assignments.csv</c> has a row per track and a column per method and seed,
/// <c>cluster_counts.csv</c> the silhouette of every number of clusters tried.
/// </summary>
internal static class AssignmentFile
{
    public static void Write(RunFolder run, IReadOnlyList<Track> tracks, IReadOnlyList<ClusterAssignment> assignments) => CsvTable.Write(
        run.File("assignments.csv"), ["id", .. assignments.Select(assignment => assignment.ColumnName)],
        tracks.Select((track, i) => (string[])[track.Id, .. assignments.Select(assignment => CsvTable.Whole(assignment.Labels[i]))]));

    public static void WriteCounts(RunFolder run, IReadOnlyList<ClusterAssignment> assignments) => CsvTable.Write(
        run.File("cluster_counts.csv"), ["representation", "clusterer", "seed", "k", "silhouette", "chosen"],
        assignments.SelectMany(assignment => (assignment.Curve.Count > 0 ? assignment.Curve : [new(assignment.ClusterCount, double.NaN)])
            .Select(entry => (string[])[
                assignment.Method.ToName(), assignment.Clusterer.ToName(), assignment.Seed.ToString(), CsvTable.Whole(entry.Key), CsvTable.Number(entry.Value),
                entry.Key == assignment.ClusterCount ? "yes" : "no"])));

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
            KeyValuePair<int, double>[] curve = [.. rows.Where(row => counts.Cell(row, "silhouette").Length > 0).Select(row => KeyValuePair.Create(
                int.Parse(counts.Cell(row, "k"), CultureInfo.InvariantCulture), double.Parse(counts.Cell(row, "silhouette"), CultureInfo.InvariantCulture)))];
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
}
