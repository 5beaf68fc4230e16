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
        if (recipe.Cluster.Clusters is { } count && LatentSpaceFile.ReadTrackIds(runner.Run).Count is var tracks && count > tracks)
        {
            throw new ArgumentException($"--clusters must be at most the number of tracks ({tracks}), got {count}");
        }

        runner.Execute(StageKind.Cluster, KeyFor(workspace, runner.Run, recipe), ["assignments.csv", "clusters.csv", "cluster_counts.csv"], () => Compute(recipe, cancellationToken));
    }

    /// <summary>The key that clusters by a recipe have.</summary>
    public static string KeyFor(Workspace workspace, RunFolder run, Recipe recipe)
    {
        Collection collection = workspace.LoadCollection();
        string labels = ArtifactKey.Of([.. collection.LabelNames, .. collection.Tracks.Select(track => $"{track.Path}\n{JsonSerializer.Serialize(track.Labels)}")]);
        return ArtifactKey.Of(run.KeyOf(StageKind.Represent), JsonSerializer.Serialize(recipe.Cluster), labels);
    }

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        IReadOnlyList<LatentSpace> spaces = latent.Spaces;
        (List<ClusterAssignment> assignments, ClusterFinder.Found main) = FindAll(recipe, spaces, cancellationToken);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        AssignmentFile.Write(runner.Run, tracks, assignments);
        AssignmentFile.WriteCounts(runner.Run, assignments);
        WriteClusters(tracks, main);
        if (main.Approximation is { } approximation) runner.Observer.Note(StageKind.Cluster, approximation);
        bool isChosen = recipe.Cluster.Clusters is null && assignments[0].Clusterer.TakesClusterCount();
        int noise = assignments[0].Labels.Count(label => label < 0);
        runner.Observer.Note(StageKind.Cluster, $"{Words.Count(assignments[0].ClusterCount, "cluster")} in the {spaces[0].Method.ToName()} space"
            + (isChosen ? $", chosen by {recipe.Cluster.ChooseBy}" : noise > 0 ? $"; {Words.Count(noise, "track")} of {assignments[0].Labels.Count} are noise, in no cluster" : ""));
        if (isChosen && assignments[0].ClusterCount == recipe.Cluster.MaxClusters)
        {
            runner.Observer.Note(StageKind.Cluster, $"{recipe.Cluster.MaxClusters} is the largest number tried: --max-clusters {2 * recipe.Cluster.MaxClusters} looks further");
        }
    }

    private (List<ClusterAssignment> Assignments, ClusterFinder.Found Main) FindAll(Recipe recipe, IReadOnlyList<LatentSpace> spaces, CancellationToken cancellationToken)
    {
        var assignments = new List<ClusterAssignment>();
        ClusterFinder.Found? main = null;
        ClustererKind[] clusterers = [.. recipe.Cluster.Kinds];
        RepresentationMethod[] methods = [.. spaces.Select(space => space.Method).Distinct()];
        int total = methods.Length * clusterers.Length * recipe.SeedCount;
        foreach ((RepresentationMethod method, ClustererKind clusterer) in methods.SelectMany(method => clusterers.Select(clusterer => (method, clusterer))))
        {
            var finder = new ClusterFinder(recipe.Cluster, clusterer);
            for (int i = 0; i < recipe.SeedCount; i++)
            {
                ulong seed = recipe.Seed + (ulong)i;
                LatentSpace space = spaces.First(space => space.Method == method && (!method.IsRandom() || space.Seed == seed));
                ClusterFinder.Found found = finder.Find(space, seed, cancellationToken);
                main ??= found;
                assignments.Add(new ClusterAssignment(method, clusterer, seed, found.Labels, found.ClusterCount, found.Curve));
                runner.Observer.Report(new StageProgress(StageKind.Cluster, assignments.Count, total, "clusterings"));
            }
        }

        return (assignments, main!);
    }

    private void WriteClusters(IReadOnlyList<Track> tracks, ClusterFinder.Found main)
    {
        IReadOnlyList<string> labelNames = workspace.LoadCollection().LabelNames;
        float[] confidences = main.Confidences();
        CsvTable.Write(
            runner.Run.File("clusters.csv"), ["id", "path", "cluster", "confidence", .. main.Groups is null ? Array.Empty<string>() : ["group"], .. labelNames],
            tracks.Select((track, i) => (string[])[
                track.Id, CsvTable.Text(track.Path), CsvTable.Whole(main.Labels[i]), CsvTable.Number(confidences[i]),
                .. main.Groups is null ? Array.Empty<string>() : [CsvTable.Whole(main.Groups[i])],
                .. labelNames.Select(name => CsvTable.Text(track.Labels.GetValueOrDefault(name, "")))]));
    }
}
