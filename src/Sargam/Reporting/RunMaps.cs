using System.Globalization;
using Sargam.Projection;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>What a run keeps about tracks beside the main map: further maps, and how surely tracks belong to their clusters.</summary>
internal static class RunMaps
{
    /// <summary>The further maps, in the order of the kinds; damaged ones are an error, missing ones are not.</summary>
    /// <exception cref="StoreException">A map has another number of tracks than the run.</exception>
    public static IReadOnlyList<FurtherMap> Further(RunFolder run, int trackCount) =>
        [.. Enum.GetValues<MapKind>().Where(kind => File.Exists(run.File(ProjectionFile.NameOf(kind, 1)))).Select(kind => Read(run, kind, trackCount))];

    /// <summary>The main clustering's confidence per track; null where it has none.</summary>
    public static IReadOnlyList<double?> Confidences(RunFolder run, int trackCount)
    {
        string file = run.File("clusters.csv");
        if (!File.Exists(file)) return new double?[trackCount];
        CsvTable table = CsvTable.Read(file);
        return table.Rows.Count == trackCount && table.HasColumn("confidence")
            ? [.. Enumerable.Range(0, trackCount).Select(row => Number(table, row, "confidence"))]
            : new double?[trackCount];
    }

    private static FurtherMap Read(RunFolder run, MapKind kind, int trackCount)
    {
        string name = ProjectionFile.NameOf(kind, 1);
        CsvTable table = CsvTable.Read(run.File(name));
        if (table.Rows.Count != trackCount) throw new StoreException($"{run.File(name)} has {table.Rows.Count} tracks, the run {trackCount}. Run sargam project again.");
        string caption = run.File(ProjectionFile.CaptionNameOf(kind, 1));
        return new FurtherMap(
            Title(kind), File.Exists(caption) ? File.ReadAllText(caption).Trim() : Title(kind),
            [.. Enumerable.Range(0, trackCount).Select(row => new MapPosition(Number(table, row, "x") ?? double.NaN, Number(table, row, "y") ?? double.NaN))]);
    }

    private static string Title(MapKind kind) => kind == MapKind.TSne ? "t-SNE" : kind.ToName().ToUpperInvariant();

    private static double? Number(CsvTable table, int row, string column) =>
        double.TryParse(table.Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
