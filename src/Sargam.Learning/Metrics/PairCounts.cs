namespace Sargam.Learning.Metrics;

/// <summary>
/// The pairs of observations, by whether they share a class and a cluster (scikit-learn: half of <c>pair_confusion_matrix</c>).
/// Exact for every number of observations an array can hold.
/// </summary>
internal readonly record struct PairCounts(long SameBoth, long SameClass, long SameCluster, long All)
{
    public static PairCounts Of(ContingencyTable table)
    {
        long sameBoth = 0;
        foreach (ContingencyCell cell in table.Cells) sameBoth += Pairs(cell.Count);
        return new PairCounts(sameBoth, SumPairs(table.ClassTotals), SumPairs(table.ClusterTotals), Pairs(table.ObservationCount));
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long SumPairs(IReadOnlyList<int> totals)
    {
        long sum = 0;
        foreach (int total in totals) sum += Pairs(total);
        return sum;
    }
}
