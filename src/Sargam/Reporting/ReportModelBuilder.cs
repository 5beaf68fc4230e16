using System.Globalization;
using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Explanations;
using Sargam.Features;
using Sargam.Pipeline;
using Sargam.Projection;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>Gathers what a report shows from the files of a run.</summary>
internal sealed class ReportModelBuilder(Workspace workspace, RunFolder run, IReadOnlyList<Track> tracks)
{
    private const int TypicalTitleCount = 5;
    private const int MakeUpCount = 5;

    public ReportModel Build(ClusterAssignment assignment, IReadOnlyList<ClusterMembers> clusters, IReadOnlyList<ClusterExplanation> explanations)
    {
        Recipe recipe = run.LoadRecipe();
        Collection collection = workspace.LoadCollection();
        EvaluationResult evaluation = EvaluationResult.Read(run);
        (MapPoint[] points, string caption) = ProjectionFile.Read(run);
        IReadOnlyList<double?> confidences = RunMaps.Confidences(run, tracks.Count);
        bool areFiles = tracks.All(track => SourceLister.AudioExtensionOf(track.Path).Length > 0);
        Dictionary<string, string> titles = tracks.GroupBy(track => track.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().DisplayTitle, StringComparer.Ordinal);
        return new ReportModel
        {
            Title = collection.Name,
            Scorecard = evaluation.Scorecard,
            Methods = [.. evaluation.FirstSeed],
            Tracks = [.. tracks.Select((track, i) => new MapTrack(
                track.DisplayTitle, points[i].X, points[i].Y, assignment.Labels[i], [.. collection.LabelNames.Select(track.LabelOf)])
            {
                Id = track.Id,
                Path = track.Path,
                Seconds = track.DurationSeconds,
                Confidence = confidences[i],
                Distortion = points[i].Distortion,
            })],
            FurtherMaps = RunMaps.Further(run, tracks.Count),
            MusicRoot = areFiles ? Path.GetRelativePath(run.Path, collection.Root).Replace(Path.DirectorySeparatorChar, '/') : null,
            AllSeeds = evaluation.Methods,
            Reconstructions = Reconstructions(titles),
            Traversals = TraversalReader.Read(run, titles.GetValueOrDefault),
            MapCaption = caption,
            LabelNames = collection.LabelNames,
            Clusters = [.. clusters.Select(cluster => Summarise(cluster, collection.LabelNames, explanations))],
            History = HistoryFile.Read(run),
            ClusterCountScores = [.. assignment.Curve.Select(entry => new ClusterCountScore(entry.ClusterCount, entry.Silhouette ?? double.NaN, entry.ClusterCount == assignment.ClusterCount))],
            Failures = [.. workspace.LoadFailures().Select(failure => new FailedTrack(failure.Path, failure.Stage.ToName(), failure.Reason))],
            Facts = [.. Facts(recipe, collection, evaluation)],
        };
    }

    private ClusterSummary Summarise(ClusterMembers cluster, IReadOnlyList<string> labelNames, IReadOnlyList<ClusterExplanation> explanations) => new(
        cluster.Cluster, cluster.NearestFirst.Count,
        [.. cluster.NearestFirst.Take(TypicalTitleCount).Select(row => tracks[row].DisplayTitle)],
        [.. labelNames.Select(name => MakeUp(cluster, name))],
        File.Exists(run.File(cluster.PlaylistFile)) ? cluster.PlaylistFile : "",
        explanations.FirstOrDefault(explanation => explanation.Cluster == cluster.Cluster));

    private IReadOnlyList<Reconstruction> Reconstructions(Dictionary<string, string> titles) => ReconstructionFile.Read(run) is not { } file ? [] :
        [.. file.TrackIds.Select((id, i) => new Reconstruction(titles.GetValueOrDefault(id, id), file.Shape.Count == 2 ? file.Shape[0] : 1, file.Originals.Row(i).ToArray(), file.Reconstructions.Row(i).ToArray()))];

