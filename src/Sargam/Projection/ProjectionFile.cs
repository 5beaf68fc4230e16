using System.Globalization;
using Sargam.Storage;

namespace Sargam.Projection;

/// <summary>The map: <c>projection.csv</c>, a row per track, and a caption that says how it was made.</summary>
internal static class ProjectionFile
{
    public const string Name = "projection.csv";
    public const string CaptionName = "projection.txt";

    public static void Write(RunFolder run, IReadOnlyList<string> trackIds, MapPoint[] points, string caption)
    {
        CsvTable.Write(
            run.File(Name), ["id", "x", "y", "distortion"],
            points.Select((point, i) => (string[])[trackIds[i], CsvTable.Number(point.X), CsvTable.Number(point.Y), CsvTable.Number(Math.Round(point.Distortion, 4))]));
        AtomicFile.WriteText(run.File(CaptionName), writer => writer.WriteLine(caption));
    }

    public static (MapPoint[] Points, string Caption) Read(RunFolder run)
    {
        CsvTable table = CsvTable.Read(run.File(Name));
        float Number(int row, string column) =>
            float.TryParse(table.Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : 0;
        MapPoint[] points = [.. Enumerable.Range(0, table.Rows.Count).Select(row => new MapPoint(Number(row, "x"), Number(row, "y"), Number(row, "distortion")))];
        return (points, File.ReadAllText(run.File(CaptionName)).Trim());
    }
}
