using Sargam.Decoding;
using Sargam.Evaluation;
using Sargam.Learning;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Comparison;

/// <summary>Runs recipes one after another on the same tracks, and holds their methods side by side.</summary>
internal sealed class Comparer(SargamPipeline pipeline, Workspace workspace, IPipelineObserver observer, TimeProvider clock)
{
    /// <summary>Runs what is not finished yet, and compares.</summary>
    public async Task<ComparisonResult> RunAsync(ScanOptions scan, ComparisonOptions options, CancellationToken cancellationToken)
    {
        OptionError.ThrowIfAny(options.Validate(), "comparison");
        IReadOnlyList<Recipe> plan = ComparisonPlan.Of(options);
        Collection collection = pipeline.Scan(scan, cancellationToken);
        GivenVectors? given = options.EmbeddingsFile is { } file ? GivenVectors.Read(file, options.IdColumn, collection) : null; // before hours of decoding
        var runs = new List<ComparedRun>();
        var failed = new List<FailedRecipe>();
        foreach ((int i, Recipe recipe) in plan.Index())
        {
            observer.Note(StageKind.Features, $"recipe {i + 1} of {plan.Count}: {recipe.Name}");
            try
            {
                runs.Add(await RunAsync(recipe, cancellationToken));
            }
            catch (Exception error) when (error is ArgumentException or StoreException or AudioDecodeException)
            {
                string reason = error.Message.ReplaceLineEndings(" ");
                failed.Add(new FailedRecipe(recipe.Name, reason));
                observer.Warn(StageKind.Represent, $"recipe {recipe.Name} is not run: {reason}");
            }
        }

        return runs.Count > 0 ? Compare(runs, failed, given, cancellationToken) : throw new ArgumentException($"none of the recipes could be run; {failed[0].Recipe}: {failed[0].Reason}");
    }

    private async Task<ComparedRun> RunAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        RecipeCheck.ThrowIfInvalid(recipe);
        await pipeline.DecodeAndExtractAsync(recipe, cancellationToken);
        RunFolder run = pipeline.Represent(recipe, cancellationToken);
        pipeline.Cluster(run, cancellationToken);
        pipeline.Evaluate(run, cancellationToken);
        return new ComparedRun(run.LoadRecipe(), run, LatentSpaceFile.ReadTrackIds(run), EvaluationResult.Read(run));
    }

    private ComparisonResult Compare(List<ComparedRun> runs, List<FailedRecipe> failed, GivenVectors? given, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        observer.StageStarted(StageKind.Evaluate);
        string[] shared = SharedTracks(runs);
        IReadOnlyList<CommonSpace> spaces = CommonSpace.Of(workspace, runs, shared, cancellationToken);
        LabelComparer labels = LabelComparer.Of(runs[0].Recipe, RunTracks.Of(workspace, shared), workspace.LoadCollection().LabelNames);
        IReadOnlyList<ComparedMethod> own = Given(given, runs[0], spaces, labels, shared, failed, cancellationToken);
        ComparedMethod[] methods = [.. ComparedMethod.Of(runs, shared), .. own];
        observer.Note(StageKind.Evaluate, $"{Words.Count(methods.Length, "method")} side by side on {Words.Count(shared.Length, "track")}");
        double?[][][] silhouettes = new CommonScores(spaces, observer).Of(methods, cancellationToken);
        double?[] meanRanks = CommonScores.MeanRanks(methods, silhouettes);
        int reference = ReferenceOf(methods, meanRanks);
        IReadOnlyList<MethodComparison> differences = labels.Compare(methods, reference, cancellationToken);
        IReadOnlyList<ComparedScore> scores = new ScoreTable(methods, spaces, silhouettes, meanRanks, labels, differences).Rows();
        string key = ArtifactKey.Of([SargamVersion.Current, given?.Key ?? "", .. runs.Select(run => $"{run.Recipe.Name} {run.Folder.KeyOf(StageKind.Evaluate)}"), .. failed.Select(entry => $"{entry.Recipe} {entry.Reason}")]);
        RunFolder folder = RunFolder.ForComparison(workspace, key);
        var result = new ComparisonResult
        {
            Folder = folder.Path,
            TrackCount = shared.Length,
            Methods = scores,
            NotRun = failed,
            Differences = differences,
            Sentences = [.. new ComparisonSentences(scores, methods[reference].Name, differences).Of(shared.Length), .. LeftOut(runs, shared)],
        };
        ComparisonFiles.Write(folder, runs, own.SelectMany(method => method.Qualities), result);
        folder.Update(manifest => manifest with
        {
            Recipe = "comparison",
            Stages = new SortedDictionary<string, Manifest.StageEntry>(StringComparer.Ordinal)
            {
                [StageKind.Evaluate.ToName()] = new(key, clock.GetUtcNow(), Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3)),
            },
        });
        observer.StageFinished(StageKind.Evaluate, clock.GetElapsedTime(started), reused: false);
        return result;
    }

    /// <summary>The user's own vectors as methods; told as not run where some track has none.</summary>
    private IReadOnlyList<ComparedMethod> Given(
        GivenVectors? given, ComparedRun like, IReadOnlyList<CommonSpace> spaces, LabelComparer labels, string[] shared, List<FailedRecipe> failed, CancellationToken cancellationToken)
    {
        if (given is null) return [];
        try
        {
            CommonSpace common = spaces.Last(space => space.Rows.Length == shared.Length && space.Name != CommonSpace.WordsName);
            return new GivenMethods(like, given.Of(shared), labels).Of(shared, common.Values, cancellationToken);
        }
        catch (ArgumentException error)
        {
            failed.Add(new FailedRecipe(GivenMethods.Name, error.Message));
            observer.Warn(StageKind.Evaluate, $"{GivenMethods.Name} is not compared: {error.Message}");
            return [];
        }
    }

    /// <summary>The best ranked, which no label had a say in; the first where nothing is ranked.</summary>
    private static int ReferenceOf(ComparedMethod[] methods, double?[] meanRanks)
    {
        int[] ranked = [.. Enumerable.Range(0, methods.Length).Where(m => meanRanks[m] is not null && methods[m].LabelTold is null)];
        return ranked.Length == 0 ? 0 : ranked.MinBy(m => meanRanks[m]);
    }

    /// <summary>In the order of the first run: pairs need the same tracks.</summary>
    private static string[] SharedTracks(List<ComparedRun> runs)
    {
        HashSet<string> shared = [.. runs[0].TrackIds];
        foreach (ComparedRun run in runs) shared.IntersectWith(run.TrackIds);
        return shared.Count >= LatentStage.MinTrackCount
            ? [.. runs[0].TrackIds.Where(shared.Contains)]
            : throw new ArgumentException($"the recipes have only {Words.Count(shared.Count, "track")} in common: nothing can be compared");
    }

    /// <summary>Near-duplicates that one recipe keeps and another does not are in no comparison.</summary>
    private static IEnumerable<string> LeftOut(List<ComparedRun> runs, string[] shared) => runs.Where(run => run.TrackIds.Count > shared.Length)
        .Select(run => $"{run.Recipe.Name} groups {Words.Count(run.TrackIds.Count, "track")}; the {shared.Length} that all recipes have are compared here, metrics.csv has the scores of all.");
}