    private IReadOnlyList<KeyValuePair<string, int>> MakeUp(ClusterMembers cluster, string label) =>
        [.. cluster.NearestFirst.Select(row => tracks[row].LabelOf(label)).Where(value => value.Length > 0)
            .GroupBy(value => value, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Count()))
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MakeUpCount)];

    private IEnumerable<KeyValuePair<string, string>> Facts(Recipe recipe, Collection collection, EvaluationResult evaluation)
    {
        yield return new("Tracks", $"{Whole(tracks.Count)} of {Words.Count(collection.Tracks.Count, "file")}{Duplicates(recipe, collection)}");
        yield return new("Length", $"{Words.Duration(tracks.Sum(track => track.DurationSeconds ?? 0))} of audio");
        yield return new("Recipe", recipe.Name);
        yield return new("Features", recipe.Features.IsEmbeddings ? $"vectors from elsewhere, {Words.Count(FeatureFiles.MainSchema(workspace, recipe).ColumnCount, "number")} a track" : $"{recipe.Features.Schema}, excerpt {recipe.Features.Excerpt}, length {recipe.Features.Length}"
            + (FeatureFiles.AudioSchema(recipe).IsSequence ? $", crops {recipe.Features.Crops}, normalize {recipe.Features.Normalize}" : ""));
        yield return new(recipe.Represent.Variational ? "VAE" : "Autoencoder", string.Join(", ", VaeFacts(recipe.Represent)));
        if (run.Manifest.Training is [var training, ..])
        {
            yield return new("Training", $"{Words.Count(training.Epochs, "epoch")}, the weights of epoch {training.KeptEpoch} kept; "
                + $"{Words.Count(training.ActiveUnits, "active unit")}, {training.InformativeUnits} with more than 0.1 nats of KL divergence");
        }

        yield return new("Clusters", $"{recipe.Cluster.Clusterers[0]}: {ClusterCount(recipe.Cluster, evaluation.Methods[0].ClusterCount)}");
        yield return new("Evaluation", $"{recipe.Evaluate.NullDraws} structure-free draws, {Whole(recipe.Evaluate.Permutations)} permutations");
        yield return new("Seeds", $"{recipe.Seed} to {recipe.Seed + (ulong)recipe.SeedCount - 1}; tables and map show seed {recipe.Seed}, summary.csv all");
        yield return new("Decoders", string.Join(", ", run.Manifest.Decoders.Select(entry => $"{entry.Key} ({Whole(entry.Value)})")));
        yield return new("Sargam", SargamVersion.Current);
    }

    private static string ClusterCount(ClusterRecipe recipe, int count) => !recipe.Kinds.First().TakesClusterCount() ? $"{count}, found"
        : recipe.Clusters is { } given ? $"{given}, given"
        : $"{count}, chosen by {recipe.ChooseBy} among {recipe.MinClusters} to {recipe.MaxClusters}";

    private static string Duplicates(Recipe recipe, Collection collection)
    {
        int copies = collection.Tracks.Count - collection.DistinctTracks.Count;
        int near = collection.DistinctTracks.Count(track => track.DuplicateOf.Length > 0);
        string use = recipe.Features.KeepsNearDuplicates ? "kept, as asked" : "left out";
        return (copies > 0 ? $"; with the same audio data as another: {Whole(copies)}, left out" : "")
            + (near > 0 ? $"; with the same recording as another: {Whole(near)}, {use}" : "");
    }

    private IEnumerable<string> VaeFacts(RepresentRecipe represent)
    {
        yield return represent.Architecture;
        yield return $"latent {represent.Latent}";
        if (represent.Variational) yield return $"beta {Beta(represent)}";
        yield return $"reconstruction {represent.ReconstructionReduction}";
        if (represent.Variational) yield return $"KL {represent.KlReduction}";
        if (represent.PriorComponents > 0) yield return $"a prior of {Words.Count(represent.PriorComponents, "component")}";
        if (represent.HasCondition) yield return $"told the {represent.Condition} ({(represent.IsEncoderConditioned ? "encoder and decoder" : "decoder")})";
    }

    private string Beta(RepresentRecipe represent) => represent.Beta.IsAuto && run.Manifest.Training is [var training, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{training.Beta:0.####} (chosen for {Words.Count(represent.ActiveUnits, "active unit")})")
        : represent.Beta.ToString();

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
