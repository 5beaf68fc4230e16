using System.Text.Json.Serialization;
using Sargam.Learning.Significance;

namespace Sargam.Evaluation;

/// <summary>A measured value beside what data without clusters gives in the same pipeline.</summary>
/// <param name="Measure">Such as <c>silhouette</c>.</param>
/// <param name="Observed">The value of the real data, the mean over seeds.</param>
/// <param name="NullMean">The mean over structure-free draws.</param>
/// <param name="NullUpper95">The 95th percentile over structure-free draws; of fewer than 19, what they predict for it if they are normal.</param>
/// <param name="P">Share of draws at least as high, (b+1)/(B+1); with fewer than 19 draws, the predicted chance of one as high.</param>
/// <param name="DrawCount">Structure-free draws made.</param>
public sealed record NullComparison(string Measure, double Observed, double NullMean, double NullUpper95, double P, int DrawCount)
{
    /// <summary>With fewer draws not even their deviation is known.</summary>
    public const int FewestDraws = 5;

    /// <summary>With fewer draws no share of them is 0.05 or less, so that they must be taken to be normal.</summary>
    public const int FewestRankedDraws = 19;

    /// <summary>The standard deviation over structure-free draws.</summary>
    public double NullDeviation { get; init; }

    /// <summary>
    /// Whether other draws could well decide otherwise: the value is within a standard error of the 95th percentile, which few
    /// draws know only roughly.
    /// </summary>
    [JsonIgnore]
    public bool IsBorderline => DrawCount >= FewestRankedDraws && Math.Abs(Observed - NullUpper95) < PercentileError * NullDeviation / Math.Sqrt(DrawCount);

    // Of the 95th percentile of a normal distribution: sqrt(.95 * .05) over its density there.
    private const double PercentileError = 2.11;

    /// <summary>Whether the value is above what structure-free data reaches in 95 of 100 cases; takes at least 5 draws to say so.</summary>
    public bool BeatsNull => DrawCount >= FewestDraws && Observed > NullUpper95 && P <= 0.05;

    /// <summary>Whether the draws are too few to be ranked.</summary>
    [JsonIgnore]
    public bool IsPredicted => DrawCount < FewestRankedDraws;

    /// <summary>Compares a value with those of structure-free data; null where there is nothing to compare.</summary>
    internal static NullComparison? Of(string measure, double observed, double[] draws)
    {
        if (draws.Length == 0) return null;
        NullDistribution chance = draws.Length is >= FewestDraws and < FewestRankedDraws ? NullDistribution.Predict(observed, draws) : NullDistribution.Compare(observed, draws);
        double deviation = Math.Sqrt(draws.Sum(draw => (draw - chance.Mean) * (draw - chance.Mean)) / Math.Max(1, draws.Length - 1));
        return new NullComparison(measure, observed, chance.Mean, chance.Upper95, chance.P, chance.DrawCount) { NullDeviation = deviation };
    }

    /// <summary>
    /// Compares two values at once: the sum of how many standard deviations each is above the mean. Mean and deviation are of
    /// draws and data together, so that all are treated alike; of few draws, where no ranks are taken, of the draws alone.
    /// </summary>
    internal static NullComparison? OfSum(string measure, (double Observed, double[] Draws) first, (double Observed, double[] Draws) second)
    {
        if (first.Draws.Length == 0) return null;
        int known = first.Draws.Length < FewestRankedDraws ? first.Draws.Length : first.Draws.Length + 1;
        double[] sums = [.. Deviations([.. first.Draws, first.Observed], known).Zip(Deviations([.. second.Draws, second.Observed], known), (x, y) => x + y)];
        return Of(measure, sums[^1], sums[..^1]);
    }

    private static IEnumerable<double> Deviations(double[] values, int knownCount)
    {
        double[] known = values[..knownCount];
        double mean = known.Average();
        double deviation = Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / known.Length);
        return values.Select(value => deviation > 0 ? (value - mean) / deviation : 0);
    }
}

/// <summary>The verdict on the main method's clusters, with its reasons: <c>scorecard.json</c>.</summary>
public sealed record Scorecard
{
    /// <summary>What the evidence says.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The verdict as one plain sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The reasons, each one plain sentence, the weightiest first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Whether the clusters follow the artist, the order of the files, their encoding and the like; empty when that was not asked.</summary>
    public IReadOnlyList<Confound> Confounds { get; init; } = [];

    /// <summary>95 % intervals of every method's agreement with labels, and of the main method's differences from the others.</summary>
    public IReadOnlyList<MethodComparison> Comparisons { get; init; } = [];

    /// <summary>The evidence against structure-free data; empty when no draws were asked for.</summary>
    public required IReadOnlyList<NullComparison> NullComparisons { get; init; }
}
