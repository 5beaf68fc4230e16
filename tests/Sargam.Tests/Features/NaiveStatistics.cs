namespace Sargam.Tests.Features;

/// <summary>The nine statistics by their definitions.</summary>
internal static class NaiveStatistics
{
    public static IEnumerable<(string Name, double Value)> Of(double[] values)
    {
        double mean = values.Average();
        double variance = values.Average(value => Math.Pow(value - mean, 2));
        double deviation = Math.Sqrt(variance);
        bool isConstant = variance < 1e-20;
        yield return ("mean", mean);
        yield return ("std", deviation);
        yield return ("skew", isConstant ? 0 : values.Average(value => Math.Pow((value - mean) / deviation, 3)));
        yield return ("kurtosis", isConstant ? 0 : values.Average(value => Math.Pow((value - mean) / deviation, 4)) - 3);
        double[] sorted = [.. values.Order()];
        foreach (int percent in (int[])[10, 25, 50, 75, 90])
        {
            double position = percent / 100.0 * (sorted.Length - 1);
            int below = (int)Math.Floor(position);
            int above = Math.Min(below + 1, sorted.Length - 1);
            yield return ($"p{percent}", sorted[below] * (1 - (position - below)) + sorted[above] * (position - below));
        }
    }
}
