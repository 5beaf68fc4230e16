using Sargam.Clustering;
using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Evaluation;

/// <summary>Scores every clustering of a run, holds it against chance, and reaches the verdicts.</summary>
internal sealed class Evaluator(Recipe recipe, EvaluationInputs inputs, IProgress<StageProgress> progress)
{
    private readonly StructureNull _nulls = new(recipe, inputs.Layout);
    private int _done;
    private int? _drawings;

    /// <summary>What an evaluation finds. Lists have an entry per clustering, in the order of the inputs.</summary>
    /// <param name="Result">Verdict and scores.</param>
    /// <param name="Confounds">What else the clusters could be; empty but for the first seed.</param>
    /// <param name="ClusterCounts">For the first seed of each method, the choice of the number beside structure-free data.</param>
    /// <param name="Comparisons">Intervals and differences between methods.</param>
    public sealed record Findings(
        EvaluationResult Result, IReadOnlyList<IReadOnlyList<Confound>> Confounds,
        IReadOnlyList<(ClusterQuality Method, IReadOnlyList<ClusterCountEvidence> Evidence)> ClusterCounts, IReadOnlyList<MethodComparison> Comparisons);

    /// <summary>Evaluates.</summary>
    public Findings Run(CancellationToken cancellationToken)
    {
        ClusterQuality[] scored = Score(cancellationToken);
        var audit = new ConfoundAudit(recipe, ConfoundFactors.Of(inputs.Tracks, inputs.Stored, inputs.Views.Words?.Present, inputs.LabelSets));
        IReadOnlyList<Confound>[] confounds = [.. inputs.Assignments.Select(assignment => IsFirstSeed(assignment) ? audit.Of(assignment.Labels, cancellationToken) : [])];
        IReadOnlyList<MethodComparison> comparisons = Compare(cancellationToken);
        RepeatedRows repeats = Repeats();
        VerdictEvidence[] WithDraws(StructureNull.Draws draws) => [.. Enumerable.Range(0, scored.Length).Select(i => Evidence(i, scored, draws, confounds) with { Repeats = repeats })];
        StructureNull.Draws draws = Draw(Undecided(WithDraws([])), cancellationToken);
        VerdictEvidence[] evidence = WithDraws(draws);
        ClusterQuality[] methods = [.. scored.Select((quality, i) => quality with { Verdict = VerdictRules.Decide(evidence[i]) })];
        (ClusterQuality Method, IReadOnlyList<ClusterCountEvidence> Evidence)[] counts = [.. FirstSeeds().Select(first => (methods[first], CountEvidence(first, draws)))];
        VerdictEvidence main = evidence[0] with
        {
            ClusterCount = ClusterCountNull.Explain(recipe.Cluster, inputs.Assignments[0].ClusterCount, counts[0].Evidence),
            Comparisons = comparisons,
        };
        return new Findings(new EvaluationResult(VerdictRules.Explain(main), methods), confounds, counts, comparisons);
    }

    /// <summary>Copies among the sounds or among the words, whichever has more of them.</summary>
    private RepeatedRows Repeats()
    {
        RepeatedRows features = RepeatedRows.Of(inputs.Views.Features);
        if (inputs.Views.Words is not { } words) return features;
        RepeatedRows texts = RepeatedRows.Of(words.Values.View.SelectRows(PresenceMask.Rows(words.Present)));
        return texts.CopyCount > features.CopyCount ? texts : features;
    }

    /// <summary>What structure-free data could still decide: a collapsed method needs none, and its training may take long.</summary>
    private HashSet<MethodKey> Undecided(VerdictEvidence[] evidence) =>
        [.. inputs.Assignments.Where((_, i) => !VerdictRules.IsDegenerate(evidence[i])).Select(MethodKey.Of)];

    private StructureNull.Draws Draw(HashSet<MethodKey> methods, CancellationToken cancellationToken)
    {
        var draws = new StructureNull.Draws();
        RepresentationMethod[] fitters = [.. _nulls.FittersOf(methods)];
        _drawings = fitters.Length * recipe.Evaluate.NullDraws;
        foreach (RepresentationMethod fitter in fitters) _nulls.Sample(fitter, methods, inputs.Views, draws, Advance, cancellationToken);
        return draws;
    }

    private ClusterQuality[] Score(CancellationToken cancellationToken)
    {
        var scorer = new MethodScorer(recipe, inputs.CommonSpace, _nulls, new LabelScorer(recipe, inputs.LabelSets, inputs.Blocks));
        var scored = new List<ClusterQuality>();
        foreach (ClusterAssignment assignment in inputs.Assignments)
        {
            scored.Add(scorer.Score(inputs.SpaceOf(assignment), assignment, LabelTold(assignment), cancellationToken));
            Advance();
        }

        return [.. scored];
    }

    /// <summary>At the first seed, without what was told the labels: that proves nothing.</summary>
    private IReadOnlyList<MethodComparison> Compare(CancellationToken cancellationToken)
    {
        ClusterAssignment[] compared = [.. inputs.Assignments.Where(assignment => IsFirstSeed(assignment) && LabelTold(assignment) is null)];
        return new MethodComparer(recipe, inputs.LabelSets, inputs.Blocks).Compare(
            [.. compared.Select(assignment => MethodKey.Of(assignment).ToString())], [.. compared.Select(assignment => assignment.Labels)], cancellationToken);
    }

    private VerdictEvidence Evidence(int place, ClusterQuality[] scored, StructureNull.Draws draws, IReadOnlyList<Confound>[] confounds)
    {
        MethodKey method = MethodKey.Of(inputs.Assignments[place]);
        int[] seeds = [.. SeedsOf(method)];
        return VerdictEvidence.Of(scored[place], [.. seeds.Select(seed => scored[seed])], draws.Of(method)) with { Confounds = confounds[seeds[0]] };
    }

    private IReadOnlyList<ClusterCountEvidence> CountEvidence(int place, StructureNull.Draws draws)
    {
        MethodKey method = MethodKey.Of(inputs.Assignments[place]);
        return ClusterCountNull.Compare([.. SeedsOf(method).Select(seed => inputs.Assignments[seed].Curve)], draws.Of(method));
    }

    private IEnumerable<int> SeedsOf(MethodKey method) => Enumerable.Range(0, inputs.Assignments.Count).Where(i => MethodKey.Of(inputs.Assignments[i]) == method);

    private IEnumerable<int> FirstSeeds() => Enumerable.Range(0, inputs.Assignments.Count).DistinctBy(i => MethodKey.Of(inputs.Assignments[i]));

    private bool IsFirstSeed(ClusterAssignment assignment) => assignment.Seed == recipe.Seed;

    private string? LabelTold(ClusterAssignment assignment) => assignment.Method == RepresentationMethod.VaeLabelled ? inputs.Layout.Classes!.Label : null;

    private void Advance()
    {
        int total = (_drawings ?? _nulls.Fitters.Count * recipe.Evaluate.NullDraws) + inputs.Assignments.Count;
        progress.Report(new StageProgress(StageKind.Evaluate, Interlocked.Increment(ref _done), total, "scorings"));
    }
}
