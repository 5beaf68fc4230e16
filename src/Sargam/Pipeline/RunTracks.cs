using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>The tracks of a run, in the order of the rows of all its files: unique content, in listing order.</summary>
internal static class RunTracks
{
    private const string ClustersFile = "clusters.csv";

    // After id, path, cluster and confidence.
    private const int LabelColumns = 4;

    /// <summary>Finds the tracks by id.</summary>
    /// <exception cref="StoreException">The collection no longer holds one of them.</exception>
    public static IReadOnlyList<Track> Of(Workspace workspace, IReadOnlyList<string> trackIds)
    {
        Dictionary<string, Track> byId = ById(workspace);
        return [.. trackIds.Select(id => byId.GetValueOrDefault(id)
            ?? throw new StoreException($"the collection changed since this run was made (track {id} is gone): run sargam represent again"))];
    }

    /// <summary>Finds the tracks by id; of those that the collection no longer holds, what the run noted of them.</summary>
    public static IReadOnlyList<Track> OfPast(Workspace workspace, RunFolder run, IReadOnlyList<string> trackIds)
    {
        Dictionary<string, Track> byId = ById(workspace);
        if (trackIds.All(byId.ContainsKey)) return [.. trackIds.Select(id => byId[id])];
        CsvTable clusters = CsvTable.Read(run.File(ClustersFile));
        string[] labels = [.. clusters.Header.Skip(LabelColumns).Where(name => name != "group")];
        for (int row = 0; row < clusters.Rows.Count; row++) byId.TryAdd(clusters.Cell(row, "id"), Noted(clusters, row, labels));
        return [.. trackIds.Select(id => byId.GetValueOrDefault(id) ?? throw new StoreException($"{ClustersFile} does not know track {id}: run sargam cluster again"))];
    }

    private static Dictionary<string, Track> ById(Workspace workspace) =>
        workspace.LoadCollection().DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);

    private static Track Noted(CsvTable clusters, int row, string[] labels)
    {
        string path = CsvTable.Unescape(clusters.Cell(row, "path"));
        return new Track
        {
            Id = clusters.Cell(row, "id"),
            Path = path,
            Size = 0,
            Modified = DateTime.UnixEpoch,
            Title = Path.GetFileNameWithoutExtension(path),
            Labels = labels.Where(label => clusters.Cell(row, label).Length > 0).ToDictionary(label => label, label => CsvTable.Unescape(clusters.Cell(row, label)), StringComparer.Ordinal),
        };
    }
}
