using System.Globalization;

namespace Sargam.Learning.Significance;

/// <summary>One number of clusters beside what the same choice reaches on data without structure.</summary>
/// <param name="ClusterCount">Clusters asked for.</param>
/// <param name="Observed">The criterion on the data; null where undefined.</param>
/// <param name="NullMean">Its mean over the structureless draws with this number; null where undefined.</param>
/// <param name="NullUpper95">What 95 of 100 draws do not pass with this number: their 95th percentile, or the 5th where lower is better.</param>
/// <param name="P">(b + 1) / (B + 1), where b of the B draws reach the observed value with whatever number is best for them.</param>
/// <param name="BeatsNull">Whether the value is better than what 95 of 100 draws reach with their best number.</param>
public readonly record struct ClusterCountEvidenceRow(
    int ClusterCount, double? Observed, double? NullMean, double? NullUpper95, double? P, bool BeatsNull);

/// <summary>
/// A curve over numbers of clusters against the curves of data without structure, on which the number was chosen anew each
/// time: the best of a curve is compared with the bests of the others, so that choosing is inside the comparison.
/// </summary>
public sealed class ClusterCountEvidence
{
    private ClusterCountEvidence(ClusterCountCriterion criterion, IReadOnlyList<ClusterCountEvidenceRow> rows, double? threshold, int drawCount, int? pick)
    {
        Criterion = criterion;
        Rows = rows;
        Threshold = threshold;
        DrawCount = drawCount;
        Best = pick;
        ClusterCountEvidenceRow? best = pick is null ? null : rows.First(row => row.ClusterCount == pick);
        Recommended = best is { BeatsNull: true } ? pick : null;
        Recommendation = Explain(best);
    }

    /// <summary>What is compared.</summary>
    public ClusterCountCriterion Criterion { get; }

    /// <summary>One row per number tried, ascending.</summary>
    public IReadOnlyList<ClusterCountEvidenceRow> Rows { get; }

    /// <summary>What 95 of 100 structureless draws do not pass with their best number; null without draws in which the criterion is defined.</summary>
    public double? Threshold { get; }

    /// <summary>Structureless draws in which the criterion is defined.</summary>
    public int DrawCount { get; }

    /// <summary>The number that the criterion prefers, structure or not; null where it is defined for none.</summary>
    public int? Best { get; }

    /// <summary>The number that the criterion prefers, if it beats structureless data; null otherwise.</summary>
    public int? Recommended { get; }

    /// <summary>The recommendation and its reason in a sentence.</summary>
    public string Recommendation { get; }

    /// <summary>Compares a curve with those of structureless data.</summary>
    /// <param name="curve">Scores of the data by ascending number of clusters.</param>
    /// <param name="nullCurves">Scores of <see cref="GaussianNull"/> draws through the same procedure.</param>
    /// <param name="criterion">What to compare, and choose, by.</param>
    public static ClusterCountEvidence Compare(
        IReadOnlyList<ClusterCountScore> curve, IReadOnlyList<IReadOnlyList<ClusterCountScore>> nullCurves, ClusterCountCriterion criterion)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(nullCurves);
        double[] bests = [.. nullCurves.Select(draw => draw.Max(score => score.Merit(criterion))).OfType<double>()];
        double? threshold = bests.Length == 0 ? null : NullDistribution.Percentile(bests, 95);
        var rows = new List<ClusterCountEvidenceRow>(curve.Count);
        foreach (ClusterCountScore score in curve) rows.Add(ToRow(score, nullCurves, criterion, bests));
        double? reported = ClusterCountScore.IsLowerBetter(criterion) ? -threshold : threshold;
        return new ClusterCountEvidence(criterion, rows, reported, bests.Length, ClusterCountSelection.PickBy(curve, criterion));
    }

    private static ClusterCountEvidenceRow ToRow(
        ClusterCountScore score, IReadOnlyList<IReadOnlyList<ClusterCountScore>> nullCurves, ClusterCountCriterion criterion, double[] bests)
    {
        double sign = ClusterCountScore.IsLowerBetter(criterion) ? -1 : 1;
        double[] draws =
        [
            .. nullCurves.SelectMany(draw => draw).Where(other => other.ClusterCount == score.ClusterCount)
                .Select(other => other.Merit(criterion)).OfType<double>(),
        ];
        double? mean = draws.Length == 0 ? null : sign * draws.Average();
        double? upper = draws.Length == 0 ? null : sign * NullDistribution.Percentile(draws, 95);
        NullDistribution? comparison = score.Merit(criterion) is { } merit && bests.Length > 0 ? NullDistribution.Compare(merit, bests) : null;
        return new ClusterCountEvidenceRow(
            score.ClusterCount, score.Of(criterion), mean, upper, comparison?.P, comparison is { BeatsNull: true });
    }

    private string Explain(ClusterCountEvidenceRow? best)
    {
        if (best is not { Observed: { } observed } row) return $"no number of clusters can be judged: {Name} is defined for none";
        string clusters = $"{row.ClusterCount} clusters";
        if (Threshold is not { } threshold) return $"{clusters} by {Name}, {Text(observed)}; not compared with structureless data";
        string beyond = ClusterCountScore.IsLowerBetter(Criterion) ? "below" : "above";
        return row.BeatsNull
            ? $"{clusters}: {Name} {Text(observed)} is {beyond} what structureless data reaches ({Text(threshold)})"
            : $"no number of clusters beats structureless data: {Name} is {Text(observed)} at best, with {clusters}, not {beyond} what structureless data reaches ({Text(threshold)})";
    }

    private string Name => Criterion switch
    {
        ClusterCountCriterion.Silhouette => "the silhouette",
        ClusterCountCriterion.CalinskiHarabasz => "the Calinski-Harabasz index",
        ClusterCountCriterion.DaviesBouldin => "the Davies-Bouldin index",
        ClusterCountCriterion.Elbow => "the bend of the inertia curve",
        ClusterCountCriterion.Bic => "the BIC",
        _ => "the stability",
    };

    private string Text(double value)
    {
        string format = Criterion switch
        {
            ClusterCountCriterion.CalinskiHarabasz => "0.0",
            ClusterCountCriterion.Bic => "0",
            _ => ".00",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
