using System.Text.Json.Serialization;

namespace Sargam.Evaluation;

/// <summary>A measured value beside what data without clusters gives in the same pipeline.</summary>
/// <param name="Measure">Such as <c>silhouette</c>.</param>
/// <param name="Observed">The value of the real data, the mean over seeds.</param>
/// <param name="NullMean">The mean over structure-free draws.</param>
/// <param name="NullUpper95">The 95th percentile over structure-free draws.</param>
/// <param name="P">Share of draws at least as high, (b+1)/(B+1).</param>
/// <param name="DrawCount">Structure-free draws made.</param>
public sealed record NullComparison(string Measure, double Observed, double NullMean, double NullUpper95, double P, int DrawCount)
{
    /// <summary>With fewer draws no p is 0.05 or less.</summary>
    public const int FewestDraws = 19;

    /// <summary>The standard deviation over structure-free draws.</summary>
    public double NullDeviation { get; init; }

    /// <summary>
    /// Whether other draws could well decide otherwise: the value is within a standard error of the 95th percentile, which few
    /// draws know only roughly.
    /// </summary>
    [JsonIgnore]
    public bool IsBorderline => DrawCount >= FewestDraws && Math.Abs(Observed - NullUpper95) < PercentileError * NullDeviation / Math.Sqrt(DrawCount);

    // Of the 95th percentile of a normal distribution: sqrt(.95 * .05) over its density there.
    private const double PercentileError = 2.11;

    /// <summary>Whether the value is above what structure-free data reaches in 95 of 100 cases; takes at least 19 draws to say so.</summary>
    public bool BeatsNull => Observed > NullUpper95 && P <= 0.05;
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
