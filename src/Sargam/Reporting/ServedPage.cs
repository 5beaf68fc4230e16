using Sargam.Clustering;
using Sargam.Explanations;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>The report of a run as a page that a server gives out, made from the files that the run left.</summary>
public static class ServedPage
{
    /// <summary>Writes the page; nothing is computed anew, and the workspace's lock is not needed.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="run">One of its runs.</param>
    /// <param name="writer">Where to write, as UTF-8; left open.</param>
    /// <exception cref="StoreException">The run has no report yet, or its files are damaged or of other tracks.</exception>
    public static void Write(Workspace workspace, RunFolder run, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(run);
        string name = Path.GetFileName(run.Path);
        if (!run.Manifest.Stages.ContainsKey(StageKind.Report.ToName())) throw new StoreException($"the run {name} has no report of its present clusters yet: wait for it to finish, or run sargam evaluate and sargam report");
        try
        {
            HtmlReport.WriteServed(Read(workspace, run), name, writer);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or IOException or InvalidDataException or FormatException)
        {
            // Files of different ages, as when a stage is at work on them: any of them may then be one too short.
            throw new StoreException($"the run {name} cannot be shown: {error.Message} Wait for it to finish, or run sargam report again.", error);
        }
    }

    private static ReportModel Read(Workspace workspace, RunFolder run)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(run);
        IReadOnlyList<Track> tracks = RunTracks.OfPast(workspace, run, latent.TrackIds);
        ClusterAssignment assignment = AssignmentFile.Read(run)[0];
        IReadOnlyList<ClusterMembers> clusters = ClusterMembers.Of(latent.Spaces[0].Values, assignment.Labels);
        IReadOnlyList<ClusterExplanation> explanations = ExplanationFile.Read(run, clusters.ToDictionary(cluster => cluster.Cluster, cluster => cluster.NearestFirst.Count));
        return new ReportModelBuilder(workspace, run, tracks).Build(assignment, clusters, explanations);
    }
}
