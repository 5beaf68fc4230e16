using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>
/// The choice of the number of clusters beside the same choice on structure-free data: <c>cluster_count_evidence.csv</c> and a
/// sentence for the scorecard.
/// </summary>
internal static class ClusterCountNull
{
    public const string FileName = "cluster_count_evidence.csv";

    /// <summary>What each criterion says; those that are defined nowhere are left out.</summary>
    /// <param name="curves">The scores of each number, per seed: their mean is compared, since a lucky seed is no evidence.</param>
    /// <param name="draws">Structure-free data through the same procedure.</param>
    public static IReadOnlyList<ClusterCountEvidence> Compare(IReadOnlyList<IReadOnlyList<ClusterCountScore>> curves, IReadOnlyList<StructureNull.Draw> draws)
    {
        ClusterCountScore[] mean = [.. curves.SelectMany(curve => curve).GroupBy(score => score.ClusterCount).OrderBy(group => group.Key).Select(Mean)];
        return [.. Enum.GetValues<ClusterCountCriterion>()
            .Select(criterion => ClusterCountEvidence.Compare(mean, HasNull(criterion, draws) ? [.. draws.Select(draw => draw.Curve)] : [], criterion))
            .Where(evidence => evidence.Rows.Any(row => row.Observed is not null))];
    }

    /// <summary>The recommendation in words; null when there was nothing to choose.</summary>
    /// <param name="recipe">Says what was chosen by.</param>
    /// <param name="chosenCount">What the first seed alone preferred.</param>
    /// <param name="evidence">Of the main method.</param>
    public static string? Explain(ClusterRecipe recipe, int chosenCount, IReadOnlyList<ClusterCountEvidence> evidence)
    {
        if (evidence.FirstOrDefault(entry => entry.Criterion == recipe.Criterion) is not { } chosen) return null;
        IEnumerable<string> others = evidence.Where(entry => entry != chosen && entry.Best is not null)
            .Select(entry => $"{ClusterCheck.Criteria.NameOf(entry.Criterion)} {entry.Best}{(entry.DrawCount > 0 && entry.Recommended is null ? " (no better than chance)" : "")}");
        string rest = string.Join(", ", others);
        string here = chosen.Best == chosenCount ? "" : $" That is the mean over seeds; the first seed, which tables and map show, preferred {chosenCount}.";
        return $"How many: {chosen.Recommendation}.{here}{(rest.Length > 0 ? $" Other criteria prefer: {rest}." : "")}";
    }

    public static void Write(RunFolder run, IEnumerable<(ClusterQuality Method, IReadOnlyList<ClusterCountEvidence> Evidence)> methods) => CsvTable.Write(
        run.File(FileName), ["representation", "clusterer", "criterion", "k", "observed", "null_mean", "null_upper95", "p", "beats_null", "preferred"],
        methods.SelectMany(method => method.Evidence.SelectMany(evidence => evidence.Rows.Select(row => (string[])[
            method.Method.Representation, method.Method.Clusterer, ClusterCheck.Criteria.NameOf(evidence.Criterion), CsvTable.Whole(row.ClusterCount),
            CsvTable.Number(row.Observed), CsvTable.Number(row.NullMean), CsvTable.Number(row.NullUpper95), CsvTable.Number(row.P),
            YesNo(row.BeatsNull), YesNo(row.ClusterCount == evidence.Best)]))));

    /// <summary>Likelihoods of different data are not comparable, and with few draws no p is small.</summary>
    private static bool HasNull(ClusterCountCriterion criterion, IReadOnlyList<StructureNull.Draw> draws) =>
        criterion != ClusterCountCriterion.Bic && draws.Count >= NullComparison.FewestRankedDraws;

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static ClusterCountScore Mean(IGrouping<int, ClusterCountScore> seeds)
    {
        double? Of(Func<ClusterCountScore, double?> value) => seeds.All(score => value(score) is not null) ? seeds.Average(value) : null;
        return new ClusterCountScore(seeds.Key, Of(score => score.Silhouette))
        {
            CalinskiHarabasz = Of(score => score.CalinskiHarabasz),
            DaviesBouldin = Of(score => score.DaviesBouldin),
            Inertia = Of(score => score.Inertia),
            Elbow = Of(score => score.Elbow),
            Bic = Of(score => score.Bic),
            Stability = Of(score => score.Stability),
        };
    }
}
