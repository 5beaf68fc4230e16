using System.Text.Json;
using Sargam.Clustering;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>The evaluate stage: scores every clustering of the run, holds it against chance, and reaches the verdict.</summary>
internal sealed class EvaluationStage(Workspace workspace, StageRunner runner)
{
    private static readonly string[] Files =
        [EvaluationResult.FileName, "metrics.csv", "summary.csv", AuditFile.Name, ClusterCountNull.FileName, MethodComparer.FileName];

    /// <summary>Scores and saves.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Recipe recipe = runner.Run.LoadRecipe();
        if (!runner.Run.IsCurrent(StageKind.Cluster, ClusteringStage.KeyFor(workspace, runner.Run, recipe)))
        {
            throw new StoreException("the clusters are not of these settings and tracks: run sargam cluster first");
        }

        runner.Execute(StageKind.Evaluate, KeyFor(runner.Run, recipe), Files, () => Compute(recipe, cancellationToken));
    }

    /// <summary>The key that scores of the run's present clusters have.</summary>
    public static string KeyFor(RunFolder run, Recipe recipe) => ArtifactKey.Of(run.KeyOf(StageKind.Cluster), JsonSerializer.Serialize(recipe.Evaluate));

    /// <summary>Refuses scores that are not of the run's present clusters.</summary>
    /// <exception cref="StoreException">They are older, or there are none.</exception>
    public static void RefuseOutdated(RunFolder run)
    {
        if (run.KeyOf(StageKind.Evaluate) != KeyFor(run, run.LoadRecipe())) throw new StoreException("the scores are older than the clusters: run sargam evaluate first");
    }

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        RunFolder run = runner.Run;
        var inputs = EvaluationInputs.Load(workspace, run, recipe, cancellationToken);
        if (inputs.Tracks.Count > ClusterFinder.SilhouetteRowLimit)
        {
            runner.Observer.Note(StageKind.Evaluate, $"silhouettes are those of {Words.Count(ClusterFinder.SilhouetteRowLimit, "track")} drawn at random");
        }

        Evaluator.Findings findings = new Evaluator(recipe, inputs, runner.Observer).Run(cancellationToken);
        IReadOnlyList<ClusterQuality> methods = findings.Result.Methods;
        MetricsFile.Write(run, methods);
        AuditFile.Write(run, methods.Zip(findings.Confounds));
        ClusterCountNull.Write(run, findings.ClusterCounts);
        MethodComparer.Write(run, findings.Comparisons);
        findings.Result.Write(run);
    }
}
