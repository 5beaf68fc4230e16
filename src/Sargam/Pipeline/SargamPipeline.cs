using Sargam.Clustering;
using Sargam.Comparison;
using Sargam.Evaluation;
using Sargam.Evaluation.Audit;
using Sargam.Features;
using Sargam.Projection;
using Sargam.Reporting;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>
/// The flow on one workspace, as a whole or stage by stage. Every stage reads its inputs from the workspace and leaves its
/// results there, so that a later call, or a later program, can go on from them.
/// </summary>
public sealed class SargamPipeline
{
    private readonly Workspace _workspace;
    private readonly IPipelineObserver _observer;
    private readonly TimeProvider _clock;
    private readonly PipelineOptions _options;

    /// <summary>Prepares the flow; nothing is read or written yet.</summary>
    /// <param name="workspace">Where everything is kept; the caller holds its lock.</param>
    /// <param name="observer">Told about progress, notes and warnings.</param>
    /// <param name="clock">For the manifest's times.</param>
    /// <param name="options">Decoders and jobs; null for decoders that need nothing from the program, and one job more than threads.</param>
    public SargamPipeline(Workspace workspace, IPipelineObserver observer, TimeProvider clock, PipelineOptions? options = null)
    {
        _workspace = workspace;
        _observer = observer;
        _clock = clock;
        _options = options ?? new PipelineOptions();
    }

    /// <summary>Runs the whole flow; stages whose results are still valid are skipped.</summary>
    /// <exception cref="ArgumentException">The source, an option or the recipe is not valid, or there are too few usable tracks.</exception>
    /// <exception cref="StoreException">The workspace cannot be read or written.</exception>
    public async Task<PipelineResult> RunAsync(ScanOptions scan, Recipe recipe, CancellationToken cancellationToken)
    {
        RecipeCheck.ThrowIfInvalid(recipe);
        Collection collection = Scan(scan, cancellationToken);
        recipe = ForWorkspace(recipe);
        if (recipe.Represent is { HasCondition: true, Condition: not RepresentRecipe.AutoCondition } && !TrackWords.ConditionsOnLanguage(recipe)) TrackClasses.Of([.. collection.DistinctTracks], recipe.Represent.Condition); // before hours of decoding
        await DecodeAndExtractAsync(recipe, cancellationToken);
        RunFolder run = Represent(recipe, cancellationToken);
        Cluster(run, cancellationToken);
        Evaluate(run, cancellationToken);
        Project(run, cancellationToken);
        string report = Report(run);
        return new PipelineResult(run, EvaluationResult.Read(run), _workspace.LoadFailures().Count, report);
    }

    /// <summary>Lists tracks and labels.</summary>
    public Collection Scan(ScanOptions options, CancellationToken cancellationToken) => new ScanStage(_workspace, _observer, _clock).Run(options, cancellationToken);

    /// <summary>Decodes the tracks that have no features yet, and stores their features.</summary>
    public Task DecodeAndExtractAsync(Recipe recipe, CancellationToken cancellationToken) =>
        new FeatureStage(_workspace, _observer, _clock, _options).RunAsync(ForWorkspace(recipe), cancellationToken);

    /// <summary>Writes the recipe's features into a folder, as NPY and CSV with what every column means.</summary>
    /// <exception cref="StoreException">The folder may not be written.</exception>
    public void ExportFeatures(Recipe recipe, string folder) => FeatureExport.Write(_workspace, ForWorkspace(recipe), folder);

    /// <summary>Learns latent spaces: in the run that already has this recipe and these tracks, or in a new one.</summary>
    public RunFolder Represent(Recipe recipe, CancellationToken cancellationToken) =>
        new LatentStage(_workspace, _observer, _clock, _options.Strict).Run(ForWorkspace(recipe), cancellationToken);

    /// <summary>Groups the tracks.</summary>
    public void Cluster(RunFolder run, CancellationToken cancellationToken) => new ClusteringStage(_workspace, RunnerFor(run)).Run(cancellationToken);

    /// <summary>Scores the groups against chance and reaches the verdict.</summary>
    public void Evaluate(RunFolder run, CancellationToken cancellationToken) => new EvaluationStage(_workspace, RunnerFor(run)).Run(cancellationToken);

    /// <summary>
    /// Scores clusters that were made elsewhere, holds them against chance and reaches a verdict. The workspace need not hold anything.
    /// </summary>
    /// <param name="options">The files.</param>
    /// <param name="folder">Where the scores are left: <see cref="RunFolder.CreateAudit"/>.</param>
    /// <param name="cancellationToken">Checked between scores.</param>
    /// <exception cref="ArgumentException">The files do not fit each other, or a column is missing.</exception>
    /// <exception cref="StoreException">A file cannot be read or written.</exception>
    public EvaluationResult Audit(AuditOptions options, RunFolder folder, CancellationToken cancellationToken) => new Auditor(options, _observer, _clock).Run(folder, cancellationToken);

    /// <summary>
    /// Runs several recipes on the same tracks, as far as the evaluation, and holds their methods side by side. A recipe that
    /// cannot be run is told in the result and does not stop the others; what is finished is found again by a later call.
    /// </summary>
    /// <exception cref="ArgumentException">The source or an option is not valid, or no recipe could be run.</exception>
    /// <exception cref="StoreException">The workspace cannot be read or written.</exception>
    public Task<ComparisonResult> CompareAsync(ScanOptions scan, ComparisonOptions options, CancellationToken cancellationToken) =>
        new Comparer(this, _workspace, _observer, _clock).RunAsync(scan, options, cancellationToken);

    /// <summary>Lays the tracks out on a map.</summary>
    public void Project(RunFolder run, CancellationToken cancellationToken) => new ProjectionStage(RunnerFor(run)).Run(cancellationToken);

    /// <summary>Writes figures, playlists and the report; returns the report's path.</summary>
    public string Report(RunFolder run) => new ReportStage(_workspace, RunnerFor(run)).Run();

    /// <summary>Where a workspace holds vectors instead of audio, they are the features.</summary>
    private Recipe ForWorkspace(Recipe recipe)
    {
        bool holdsVectors = EmbeddingFile.Exists(_workspace);
        if (holdsVectors == recipe.Features.IsEmbeddings) return recipe;
        if (!holdsVectors) throw new ArgumentException($"features.schema must not be {EmbeddingFile.SchemaName} where there is audio: vectors come with --embeddings FILE");
        string[] unasked = [new FeatureRecipe().Schema, RecipeCatalog.Find(RecipeCatalog.Default)[0].Features.Schema];
        return unasked.Contains(recipe.Features.Schema)
            ? recipe with { Features = recipe.Features with { Schema = EmbeddingFile.SchemaName } }
            : throw new ArgumentException($"--features must be left out, as {_workspace.Root} holds vectors, not audio; got {recipe.Features.Schema}");
    }

    private StageRunner RunnerFor(RunFolder run) => new(run, _observer, _clock);
}
