namespace Sargam.Comparison;

/// <summary>A score over seeds.</summary>
/// <param name="Mean">Over the seeds for which it is defined.</param>
/// <param name="Deviation">Standard deviation (n - 1); null with a single seed.</param>
public sealed record ScoreSpread(double Mean, double? Deviation)
{
    /// <summary>Mean and deviation; null when no seed has the score.</summary>
    internal static ScoreSpread? Of(IEnumerable<double?> scores)
    {
        double[] defined = [.. scores.OfType<double>()];
        if (defined.Length == 0) return null;
        if (defined.All(score => score == defined[0])) return new ScoreSpread(defined[0], defined.Length < 2 ? null : 0);
        double mean = defined.Average();
        return new ScoreSpread(mean, Math.Sqrt(defined.Sum(score => (score - mean) * (score - mean)) / (defined.Length - 1)));
    }
}
