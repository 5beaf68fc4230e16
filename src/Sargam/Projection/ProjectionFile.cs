using System.Globalization;
using Sargam.Storage;

namespace Sargam.Projection;

/// <summary>
/// The maps: <c>projection.csv</c>, a row per track, and a caption that says how it was made; further maps are
/// <c>projection-umap.csv</c> and the like.
/// </summary>
internal static class ProjectionFile
{
    private const string Stem = "projection";

    /// <summary>The table of a map; the first is the main one.</summary>
    public static string NameOf(MapKind kind, int place) => $"{StemOf(kind, place)}.csv";

    /// <summary>The caption of a map.</summary>
    public static string CaptionNameOf(MapKind kind, int place) => $"{StemOf(kind, place)}.txt";

    public static void Write(RunFolder run, MapKind kind, int place, IReadOnlyList<string> trackIds, MapMaker.Map map)
    {
        CsvTable.Write(
            run.File(NameOf(kind, place)), ["id", "x", "y", "distortion"],
            map.Points.Select((point, i) => (string[])[trackIds[i], CsvTable.Number(point.X), CsvTable.Number(point.Y), CsvTable.Number(Math.Round(point.Distortion, 4))]));
        AtomicFile.WriteText(run.File(CaptionNameOf(kind, place)), writer => writer.WriteLine(map.Caption));
    }

    /// <summary>A map that is asked for no more must not stay for a result.</summary>
    public static void DeleteAll(RunFolder run)
    {
        foreach (string file in Directory.EnumerateFiles(run.Path, $"{Stem}*")) File.Delete(file);
    }

    /// <summary>The main map.</summary>
    public static (MapPoint[] Points, string Caption) Read(RunFolder run)
    {
        CsvTable table = CsvTable.Read(run.File($"{Stem}.csv"));
        float Number(int row, string column) =>
            float.TryParse(table.Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : 0;
        MapPoint[] points = [.. Enumerable.Range(0, table.Rows.Count).Select(row => new MapPoint(Number(row, "x"), Number(row, "y"), Number(row, "distortion")))];
        return (points, File.ReadAllText(run.File($"{Stem}.txt")).Trim());
    }

    private static string StemOf(MapKind kind, int place) => place == 0 ? Stem : $"{Stem}-{kind.ToName()}";
}
