using System.Text.Json;
using Sargam.Clustering;
using Sargam.Features;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>The evaluate stage: scores every clustering of the run, holds it against chance, and reaches the verdict.</summary>
internal sealed class EvaluationStage(Workspace workspace, StageRunner runner)
{
    private const double CommonSpaceVariance = 0.95;

    /// <summary>Scores and saves.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Recipe recipe = runner.Run.LoadRecipe();
        runner.Execute(
            StageKind.Evaluate, KeyFor(runner.Run, recipe), [EvaluationResult.FileName, "metrics.csv", "summary.csv", AuditFile.Name, ClusterCountNull.FileName, MethodComparer.FileName], () => Compute(recipe, cancellationToken));
    }

    /// <summary>The key that scores of the run's present clusters have.</summary>
    public static string KeyFor(RunFolder run, Recipe recipe) => ArtifactKey.Of(run.KeyOf(StageKind.Cluster), JsonSerializer.Serialize(recipe.Evaluate));

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        IReadOnlyList<ClusterAssignment> assignments = AssignmentFile.Read(runner.Run);
        FeatureSchema schema = FeatureFiles.MainSchema(workspace, recipe);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        var layout = TrackLayout.Of(recipe.Represent, schema, tracks);
        var nulls = new StructureNull(recipe, layout);
        IReadOnlyList<string> labelNames = workspace.LoadCollection().LabelNames;
        LabelSet[] sets = [.. labelNames.Select(name => LabelSet.Of(name, tracks)).Where(set => set.ClassCount >= 2)];
        var blocks = TrackBlocks.Of(tracks, labelNames);
        var scorer = new MethodScorer(recipe, CommonSpace(recipe, latent.TrackIds, cancellationToken), nulls, new LabelScorer(recipe, sets, blocks));
        int total = Representer.Fitters.Count * recipe.Evaluate.NullDraws + assignments.Count;
        int done = 0;
        void Advance() => runner.Observer.Report(new StageProgress(StageKind.Evaluate, Interlocked.Increment(ref done), total, "scorings"));

        StructureNull.Draws draws = Draw(nulls, Load(recipe, schema, latent.TrackIds), Advance, cancellationToken);
        var scored = new List<ClusterQuality>();
        foreach (ClusterAssignment assignment in assignments)
        {
            LatentSpace space = latent.Spaces.First(space =>
                space.Method == assignment.Method && (!assignment.Method.IsRandom() || space.Seed == assignment.Seed));
            string? given = assignment.Method == RepresentationMethod.VaeLabelled ? layout.Classes!.Label : null;
            scored.Add(scorer.Score(space, assignment, given, cancellationToken));
            Advance();
        }

        if (tracks.Count > ClusterFinder.SilhouetteRowLimit)
        {
            runner.Observer.Note(StageKind.Evaluate, $"silhouettes are those of {Words.Count(ClusterFinder.SilhouetteRowLimit, "track")} drawn at random");
        }

        var audit = new ConfoundAudit(recipe, ConfoundFactors.Of(tracks, FeatureFiles.Stored(workspace, recipe, latent.TrackIds), sets));
        IReadOnlyList<Confound>[] confounds = [.. assignments.Select(assignment => assignment.Seed == recipe.Seed ? audit.Of(assignment.Labels, cancellationToken) : [])];
        ClusterAssignment[] compared = [.. assignments.Where(assignment => assignment.Seed == recipe.Seed && assignment.Method != RepresentationMethod.VaeLabelled)];
        IReadOnlyList<MethodComparison> comparisons = new MethodComparer(recipe, sets, blocks).Compare(
            [.. compared.Select(NameOf)], [.. compared.Select(assignment => assignment.Labels)], cancellationToken);
        Finish(recipe, assignments, scored, draws, confounds, comparisons);
    }

    private static StructureNull.Draws Draw(StructureNull nulls, MatrixView standardised, Action advance, CancellationToken cancellationToken)
    {
        var draws = new StructureNull.Draws();
        foreach (RepresentationMethod method in Representer.Fitters) nulls.Sample(method, standardised, draws, advance, cancellationToken);
        return draws;
    }

    /// <summary>Verdicts need all seeds of a method: they come last.</summary>
    private void Finish(
        Recipe recipe, IReadOnlyList<ClusterAssignment> assignments, List<ClusterQuality> scored, StructureNull.Draws draws,
        IReadOnlyList<Confound>[] confounds, IReadOnlyList<MethodComparison> comparisons)
    {
        (int First, IReadOnlyList<ClusterCountEvidence> Evidence)[] counts = [.. Enumerable.Range(0, assignments.Count).DistinctBy(i => NameOf(assignments[i])).Select(first => (
            first, ClusterCountNull.Compare(
                [.. assignments.Where(other => IsSameMethod(other, assignments[first])).Select(other => other.Curve)],
                draws[(assignments[first].Method, assignments[first].Clusterer)])))];
        VerdictEvidence[] evidence = [.. assignments.Select((assignment, i) => Evidence(
            scored[i], [.. scored.Where((_, other) => IsSameMethod(assignments[other], assignment))], draws[(assignment.Method, assignment.Clusterer)],
            confounds[Enumerable.Range(0, assignments.Count).First(other => IsSameMethod(assignments[other], assignment))]))];
        ClusterQuality[] methods = [.. scored.Select((quality, i) => quality with { Verdict = VerdictRules.Decide(evidence[i]) })];
        MetricsFile.Write(runner.Run, methods);
        AuditFile.Write(runner.Run, methods.Select((method, i) => (method, confounds[i])));
        ClusterCountNull.Write(runner.Run, counts.Select(entry => (methods[entry.First], entry.Evidence)));
        MethodComparer.Write(runner.Run, comparisons);
        VerdictEvidence main = evidence[0] with { ClusterCount = ClusterCountNull.Explain(recipe.Cluster, assignments[0].ClusterCount, counts[0].Evidence), Comparisons = comparisons };
        new EvaluationResult(VerdictRules.Explain(main), methods).Write(runner.Run);
    }

    private static string NameOf(ClusterAssignment assignment) => $"{assignment.Method.ToName()} + {assignment.Clusterer.ToName()}";

    private static bool IsSameMethod(ClusterAssignment first, ClusterAssignment second) => first.Method == second.Method && first.Clusterer == second.Clusterer;

    /// <summary>
    /// One seed's clusters, held against chance by the mean over all seeds of the method: a lucky seed is no evidence.
    /// </summary>
    private static VerdictEvidence Evidence(
        ClusterQuality quality, IReadOnlyList<ClusterQuality> seeds, StructureNull.Draw[] draws, IReadOnlyList<Confound> confounds) => new()
    {
        NonEmptyClusterCount = quality.NonEmptyClusterCount,
        LargestShare = quality.LargestShare,
        Coverage = quality.Coverage,
        ActiveUnits = quality.ActiveUnits,
        Silhouette = Compare("silhouette", seeds.Average(seed => seed.Silhouette), [.. draws.Select(draw => draw.Silhouette)]),
        Stability = Compare("stability", seeds.Average(seed => seed.Stability), [.. draws.Select(draw => draw.Stability)]),
        Labels = quality.Labels,
        Confounds = confounds,
    };

    private static NullComparison? Compare(string measure, double? observed, double[] draws)
    {
        if (observed is not { } value || draws.Length == 0) return null;
        NullDistribution chance = NullDistribution.Compare(value, draws);
        double deviation = Math.Sqrt(draws.Sum(draw => (draw - chance.Mean) * (draw - chance.Mean)) / Math.Max(1, draws.Length - 1));
        return new NullComparison(measure, value, chance.Mean, chance.Upper95, chance.P, chance.DrawCount) { NullDeviation = deviation };
    }

    /// <summary>The space in which all methods' clusters can be compared: standardised MFCC statistics, PCA to 95 %.</summary>
    private Matrix CommonSpace(Recipe recipe, IReadOnlyList<string> trackIds, CancellationToken cancellationToken)
    {
        MatrixView statistics = Load(recipe, FeatureFiles.CommonSchema(workspace, recipe), trackIds);
        return new Pca(new PcaOptions { ExplainedVariance = CommonSpaceVariance }).Fit(statistics, null, cancellationToken).Transform(statistics);
    }

    private MatrixView Load(Recipe recipe, FeatureSchema schema, IReadOnlyList<string> trackIds)
    {
        FeatureTable features = FeatureFiles.Load(workspace, recipe, schema, trackIds);
        return features.TrackIds.Count == trackIds.Count
            ? TrackCrops.Standardise(features.Values, schema.Crops.Count)
            : throw new StoreException($"some tracks of this run have no {schema.Name} features any more: run sargam features again");
    }
}
