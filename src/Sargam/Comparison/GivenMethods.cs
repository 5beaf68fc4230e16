using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Comparison;

/// <summary>Clusters the user's own vectors as the first recipe clusters its spaces, and scores them alike.</summary>
internal sealed class GivenMethods
{
    /// <summary>What stands in the place of a recipe and of its space.</summary>
    public const string Name = "embeddings";

    private readonly ComparedRun _like;
    private readonly Recipe _recipe;
    private readonly Matrix _vectors;
    private readonly LabelComparer _labels;

    /// <summary>Prepares.</summary>
    /// <param name="like">The run whose clustering and evaluation settings hold.</param>
    /// <param name="vectors">A row per shared track.</param>
    /// <param name="labels">Label sets of the shared tracks.</param>
    public GivenMethods(ComparedRun like, Matrix vectors, LabelComparer labels)
    {
        (_like, _vectors, _labels) = (like, vectors, labels);
        _recipe = new Recipe
        {
            Name = Name,
            Seed = like.Recipe.Seed,
            SeedCount = like.Recipe.SeedCount,
            Lyrics = new LyricsRecipe { Fusion = LyricsRecipe.None },
            Cluster = like.Recipe.Cluster,
            Evaluate = like.Recipe.Evaluate,
        };
    }

    /// <summary>A method per clusterer, on the standardised vectors.</summary>
    /// <param name="trackIds">The shared tracks.</param>
    /// <param name="common">The common space of <c>metrics.csv</c>.</param>
    /// <param name="cancellationToken">Checked between clusterings and draws.</param>
    public IReadOnlyList<ComparedMethod> Of(IReadOnlyList<string> trackIds, Matrix common, CancellationToken cancellationToken)
    {
        var views = new TrackViews(FeatureScaling.Apply(_recipe.Represent.Scaling, _vectors, 1));
        TrackLayout layout = TrackLayout.Plain(1);
        LatentSpace space = new Representer(_recipe, layout).Fit(RepresentationMethod.Raw, views, _recipe.Seed, cancellationToken: cancellationToken).Space;
        var nulls = new StructureNull(_recipe, layout);
        var draws = new StructureNull.Draws();
        HashSet<MethodKey> methods = [.. _recipe.Cluster.Kinds.Select(kind => new MethodKey(RepresentationMethod.Raw, kind))];
        nulls.Sample(RepresentationMethod.Raw, methods, views, draws, () => { }, cancellationToken);
        var scorer = new MethodScorer(_recipe, common, nulls, new LabelScorer(_recipe, _labels.Sets, _labels.Blocks));
        var run = new ComparedRun(_recipe, _like.Folder, trackIds, _like.Evaluation);
        return [.. _recipe.Cluster.Kinds.Select((kind, place) =>
        {
            ClusterAssignment[] assignments = [.. Enumerable.Range(0, _recipe.SeedCount).Select(i => Assign(space, kind, _recipe.Seed + (ulong)i, cancellationToken))];
            ClusterQuality[] scored = [.. assignments.Select(assignment => scorer.Score(space, assignment, null, cancellationToken) with { Representation = Name })];
            var key = new MethodKey(RepresentationMethod.Raw, kind);
            ClusterQuality[] judged = [.. scored.Select(quality => quality with { Verdict = VerdictRules.Decide(Evidence(quality, scored, draws.Of(key))) })];
            return new ComparedMethod(run, key, place == 0, judged, [.. assignments.Select(assignment => assignment.Labels.ToArray())]) { GivenSpace = Name };
        })];
    }

    private ClusterAssignment Assign(LatentSpace space, ClustererKind kind, ulong seed, CancellationToken cancellationToken)
    {
        ClusterFinder.Found found = new ClusterFinder(_recipe.Cluster, kind).Find(space, seed, cancellationToken);
        return new ClusterAssignment(RepresentationMethod.Raw, kind, seed, found.Labels, found.ClusterCount, found.Curve);
    }

    private VerdictEvidence Evidence(ClusterQuality quality, ClusterQuality[] seeds, StructureNull.Draw[] draws) => VerdictEvidence.Of(quality, seeds, draws) with
    {
        Repeats = RepeatedRows.Of(_vectors),
        IsNearlyConstant = VectorSpread.Of(_vectors).IsNearlyConstant,
    };
}
