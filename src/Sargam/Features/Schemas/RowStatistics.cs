using Sargam.Numerics.Kernels;

namespace Sargam.Features.Schemas;

/// <summary>Statistics of one row over a track's frames, computed in 64 bits.</summary>
internal static class RowStatistics
{
    /// <summary>What <see cref="Moments"/> writes, in order.</summary>
    public static readonly string[] MomentNames = ["mean", "std", "skew", "kurtosis"];

    /// <summary>What <see cref="All"/> writes, in order.</summary>
    public static readonly string[] AllNames = [.. MomentNames, "p10", "p25", "p50", "p75", "p90"];

    private static readonly double[] Percentiles = [0.10, 0.25, 0.50, 0.75, 0.90];

    /// <summary>The name of a statistic as a phrase.</summary>
    public static string Describe(string statistic) => statistic switch
    {
        "mean" => "mean",
        "std" => "standard deviation",
        "skew" => "skewness",
        "kurtosis" => "excess kurtosis",
        "p50" => "median",
        _ => $"{statistic[1..]}th percentile",
    };

    /// <summary>
    /// Mean, standard deviation (ddof 0), and biased skewness and excess kurtosis (scipy: <c>skew</c>, <c>kurtosis</c>), as
    /// many as fit. Of a constant row the last two are 0, where scipy has no number.
    /// </summary>
    public static void Moments(ReadOnlySpan<float> row, Span<float> destination)
    {
        double mean = 0;
        foreach (float value in row) mean += value;
        mean /= row.Length;
        double second = 0, third = 0, fourth = 0;
        foreach (float value in row)
        {
            double difference = value - mean;
            double square = difference * difference;
            second += square;
            third += square * difference;
            fourth += square * square;
        }

        second /= row.Length;
        bool isConstant = second <= 1e-30 * mean * mean;
        Span<double> moments =
        [
            mean, Math.Sqrt(second),
            isConstant ? 0 : third / row.Length / Math.Pow(second, 1.5),
            isConstant ? 0 : fourth / row.Length / (second * second) - 3,
        ];
        for (int i = 0; i < destination.Length; i++) destination[i] = (float)moments[i];
    }

    /// <summary>The moments and five percentiles (numpy: linear interpolation). The row is reordered on the way.</summary>
    public static void All(Span<float> row, Span<float> destination)
    {
        Moments(row, destination[..MomentNames.Length]);
        Span<int> ranks = stackalloc int[2 * Percentiles.Length];
        Span<float> neighbours = stackalloc float[2 * Percentiles.Length];
        for (int i = 0; i < Percentiles.Length; i++)
        {
            ranks[2 * i] = (int)(Percentiles[i] * (row.Length - 1));
            ranks[2 * i + 1] = Math.Min(ranks[2 * i] + 1, row.Length - 1);
        }

        OrderStatistics.Select(row, ranks, neighbours);
        for (int i = 0; i < Percentiles.Length; i++)
        {
            double share = Percentiles[i] * (row.Length - 1) - ranks[2 * i];
            destination[MomentNames.Length + i] = (float)(neighbours[2 * i] + ((double)neighbours[2 * i + 1] - neighbours[2 * i]) * share);
        }
    }
}
