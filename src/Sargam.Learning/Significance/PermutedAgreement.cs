using Sargam.Learning.Metrics;

namespace Sargam.Learning.Significance;

/// <summary>
/// Adjusted mutual information of fixed clusters with many dealings of classes, O(n) each: only the sum of c ln c over the
/// cells changes while the class sizes stay. Safe to use from several threads.
/// </summary>
internal sealed class PermutedAgreement
{
    private readonly int[] _clusters;
    private readonly int[] _clusterTotals;
    private readonly int _classCount;
    private readonly double[] _countLogCount;
    private readonly double _clusterTerm;
    private readonly double _clusterEntropy;
    private readonly double _expected;

    public PermutedAgreement(LabelEncoding classes, LabelEncoding clusters)
    {
        _clusters = clusters.Indices;
        _clusterTotals = clusters.Totals;
        _classCount = classes.Count;
        _countLogCount = new double[_clusters.Length + 1];
        for (int count = 2; count < _countLogCount.Length; count++) _countLogCount[count] = count * Math.Log(count);
        _clusterTerm = SumCountLogCount(_clusterTotals);
        _clusterEntropy = MutualInformation.Entropy(_clusterTotals);
        _expected = ExpectedMutualInformation.Of(classes.Totals, _clusterTotals);
    }

    /// <summary>Scores one dealing.</summary>
    /// <param name="dealt">The class index of each observation.</param>
    /// <param name="sameTotals">Whether the class sizes are those of the original, so that the expectation is known already.</param>
    public double Score(ReadOnlySpan<int> dealt, bool sameTotals)
    {
        var classTotals = new int[_classCount];
        foreach (int index in dealt) classTotals[index]++;
        int[] grouped = ClustersByClass(dealt, classTotals);
        var counts = new int[_clusterTotals.Length];
        double cells = 0;
        int cellCount = 0;
        int position = 0;
        foreach (int total in classTotals)
        {
            ReadOnlySpan<int> members = grouped.AsSpan(position, total);
            foreach (int cluster in members) counts[cluster]++;
            foreach (int cluster in members)
            {
                if (counts[cluster] == 0) continue;
                cells += _countLogCount[counts[cluster]];
                counts[cluster] = 0;
                cellCount++;
            }

            position += total;
        }

        if (cellCount == _clusterTotals.Length && cellCount == classTotals.Count(total => total > 0)) return 1;
        double count = dealt.Length;
        double information = (cells - SumCountLogCount(classTotals) - _clusterTerm + _countLogCount[^1]) / count;
        double expected = sameTotals ? _expected : ExpectedMutualInformation.Of(classTotals, _clusterTotals);
        return MutualInformation.Adjust(information, expected, (MutualInformation.Entropy(classTotals) + _clusterEntropy) / 2);
    }

    private int[] ClustersByClass(ReadOnlySpan<int> dealt, int[] classTotals)
    {
        var next = new int[classTotals.Length];
        for (int index = 1; index < next.Length; index++) next[index] = next[index - 1] + classTotals[index - 1];
        var grouped = new int[dealt.Length];
        for (int i = 0; i < dealt.Length; i++) grouped[next[dealt[i]]++] = _clusters[i];
        return grouped;
    }

    private double SumCountLogCount(int[] totals)
    {
        double sum = 0;
        foreach (int total in totals) sum += _countLogCount[total];
        return sum;
    }
}
