using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Explanations;
using Sargam.Pipeline;
using Sargam.Playlists;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Page;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>
/// The report stage: explanations, figures, playlists and <c>report.html</c> of a run. Explanations are made here and not with
/// the scores, since they are for people and no verdict may rest on them; they also need what no score needs, the words.
/// </summary>
internal sealed class ReportStage(Workspace workspace, StageRunner runner)
{
    private const string ReportName = "report.html";

    /// <summary>Writes everything and returns the report's path.</summary>
    public string Run()
    {
        RunFolder run = runner.Run;
        EvaluationStage.RefuseOutdated(run);
        string key = ArtifactKey.Of(
            PageTemplate.Built.Policy(Stylesheet.Text), run.KeyOf(StageKind.Evaluate), run.KeyOf(StageKind.Project),
            ArtifactKey.Of(workspace.LoadCollection().Tracks.SelectMany(track => new[] { track.Path, track.Title })),
            ArtifactKey.Of(run.LoadRecipe().Report.Files),
            ExplanationInputs.KeyOf(workspace, run),
            ArtifactKey.Of(workspace.LoadFailures().SelectMany(failure => new[] { failure.Path, failure.Reason })));
        runner.Execute(StageKind.Report, key, [ReportName, ExplanationFile.Name], Write);
        return run.File(ReportName);
    }

    private void Write()
    {
        RunFolder run = runner.Run;
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(run);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        ClusterAssignment assignment = AssignmentFile.Read(run)[0];
        IReadOnlyList<ClusterMembers> clusters = ClusterMembers.Of(latent.Spaces[0].Values, assignment.Labels);
        RemoveOldFiles(run, "playlists", "*.m3u8");
        RemoveOldFiles(run, "figures", "*.svg");
        WritePlaylists(tracks, clusters);
        Dictionary<int, IReadOnlyList<int>> nearestFirst = clusters.ToDictionary(cluster => cluster.Cluster, cluster => cluster.NearestFirst);
        IReadOnlyList<ClusterExplanation> explanations = new ClusterExplainer(ExplanationInputs.Load(workspace, run, tracks, assignment, nearestFirst)).Run();
        ExplanationFile.Write(run, explanations);
        ReportModel model = new ReportModelBuilder(workspace, run, tracks).Build(assignment, clusters, explanations);
        IReadOnlyList<Figure> figures = ReportFigures.Create(model);
        foreach (Figure figure in figures)
        {
            AtomicFile.WriteText(run.File(Path.Combine("figures", $"{figure.Name}.svg")), figure.WriteSvg);
        }

        Recipe recipe = run.LoadRecipe();
        IReadOnlyList<string> left = PublishedFiles.Write(new PublishedFiles.Source(run, model, figures, recipe.Project.Maps), recipe.Report.Files);
        if (left.Count > 0) runner.Observer.Note(StageKind.Report, $"not written, as there is nothing to show: {string.Join(", ", left)}");

        AtomicFile.WriteText(run.File(ReportName), writer => HtmlReport.Write(model, writer));
    }

    private void WritePlaylists(IReadOnlyList<Track> tracks, IReadOnlyList<ClusterMembers> clusters)
    {
        Collection collection = workspace.LoadCollection();
        if (EmbeddingFile.Exists(workspace) && !tracks.All(track => SourceLister.AudioExtensionOf(track.Path).Length > 0 && File.Exists(collection.FullPath(track)))) return;
        Track[] unnamed = [.. tracks.Where(track => !Playlist.CanName(track.Path))];
        if (unnamed.Length > 0)
        {
            runner.Observer.Warn(StageKind.Report, $"{Words.Count(unnamed.Length, "track")} left out of playlists, which cannot name a file with control characters: {unnamed[0].Path}");
        }

        foreach (ClusterMembers cluster in clusters)
        {
            string file = runner.Run.File(cluster.PlaylistFile);
            string folder = Path.GetDirectoryName(file)!;
            IEnumerable<PlaylistTrack> entries = cluster.NearestFirst.Select(row => PlaylistTrack.Of(collection, tracks[row], folder));
            AtomicFile.WriteText(file, writer => Playlist.Write($"{collection.Name}, cluster {cluster.Cluster}", entries, writer));
        }
    }

    /// <summary>An earlier clustering of the run may have had more clusters: its files would be lies now.</summary>
    private static void RemoveOldFiles(RunFolder run, string folder, string pattern)
    {
        if (!Directory.Exists(run.File(folder))) return;
        foreach (string file in Directory.EnumerateFiles(run.File(folder), pattern)) File.Delete(file);
    }
}
