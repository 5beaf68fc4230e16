using System.Text.Json;
using Sargam.Features;
using Sargam.Learning;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>The represent stage: from features to latent spaces, for the VAE with every seed and for its baselines.</summary>
internal sealed class LatentStage(Workspace workspace, IPipelineObserver observer, TimeProvider clock)
{
    /// <summary>Below this a clustering says nothing: every silhouette is undefined.</summary>
    public const int MinTrackCount = 3;

    /// <summary>Learns the spaces in a run of their own; an identical run is taken up again instead.</summary>
    public RunFolder Run(Recipe recipe, CancellationToken cancellationToken)
    {
        RecipeCheck.ThrowIfInvalid(recipe);
        Collection collection = workspace.LoadCollection();
        FeatureTable features = FeatureFiles.Load(workspace, recipe, FeatureFiles.MainSchema(recipe), collection.TracksFor(recipe).Select(track => track.Id));
        CheckTrackCount(features, recipe);
        string key = KeyOf(recipe, features, collection);
        RunFolder run = RunFolder.All(workspace).FirstOrDefault(candidate => IsSame(candidate, recipe, key)) ?? RunFolder.Create(workspace, recipe);
        new StageRunner(run, observer, clock).Execute(
            StageKind.Represent, key, [LatentSpaceFile.Name, "latents.npy", "model.safetensors", "history.csv", .. TraversalFile.Names(features.Schema)],
            () => Compute(run, recipe, features, cancellationToken));
        run.Update(manifest => manifest with { Recipe = recipe.Name, Decoders = CountDecoders(collection) });
        return run;
    }

    private void Compute(RunFolder run, Recipe recipe, FeatureTable features, CancellationToken cancellationToken)
    {
        int cropCount = features.Schema.Crops.Count;
        MatrixView crops = TrackCrops.Split(features.Values, cropCount);
        StandardScalerModel scaler = new StandardScaler().Fit(crops, null, cancellationToken);
        MatrixView standardised = scaler.Transform(crops).View.Reshape(features.Values.RowCount, features.Values.ColumnCount);
        var representer = new Representer(recipe.Represent, cropCount);
        var fitted = new List<Representer.Fitted>();
        foreach (RepresentationMethod method in RepresentationNames.All)
        {
            for (int i = 0; i < (method.IsRandom() ? recipe.SeedCount : 1); i++)
            {
                fitted.Add(representer.Fit(method, standardised, recipe.Seed + (ulong)i, EpochProgress(recipe, i), cancellationToken));
            }
        }

        Representer.Fitted main = fitted[0];
        foreach (string warning in main.Vae!.Warnings) observer.Warn(StageKind.Represent, InFlags(warning));
        LatentSpaceFile.Write(run, features.TrackIds, [.. fitted.Select(entry => entry.Space)]);
        AtomicFile.Write(run.File("latents.npy"), stream => Npy.Write(stream, main.Space.Values));
        ModelFile.Write(run, features.Schema, scaler, main.Vae, fitted.First(entry => entry.Pca is not null).Pca!);
        HistoryFile.Write(run, main.Vae.History);
        MatrixView observations = TrackCrops.Split(standardised, cropCount);
        TraversalFile.Write(run, features.Schema, scaler, main.Vae, observations, main.Space, RunTracks.Of(workspace, features.TrackIds), cancellationToken);
    }

    private DirectProgress<FitProgress> EpochProgress(Recipe recipe, int seedIndex) => new(fit => observer.Report(new StageProgress(
        StageKind.Represent, seedIndex * recipe.Represent.Epochs + fit.Iteration, (long)recipe.SeedCount * recipe.Represent.Epochs, "epochs")));

    /// <summary>The library names its properties; users know the command line's flags.</summary>
    private static string InFlags(string warning) => warning
        .Replace("set ReconstructionReduction to Sum", "use --reconstruction sum", StringComparison.Ordinal)
        .Replace("Standardise the columns, lower LearningRate or set GradientClipNorm", "Lower --learning-rate", StringComparison.Ordinal)
        .Replace("raise EpochCount or LearningRate, or lower BatchSize", "raise --epochs or --learning-rate, or lower --batch", StringComparison.Ordinal)
        .Replace(", or set TargetActiveUnits", "", StringComparison.Ordinal)
        .Replace("lower Beta", "lower --beta", StringComparison.Ordinal);

    private static void CheckTrackCount(FeatureTable features, Recipe recipe)
    {
        int count = features.TrackIds.Count;
        if (count == 0) throw new StoreException("no track has features yet: run sargam features first");
        if (count < MinTrackCount)
        {
            throw new ArgumentException($"clustering needs at least {MinTrackCount} usable tracks with different content, got {count}");
        }

        if (recipe.Cluster.Clusters > count) throw new ArgumentException($"--clusters must be at most the number of usable tracks ({count}), got {recipe.Cluster.Clusters}");
    }

    private static bool IsSame(RunFolder run, Recipe recipe, string key) =>
        File.ReadAllText(run.File("recipe.yaml")) == RecipeFile.ToYaml(recipe)
        && (run.IsCurrent(StageKind.Represent, key) || !run.Manifest.Stages.ContainsKey(StageKind.Represent.ToName()));

    private static string KeyOf(Recipe recipe, FeatureTable features, Collection collection)
    {
        Dictionary<string, string> decoders = collection.DistinctTracks.ToDictionary(track => track.Id, track => track.Decoder, StringComparer.Ordinal);
        return ArtifactKey.Of([
            SargamVersion.Current, JsonSerializer.Serialize(recipe.Features), JsonSerializer.Serialize(recipe.Represent),
            $"{recipe.Seed} {recipe.SeedCount} {features.Schema}", .. features.TrackIds.Select(id => $"{id} {decoders[id]}")]);
    }

    private static SortedDictionary<string, int> CountDecoders(Collection collection)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (Track track in collection.DistinctTracks.Where(track => track.Decoder.Length > 0))
        {
            counts[track.Decoder] = counts.GetValueOrDefault(track.Decoder) + 1;
        }

        return counts;
    }
}
