using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>
/// Features as files that everything opens: <c>NAME.npy</c> with a row per track, <c>NAME.tracks.csv</c> that says which track a
/// row belongs to, <c>NAME.columns.csv</c> that says what the numbers mean, and, of statistics, <c>NAME.csv</c> with all of it.
/// </summary>
internal static class FeatureExport
{
    /// <summary>Writes the features of all tracks that have any, in listing order; equal files share a row.</summary>
    public static void Write(Workspace workspace, Recipe recipe, string folder)
    {
        FeatureSchema schema = FeatureFiles.MainSchema(workspace, recipe);
        Collection collection = workspace.LoadCollection();
        FeatureTable table = FeatureFiles.Load(workspace, recipe, schema, collection.DistinctTracks.Select(track => track.Id));
        Dictionary<string, Track> byId = collection.DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        Track[] tracks = [.. table.TrackIds.Select(id => byId[id])];
        string FileOf(string ending) => Path.Combine(folder, $"{schema.Name}{ending}");

        AtomicFile.Write(FileOf(".npy"), stream => Npy.Write(stream, table.Values, schema.Shape));
        CsvTable.Write(FileOf(".tracks.csv"), ["row", "id", "path", "title"], tracks.Select((track, row) =>
            (string[])[CsvTable.Whole(row), track.Id, CsvTable.Text(track.Path), CsvTable.Text(track.Title)]));
        CsvTable.Write(FileOf(".columns.csv"), ["name", "unit", "meaning"], schema.Rows.Select(row => (string[])[row.Name, row.Unit, row.Meaning]));
        if (!schema.IsSequence) WriteTable(FileOf(".csv"), schema, tracks, table.Values);
    }

    private static void WriteTable(string file, FeatureSchema schema, Track[] tracks, Matrix values) =>
        CsvTable.Write(file, ["id", "path", .. schema.Columns], tracks.Select((track, row) =>
            (string[])[track.Id, CsvTable.Text(track.Path), .. values.Row(row).ToArray().Select(value => CsvTable.Number(value))]));
}
