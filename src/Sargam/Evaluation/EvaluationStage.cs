using System.Text.Json;
using Sargam.Clustering;
using Sargam.Features;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Metrics;
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
            StageKind.Evaluate, KeyFor(runner.Run, recipe), [EvaluationResult.FileName, "metrics.csv", "summary.csv"], () => Compute(recipe, cancellationToken));
    }

    /// <summary>The key that scores of the run's present clusters have.</summary>
    public static string KeyFor(RunFolder run, Recipe recipe) => ArtifactKey.Of(run.KeyOf(StageKind.Cluster), JsonSerializer.Serialize(recipe.Evaluate));

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        IReadOnlyList<ClusterAssignment> assignments = AssignmentFile.Read(runner.Run);
        FeatureSchema schema = FeatureFiles.MainSchema(workspace, recipe);
        MatrixView standardised = Load(recipe, schema, latent.TrackIds);
        Matrix common = CommonSpace(recipe, latent.TrackIds, cancellationToken);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        var layout = TrackLayout.Of(recipe.Represent, schema, tracks);
        var nulls = new StructureNull(recipe, layout);
        var scorer = new LabelScorer(recipe, tracks, workspace.LoadCollection().LabelNames);
        int total = Representer.Fitters.Count * recipe.Evaluate.NullDraws + assignments.Count;
        int done = 0;
        void Advance() => runner.Observer.Report(new StageProgress(StageKind.Evaluate, Interlocked.Increment(ref done), total, "scorings"));

        Dictionary<RepresentationMethod, StructureNull.Draw[]> draws = Representer.Fitters
            .SelectMany(method => nulls.Sample(method, standardised, Advance, cancellationToken)).ToDictionary();
        var scored = new List<ClusterQuality>();
        foreach (ClusterAssignment assignment in assignments)
        {
            LatentSpace space = latent.Spaces.First(space =>
                space.Method == assignment.Method && (!assignment.Method.IsRandom() || space.Seed == assignment.Seed));
            string? given = assignment.Method == RepresentationMethod.VaeLabelled ? layout.Classes!.Label : null;
            scored.Add(Score(recipe, space, assignment, common, nulls, scorer, given, cancellationToken));
            Advance();
        }

        VerdictEvidence[] evidence = [.. assignments.Select((assignment, i) => Evidence(
            scored[i], [.. scored.Where((_, other) => assignments[other].Method == assignment.Method)], draws[assignment.Method]))];
        ClusterQuality[] methods = [.. scored.Select((quality, i) => quality with { Verdict = VerdictRules.Decide(evidence[i]) })];
        MetricsFile.Write(runner.Run, methods);
        new EvaluationResult(VerdictRules.Explain(evidence[0]), methods).Write(runner.Run);
    }

    private static ClusterQuality Score(
        Recipe recipe, LatentSpace space, ClusterAssignment assignment, Matrix common, StructureNull nulls, LabelScorer scorer, string? given, CancellationToken cancellationToken)
    {
        int[] labels = [.. assignment.Labels];
        return new ClusterQuality
        {
            Recipe = recipe.Name,
            Representation = assignment.Method.ToName(),
            Clusterer = ClusterAssignment.Clusterer,
            ClusterCount = assignment.ClusterCount,
            Seed = assignment.Seed,
            TrackCount = labels.Length,
            Coverage = labels.Count(label => label >= 0) / (double)labels.Length,
            NonEmptyClusterCount = labels.Where(label => label >= 0).Distinct().Count(),
            LargestShare = labels.GroupBy(label => label).Max(cluster => cluster.Count()) / (double)labels.Length,
            Silhouette = ClusterFinder.MeanSilhouette(space.Values, labels, cancellationToken),
            CalinskiHarabasz = CalinskiHarabasz.Score(space.Values, labels),
            DaviesBouldin = DaviesBouldin.Score(space.Values, labels),
            SilhouetteCommon = ClusterFinder.MeanSilhouette(common, labels, cancellationToken),
            Stability = nulls.Stability(space.Values, assignment.ClusterCount, assignment.Seed, cancellationToken),
            ActiveUnits = space.ActiveUnits,
            ReconstructionR2 = space.ReconstructionR2,
            LabelConditioned = given,
            Labels = [.. scorer.Score(labels, cancellationToken).Select(label => label with { WasGiven = label.Label == given })],
            Verdict = Verdict.NoneBeyondChance,
        };
    }

    /// <summary>
    /// One seed's clusters, held against chance by the mean over all seeds of the method: a lucky seed is no evidence.
    /// </summary>
    private static VerdictEvidence Evidence(ClusterQuality quality, IReadOnlyList<ClusterQuality> seeds, StructureNull.Draw[] draws) => new()
    {
        NonEmptyClusterCount = quality.NonEmptyClusterCount,
        LargestShare = quality.LargestShare,
        ActiveUnits = quality.ActiveUnits,
        Silhouette = Compare("silhouette", seeds.Average(seed => seed.Silhouette), [.. draws.Select(draw => draw.Silhouette)]),
        Stability = Compare("stability", seeds.Average(seed => seed.Stability), [.. draws.Select(draw => draw.Stability)]),
        Labels = quality.Labels,
    };

    private static NullComparison? Compare(string measure, double? observed, double[] draws)
    {
        if (observed is not { } value || draws.Length == 0) return null;
        NullDistribution chance = NullDistribution.Compare(value, draws);
        return new NullComparison(measure, value, chance.Mean, chance.Upper95, chance.P, chance.DrawCount);
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
