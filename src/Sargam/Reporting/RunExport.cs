using Sargam.Explanations;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>Parts of a run as files that everything opens, together with which track a row belongs to.</summary>
public static class RunExport
{
    /// <summary>
    /// The main representation: <c>latents.npy</c> (a row per track), <c>latents.csv</c> (id, path and the same numbers).
    /// </summary>
    /// <exception cref="StoreException">The run has no representation, or the folder may not be written.</exception>
    public static void WriteLatents(Workspace workspace, RunFolder run, string folder)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(run);
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(run);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        MatrixView values = latent.Spaces[0].Values;
        Copy(run, "latents.npy", folder);
        CsvTable.Write(
            Path.Combine(folder, "latents.csv"), ["id", "path", .. Enumerable.Range(0, values.ColumnCount).Select(column => $"z_{column:00}")],
            tracks.Select((track, row) => (string[])[track.Id, CsvTable.Text(track.Path), .. values.Row(row).ToArray().Select(value => CsvTable.Number(value))]));
    }

    /// <summary>The main clustering: <c>clusters.csv</c>, and what there is of <c>projection.csv</c> and <c>explanations.csv</c>.</summary>
    /// <exception cref="StoreException">The run has no clusters, or the folder may not be written.</exception>
    public static void WriteClusters(RunFolder run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.KeyOf(StageKind.Cluster);
        Copy(run, "clusters.csv", folder);
        foreach (string name in new[] { "projection.csv", ExplanationFile.Name }.Where(name => File.Exists(run.File(name)))) Copy(run, name, folder);
    }

    private static void Copy(RunFolder run, string name, string folder)
    {
        try
        {
            using FileStream source = File.OpenRead(run.File(name));
            AtomicFile.Write(Path.Combine(folder, name), source.CopyTo);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {run.File(name)}: {error.Message}", error);
        }
    }
}
