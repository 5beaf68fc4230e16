using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Representation;

namespace Sargam.Comparison;

/// <summary>All that is known of each method as a row, the best ranked first.</summary>
internal sealed class ScoreTable(
    IReadOnlyList<ComparedMethod> methods, IReadOnlyList<CommonSpace> spaces, double?[][][] silhouettes, double?[] meanRanks,
    LabelComparer labels, IReadOnlyList<MethodComparison> differences)
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<ComparedScore> Rows()
    {
        double?[][] ranks = [.. silhouettes.Select(RanksOf)];
        return [.. Enumerable.Range(0, methods.Count).OrderBy(m => meanRanks[m] ?? double.PositiveInfinity).Select(m => Row(m, ranks))];
    }

    private ComparedScore Row(int m, double?[][] ranks)
    {
        ComparedMethod method = methods[m];
        return new ComparedScore
        {
            Recipe = method.Run.Recipe.Name,
            Representation = method.Representation,
            Clusterer = method.Key.Clusterer.ToName(),
            IsMain = method.IsMain,
            MinClusters = method.Qualities.Min(quality => quality.ClusterCount),
            MaxClusters = method.Qualities.Max(quality => quality.ClusterCount),
            SeedCount = method.Qualities.Count,
            Place = meanRanks[m] is { } mean ? 1 + meanRanks.Count(other => other < mean) : null,
            MeanRank = meanRanks[m],
            Common = [.. spaces.Select((space, s) => new CommonScore(space.Name, ScoreSpread.Of(silhouettes[s][m]), ranks[s][m]))],
            Labels = [.. labels.Sets.Select(set => new LabelScore(
                set.Name, LabelComparer.Agreement(set, method),
                differences.FirstOrDefault(entry => entry.Label == set.Name && entry.Other.Length == 0 && entry.Method == method.Name)?.PBestOf, method.LabelTold == set.Name))],
            Verdict = method.Verdict,
            Marks = [.. Marks(method)],
        };
    }

    private double?[] RanksOf(double?[][] space)
    {
        int[] ranked = [.. Enumerable.Range(0, methods.Count).Where(m => meanRanks[m] is not null)];
        double[] ranks = MethodRanking.Ranks([.. ranked.Select(m => ScoreSpread.Of(space[m])?.Mean)]);
        var all = new double?[methods.Count];
        foreach ((int place, int method) in ranked.Index()) all[method] = ranks[place];
        return all;
    }

    private static IEnumerable<string> Marks(ComparedMethod method)
    {
        int seeds = method.Qualities.Count;
        if (method.CollapsedCount == seeds) yield return "degenerate";
        else if (method.CollapsedCount > 0) yield return $"degenerate at {method.CollapsedCount} of {seeds} seeds";
        if (method.LabelTold is { } label) yield return $"was told {label}";
        if (method.Key.Space == RepresentationMethod.VaeShuffled) yield return "control: told labels dealt at random";
        if (method.IsPartial) yield return "only tracks with words";
        if (method.Qualities.Average(quality => quality.Coverage) is < 0.9995 and var coverage && !method.IsPartial) yield return FormattableString.Invariant($"{1 - coverage:P0} noise");
    }
}
