using System.Text.Json;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Clustering;

/// <summary>The cluster stage: groups the tracks in every space of the run, with every seed.</summary>
internal sealed class ClusteringStage(Workspace workspace, StageRunner runner)
{
    /// <summary>Groups and saves.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Recipe recipe = runner.Run.LoadRecipe();
        string key = ArtifactKey.Of(runner.Run.KeyOf(StageKind.Represent), JsonSerializer.Serialize(recipe.Cluster), LabelKey());
        runner.Execute(StageKind.Cluster, key, ["assignments.csv", "clusters.csv", "cluster_counts.csv"], () => Compute(recipe, cancellationToken));
    }

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        IReadOnlyList<LatentSpace> spaces = latent.Spaces;
        var finder = new ClusterFinder(recipe.Cluster);
        var assignments = new List<ClusterAssignment>();
        RepresentationMethod[] methods = [.. spaces.Select(space => space.Method).Distinct()];
        int total = methods.Length * recipe.SeedCount;
        foreach (RepresentationMethod method in methods)
        {
            for (int i = 0; i < recipe.SeedCount; i++)
            {
                ulong seed = recipe.Seed + (ulong)i;
                LatentSpace space = spaces.First(space => space.Method == method && (!method.IsRandom() || space.Seed == seed));
                ClusterFinder.Found found = finder.Find(space.Values, seed, cancellationToken);
                assignments.Add(new ClusterAssignment(method, seed, found.Labels, found.ClusterCount, found.Curve));
                runner.Observer.Report(new StageProgress(StageKind.Cluster, assignments.Count, total, "clusterings"));
            }
        }

        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        AssignmentFile.Write(runner.Run, tracks, assignments);
        AssignmentFile.WriteCounts(runner.Run, assignments);
        WriteClusters(tracks, spaces[0], assignments[0]);
        runner.Observer.Note(StageKind.Cluster, $"{assignments[0].ClusterCount} clusters in the {spaces[0].Method.ToName()} space"
            + (recipe.Cluster.Clusters is null ? ", chosen by silhouette" : ""));
        if (recipe.Cluster.Clusters is null && assignments[0].ClusterCount == recipe.Cluster.MaxClusters)
        {
            runner.Observer.Note(StageKind.Cluster, $"{recipe.Cluster.MaxClusters} is the largest number tried: --max-clusters {2 * recipe.Cluster.MaxClusters} looks further");
        }
    }

    private void WriteClusters(IReadOnlyList<Track> tracks, LatentSpace space, ClusterAssignment assignment)
    {
        IReadOnlyList<string> labelNames = workspace.LoadCollection().LabelNames;
        float[] confidences = ClusterCentres.Of(space.Values, assignment.Labels).Confidences(space.Values);
        CsvTable.Write(
            runner.Run.File("clusters.csv"), ["id", "path", "cluster", "confidence", .. labelNames],
            tracks.Select((track, i) => (string[])[
                track.Id, CsvTable.Text(track.Path), CsvTable.Whole(assignment.Labels[i]), CsvTable.Number(confidences[i]),
                .. labelNames.Select(name => CsvTable.Text(track.Labels.GetValueOrDefault(name, "")))]));
    }

    private string LabelKey()
    {
        Collection collection = workspace.LoadCollection();
        return ArtifactKey.Of([.. collection.LabelNames, .. collection.Tracks.Select(track => $"{track.Path}\n{JsonSerializer.Serialize(track.Labels)}")]);
    }
}
