using System.Text.Json;
using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>The represent stage: from features to latent spaces, for the VAE with every seed and for its baselines.</summary>
internal sealed class LatentStage(Workspace workspace, IPipelineObserver observer, TimeProvider clock, bool isStrict = false)
{
    /// <summary>Below this a clustering says nothing: every silhouette is undefined.</summary>
    public const int MinTrackCount = 3;

    /// <summary>Learns the spaces in a run of their own; an identical run is taken up again instead.</summary>
    public RunFolder Run(Recipe recipe, CancellationToken cancellationToken)
    {
        RecipeCheck.ThrowIfInvalid(recipe);
        Collection collection = workspace.LoadCollection();
        FeatureTable features = FeatureFiles.Load(workspace, recipe, FeatureFiles.MainSchema(workspace, recipe), collection.TracksFor(recipe).Select(track => track.Id));
        CheckTrackCount(features, recipe);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, features.TrackIds);
        TrackWords words = TrackWords.Load(workspace, recipe, tracks, isStrict, observer, cancellationToken);
        TrackLayout layout = words.Layout(features.Schema, tracks);
        SayWhatIsTold(recipe, layout);
        string key = KeyOf(recipe, features, layout, words, collection);
        RunFolder run = RunFolder.All(workspace).FirstOrDefault(candidate => IsSame(candidate, recipe, key)) ?? RunFolder.Create(workspace, recipe);
        string[] wordFiles = layout.HasWords ? [LyricsVectors.FileName] : [];
        string[] outputs = [LatentSpaceFile.Name, "latents.npy", ModelFile.Name, "history.csv", ReconstructionFile.Name, .. wordFiles, .. TraversalFile.Names(features.Schema)];
        new StageRunner(run, observer, clock).Execute(StageKind.Represent, key, outputs, () =>
        {
            if (!CopyFromTwin(run, key, outputs)) Compute(run, recipe, features, layout, words, key, cancellationToken);
        });
        CheckpointFile.DeleteAll(run);
        run.Update(manifest => manifest with { Recipe = recipe.Name, Decoders = CountDecoders(collection, features.TrackIds) });
        return run;
    }

    /// <exception cref="ArgumentException">The user is strict, and there is no label to tell.</exception>
    private void SayWhatIsTold(Recipe recipe, TrackLayout layout)
    {
        if (recipe.Represent.Condition != RepresentRecipe.AutoCondition) return;
        const string Nothing = "the recipe tells the model each track's genre, and the tracks have no label like that";
        if (layout.Classes is { } told) observer.Note(StageKind.Represent, $"the model is told each track's {told.Label} ({Words.Count(told.Names.Count, "value")})");
        else if (isStrict) throw new ArgumentException($"{Nothing}: --condition LABEL names another, --labels gives labels");
        else observer.Warn(StageKind.Represent, $"{Nothing}: it is told nothing");
    }

    /// <summary>Takes the spaces of another run that differs only in what is done with them, such as the number of clusters.</summary>
    private bool CopyFromTwin(RunFolder run, string key, string[] outputs)
    {
        RunFolder? twin = RunFolder.All(workspace).FirstOrDefault(other => other.IsCurrent(StageKind.Represent, key) && outputs.All(name => File.Exists(other.File(name))));
        if (twin is null) return false;
        foreach (string name in outputs) AtomicFile.Write(run.File(name), stream => CopyTo(twin.File(name), stream));
        run.Update(manifest => manifest with { Training = twin.Manifest.Training });
        observer.Note(StageKind.Represent, $"the same spaces as in {Path.GetFileName(twin.Path)}");
        return true;
    }

    private static void CopyTo(string path, Stream target)
    {
        using FileStream source = File.OpenRead(path);
        source.CopyTo(target);
    }

    private void Compute(RunFolder run, Recipe recipe, FeatureTable features, TrackLayout layout, TrackWords words, string key, CancellationToken cancellationToken)
    {
        MatrixView crops = TrackCrops.Split(features.Values, layout.CropCount);
        StandardScalerModel scaler = FeatureScaling.Fit(recipe.Represent.Scaling, crops, cancellationToken);
        MatrixView standardised = scaler.Transform(crops).View.Reshape(features.Values.RowCount, features.Values.ColumnCount);
        TrackWords.Vectors? vectors = layout.HasWords ? words.Vectorise(cancellationToken) : null;
        SaveWords(run, vectors, features.TrackIds);
        Representer.Fitted[] fitted = FitAll(run, recipe, new TrackViews(standardised, vectors?.Values), new Representer(recipe, layout), key, cancellationToken);
        Representer.Fitted main = fitted[0];
        foreach (string warning in main.Vae!.Warnings) observer.Warn(StageKind.Represent, FlagNames.In(warning));
        run.Update(manifest => manifest with { Training = [.. fitted.Where(entry => entry.Space.Method == RepresentationMethod.Vae).Select(TrainingEntry)] });
        LatentSpaceFile.Write(run, features.TrackIds, [.. fitted.SelectMany(entry => entry.Spaces)]);
        AtomicFile.Write(run.File("latents.npy"), stream => Npy.Write(stream, main.Space.Values));
        ModelFile.Write(run, features.Schema, scaler, main.Trained!, vectors?.Model, fitted.First(entry => entry.Pca is not null).Pca!);
        HistoryFile.Write(run, main.Vae.History, [.. main.Trained!.Modalities.Select(modality => modality.Name)]);
        ReconstructionFile.Write(run, features.Schema, scaler, main.Trained, features);
        TraversalFile.Write(run, features.Schema, scaler, main.Trained, RunTracks.Of(workspace, features.TrackIds), cancellationToken);
    }

    private static void SaveWords(RunFolder run, TrackWords.Vectors? vectors, IReadOnlyList<string> trackIds)
    {
        if (vectors is not null) vectors.Values.Write(run, trackIds);
        else File.Delete(run.File(LyricsVectors.FileName));
    }

    private Representer.Fitted[] FitAll(RunFolder run, Recipe recipe, TrackViews views, Representer representer, string key, CancellationToken cancellationToken)
    {
        IEnumerable<ulong> seeds = Enumerable.Range(0, recipe.SeedCount).Select(i => recipe.Seed + (ulong)i);
        (RepresentationMethod Method, ulong Seed)[] trainings = [.. representer.Fitters.Where(method => method.IsRandom()).SelectMany(method => seeds.Select(seed => (method, seed)))];
        var epochs = new EpochProgress(trainings.Length, observer);
        var trained = new Representer.Fitted[trainings.Length];
        LongTasks.ForEach(trainings.Length, i =>
        {
            (RepresentationMethod method, ulong seed) = trainings[i];
            using EpochProgress.Training progress = epochs.Start(seed);
            trained[i] = representer.Fit(method, views, seed, new CheckpointFile(run, method, seed, key, observer).Open(), progress, cancellationToken);
        }, cancellationToken);
        IEnumerable<RepresentationMethod> others = representer.Fitters.Where(method => !method.IsRandom());
        return [.. trained, .. others.Select(method => representer.Fit(method, views, recipe.Seed, cancellationToken: cancellationToken))];
    }

    private static Manifest.TrainingEntry TrainingEntry(Representer.Fitted fitted) => new()
    {
        Seed = fitted.Space.Seed,
        Beta = fitted.Vae!.Beta,
        Epochs = fitted.Vae.History.Count,
        KeptEpoch = fitted.Vae.KeptEpoch,
        ActiveUnits = fitted.Vae.ActiveUnits,
        InformativeUnits = fitted.Vae.Diagnostics.InformativeUnits,
        AggregateDeviations = [.. fitted.Vae.Diagnostics.AggregateDeviations.Select(deviation => Math.Round(deviation, 4))],
        Warnings = [.. fitted.Vae.Warnings.Select(FlagNames.In)],
    };

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

    private static string KeyOf(Recipe recipe, FeatureTable features, TrackLayout layout, TrackWords words, Collection collection)
    {
        Dictionary<string, string> decoders = collection.DistinctTracks.ToDictionary(track => track.Id, track => track.Decoder, StringComparer.Ordinal);
        return ArtifactKey.Of([
            SargamVersion.Current, JsonSerializer.Serialize(recipe.Features), JsonSerializer.Serialize(recipe.Represent), JsonSerializer.Serialize(recipe.Lyrics),
            $"{recipe.Seed} {recipe.SeedCount} {features.Schema}", layout.Key, words.Key, .. features.TrackIds.Select(id => $"{id} {decoders[id]}")]);
    }

    private static SortedDictionary<string, int> CountDecoders(Collection collection, IReadOnlyList<string> trackIds)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        HashSet<string> fitted = [.. trackIds];
        foreach (Track track in collection.DistinctTracks.Where(track => track.Decoder.Length > 0 && fitted.Contains(track.Id)))
        {
            counts[track.Decoder] = counts.GetValueOrDefault(track.Decoder) + 1;
        }

        return counts;
    }
}
