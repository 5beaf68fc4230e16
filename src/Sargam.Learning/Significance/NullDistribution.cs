namespace Sargam.Learning.Significance;

/// <summary>A score beside what it is worth by chance.</summary>
/// <param name="Observed">The score of the real data.</param>
/// <param name="Mean">The mean of the chance draws.</param>
/// <param name="Upper95">Their 95th percentile, linearly interpolated (NumPy: <c>percentile(draws, 95)</c>), or that predicted for one more draw.</param>
/// <param name="P">(b + 1) / (B + 1), where b of the B draws are at least as high as the observed score: never 0; or the predicted chance of a draw as high.</param>
/// <param name="DrawCount">B.</param>
public sealed record NullDistribution(double Observed, double Mean, double Upper95, double P, int DrawCount)
{
    // Draws that equal the observed score must count as such, though they were summed in another order.
    private const double RoundingTolerance = 1e-12;

    /// <summary>Whether the score is above what chance reaches in 95 of 100 cases.</summary>
    public bool BeatsNull => Observed > Upper95;

    /// <summary>Compares a score, where higher is better, with draws of it under chance.</summary>
    /// <exception cref="ArgumentException">There is no draw, or a number is NaN.</exception>
    public static NullDistribution Compare(double observed, IReadOnlyList<double> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Count == 0) throw new ArgumentException("a null distribution needs at least 1 draw, got 0", nameof(draws));
        if (double.IsNaN(observed) || draws.Any(double.IsNaN)) throw new ArgumentException("a null distribution needs numbers, got NaN");
        double threshold = observed - RoundingTolerance * Math.Max(1, Math.Abs(observed));
        int atLeast = draws.Count(draw => draw >= threshold);
        return new NullDistribution(observed, draws.Average(), Percentile(draws, 95), (atLeast + 1.0) / (draws.Count + 1.0), draws.Count);
    }

    /// <summary>
    /// Compares a score, where higher is better, with draws too few to be ranked: where one more draw would fall, if all are normal. The bound is
    /// their mean + t s sqrt(1 + 1/B), with the 95th percentile t of Student's distribution; p is its upper tail.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 2 draws, or a number is NaN.</exception>
    public static NullDistribution Predict(double observed, IReadOnlyList<double> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Count < 2) throw new ArgumentException($"a predicted draw needs at least 2 draws, got {draws.Count}", nameof(draws));
        if (double.IsNaN(observed) || draws.Any(double.IsNaN)) throw new ArgumentException("a null distribution needs numbers, got NaN");
        double mean = draws.Average();
        double spread = Math.Sqrt(draws.Sum(draw => (draw - mean) * (draw - mean)) / (draws.Count - 1.0) * (1 + 1.0 / draws.Count));
        double upper = mean + StudentT.UpperQuantile(0.05, draws.Count - 1) * spread;
        double p = spread > 0 ? StudentT.UpperTail((observed - mean) / spread, draws.Count - 1) : observed > mean ? 0 : 1;
        return new NullDistribution(observed, mean, upper, p, draws.Count);
    }

    /// <summary>A percentile by linear interpolation between the two nearest values (NumPy's default).</summary>
    /// <param name="values">At least one value, in any order.</param>
    /// <param name="percent">In [0, 100].</param>
    public static double Percentile(IReadOnlyList<double> values, double percent)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("a percentile needs at least 1 value, got 0", nameof(values));
        if (!(percent is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percent), percent, $"percent must be in [0, 100], got {percent}");
        }

        double[] sorted = [.. values];
        Array.Sort(sorted);
        double position = (sorted.Length - 1) * (percent / 100);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
