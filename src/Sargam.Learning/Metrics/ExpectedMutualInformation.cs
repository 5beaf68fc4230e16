namespace Sargam.Learning.Metrics;

/// <summary>
/// Mean mutual information of two random labellings with given group sizes (Vinh, Epps and Bailey, 2010, eq. 24). The size of
/// a cell is hypergeometric. Its probabilities come from the ratio of neighbours, outwards from the mode, and are scaled to
/// sum to 1: more exact than differences of log-factorials, and only the terms that matter are visited. Groups of equal size
/// are computed once, so thousands of artists cost as little as the number of different artist sizes.
/// </summary>
internal static class ExpectedMutualInformation
{
    // Relative to the mode; what lies beyond is less than the rounding of the sum.
    private const double Negligible = 1e-19;

    public static double Of(ReadOnlySpan<int> classTotals, ReadOnlySpan<int> clusterTotals)
    {
        long count = 0;
        foreach (int total in classTotals) count += total;
        (int Size, int Times)[] classes = DistinctSizes(classTotals);
        (int Size, int Times)[] clusters = DistinctSizes(clusterTotals);
        var logs = new double[Math.Min(classes[^1].Size, clusters[^1].Size) + 1];
        for (int k = 1; k < logs.Length; k++) logs[k] = Math.Log(k);
        double sum = 0;
        foreach ((int a, int aTimes) in classes)
        {
            foreach ((int b, int bTimes) in clusters) sum += (double)aTimes * bTimes * MeanCell(a, b, count, logs);
        }

        return sum / count;
    }

    /// <summary>Mean of k ln(k n / (a b)) for a hypergeometric k.</summary>
    private static double MeanCell(long a, long b, long count, double[] logs)
    {
        long lowest = Math.Max(0, a + b - count);
        long highest = Math.Min(a, b);
        long mode = Math.Clamp((long)((a + 1.0) * (b + 1.0) / (count + 2.0)), lowest, highest);
        double offset = Math.Log(count) - Math.Log(a) - Math.Log(b);
        double total = 1;
        double sum = mode * (logs[mode] + offset);
        double weight = 1;
        for (long k = mode; k < highest && weight > Negligible; k++)
        {
            weight *= (double)(a - k) / (k + 1) * (b - k) / (count - a - b + k + 1);
            total += weight;
            sum += weight * (k + 1) * (logs[k + 1] + offset);
        }

        weight = 1;
        for (long k = mode; k > lowest && weight > Negligible; k--)
        {
            weight *= (double)k / (a - k + 1) * (count - a - b + k) / (b - k + 1);
            total += weight;
            sum += weight * (k - 1) * (logs[k - 1] + offset);
        }

        return sum / total;
    }

    private static (int Size, int Times)[] DistinctSizes(ReadOnlySpan<int> totals)
    {
        var times = new SortedDictionary<int, int>();
        foreach (int total in totals)
        {
            if (total > 0) times[total] = times.GetValueOrDefault(total) + 1;
        }

        return [.. times.Select(pair => (pair.Key, pair.Value))];
    }
}
