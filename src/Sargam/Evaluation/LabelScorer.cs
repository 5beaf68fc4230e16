using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Pipeline;

namespace Sargam.Evaluation;

/// <summary>
/// Holds clusters against the known labels, each set over the tracks that carry it. Whole blocks are permuted: clusters that
/// merely follow artists pass a track-wise test nearly always. Noise counts as wrong in purity and accuracy, and as one cluster
/// elsewhere: leaving it out would reward calling difficult tracks noise.
/// </summary>
internal sealed class LabelScorer(Recipe recipe, IReadOnlyList<LabelSet> sets, TrackBlocks blocks)
{
    /// <summary>Agreement with each label set of which at least two values occur.</summary>
    public IReadOnlyList<LabelAgreement> Score(IReadOnlyList<int> clusters, CancellationToken cancellationToken) =>
        [.. sets.Select(set => Score(set, [.. set.Rows.Select(row => clusters[row])], cancellationToken))];

    private LabelAgreement Score(LabelSet set, int[] clusters, CancellationToken cancellationToken)
    {
        ContingencyTable table = ContingencyTable.FromLabels(set.Classes, clusters);
        int[]? permuted = set.Name == blocks.Label || blocks.Numbers is null ? null : [.. set.Rows.Select(row => blocks.Numbers[row])];
        NullDistribution chance = PermutationTest.AdjustedMutualInformation(
            set.Classes, clusters, recipe.Seed, Math.Max(recipe.Evaluate.Permutations, VerdictRules.PermutationsFor(sets.Count)), permuted, cancellationToken);
        return new LabelAgreement(
            set.Name, set.Classes.Length, set.ClassCount,
            AdjustedRand.Score(table), MutualInformation.Normalized(table), chance.Observed, VMeasure.Score(table).V,
            WithNoiseWrong(Purity.Score, set.Classes, clusters), WithNoiseWrong(ClusterAccuracy.Score, set.Classes, clusters), chance.Upper95, chance.P)
        {
            Blocks = permuted is null ? "tracks" : blocks.Name,
            BlockCount = permuted?.Distinct().Count() ?? clusters.Length,
        };
    }

    private static double WithNoiseWrong(Func<ContingencyTable, double> score, int[] classes, int[] clusters)
    {
        int[] clustered = [.. Enumerable.Range(0, clusters.Length).Where(i => clusters[i] >= 0)];
        if (clustered.Length == 0) return 0;
        double right = score(ContingencyTable.FromLabels([.. clustered.Select(i => classes[i])], [.. clustered.Select(i => clusters[i])]));
        return right * clustered.Length / clusters.Length;
    }
}
