namespace Sargam.Explanations;

/// <summary>One number of many tracks, in order of size, with shared places for equal ones. Unknown values are left out.</summary>
internal sealed class RankedColumn
{
    private readonly double[] _values;
    private readonly int _clusterCount;
    private readonly int[] _order;
    private readonly double[] _midranks;
    private readonly int[] _groupEnds;
    private readonly double _varianceFactor;

    /// <summary>Sorts.</summary>
    /// <param name="values">NaN where not known.</param>
    /// <param name="clusterCount">Clusters are numbered from 0 to below this.</param>
    public RankedColumn(double[] values, int clusterCount)
    {
        _values = values;
        _clusterCount = clusterCount;
        _order = [.. Enumerable.Range(0, values.Length).Where(row => double.IsFinite(values[row])).OrderBy(row => values[row])];
        _midranks = new double[_order.Length];
        var ends = new List<int>();
        double ties = 0;
        for (int start = 0; start < _order.Length; start = ends[^1])
        {
            int end = start + 1;
            while (end < _order.Length && values[_order[end]] == values[_order[start]]) end++;
            Array.Fill(_midranks, (start + end + 1) / 2.0, start, end - start);
            double size = end - start;
            ties += size * size * size - size;
            ends.Add(end);
        }

        _groupEnds = [.. ends];
        double count = _order.Length;
        _varianceFactor = count > 1 ? (count + 1 - ties / (count * (count - 1))) / 12 : 0;
    }

    /// <summary>The standardised rank sum of each cluster, with the usual correction for ties; 0 where there is nothing to compare.</summary>
    public double[] Statistics(ReadOnlySpan<int> clusters)
    {
        var sums = new double[_clusterCount];
        var counts = new int[_clusterCount];
        for (int i = 0; i < _order.Length; i++)
        {
            int cluster = clusters[_order[i]];
            if (cluster < 0) continue;
            sums[cluster] += _midranks[i];
            counts[cluster]++;
        }

        for (int c = 0; c < sums.Length; c++)
        {
            double variance = _varianceFactor * counts[c] * (_order.Length - counts[c]);
            sums[c] = variance > 1e-9 ? (sums[c] - counts[c] * (_order.Length + 1) / 2.0) / Math.Sqrt(variance) : 0;
        }

        return sums;
    }

    /// <summary>Cliff's delta of each cluster against the rest, every track counted so many times; NaN where one side is empty.</summary>
    public double[] Deltas(ReadOnlySpan<int> clusters, ReadOnlySpan<int> weights)
    {
        var wins = new double[_clusterCount];
        var own = new long[_clusterCount];
        var ownTied = new long[_clusterCount];
        long all = 0;
        int start = 0;
        foreach (int end in _groupEnds)
        {
            long tied = 0;
            for (int i = start; i < end; i++)
            {
                tied += weights[_order[i]];
                if (clusters[_order[i]] >= 0) ownTied[clusters[_order[i]]] += weights[_order[i]];
            }

            for (int i = start; i < end; i++)
            {
                int cluster = clusters[_order[i]];
                if (cluster < 0 || ownTied[cluster] == 0) continue;
                wins[cluster] += ownTied[cluster] * (all - own[cluster] + 0.5 * (tied - ownTied[cluster]));
                own[cluster] += ownTied[cluster];
                ownTied[cluster] = 0;
            }

            all += tied;
            start = end;
        }

        for (int c = 0; c < wins.Length; c++)
        {
            double pairs = (double)own[c] * (all - own[c]);
            wins[c] = pairs > 0 ? 2 * wins[c] / pairs - 1 : double.NaN;
        }

        return wins;
    }

    /// <summary>The medians inside and outside of a cluster.</summary>
    public (double Here, double Elsewhere) Medians(int[] clusters, int cluster) =>
        (Median([.. _order.Where(row => clusters[row] == cluster)]), Median([.. _order.Where(row => clusters[row] != cluster)]));

    private double Median(int[] sorted) => (_values[sorted[(sorted.Length - 1) / 2]] + _values[sorted[sorted.Length / 2]]) / 2;
}
