using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.KMeans;

/// <summary>How many observations each cluster has, and the 64-bit sums of their coordinates.</summary>
internal sealed class ClusterSums(int clusterCount, int columns)
{
    private readonly double[] _sums = new double[clusterCount * columns];

    /// <summary>Observations per cluster.</summary>
    public int[] Counts { get; } = new int[clusterCount];

    /// <summary>Replaces the contents by the sums of these rows.</summary>
    public void Set(MatrixView rows, ReadOnlySpan<int> labels)
    {
        Array.Clear(_sums);
        Array.Clear(Counts);
        for (int i = 0; i < labels.Length; i++)
        {
            WideRows.Add(rows.Row(i), Of(labels[i]));
            Counts[labels[i]]++;
        }
    }

    /// <summary>Adds other sums to these.</summary>
    public void Add(ClusterSums other)
    {
        for (int i = 0; i < _sums.Length; i++) _sums[i] += other._sums[i];
        for (int c = 0; c < Counts.Length; c++) Counts[c] += other.Counts[c];
    }

    /// <summary>Takes an observation out of one cluster and puts it into another.</summary>
    public void Move(ReadOnlySpan<float> row, int from, int to)
    {
        Span<double> source = Of(from);
        for (int p = 0; p < row.Length; p++) source[p] -= row[p];
        WideRows.Add(row, Of(to));
        Counts[from]--;
        Counts[to]++;
    }

    /// <summary>The mean of each cluster; an empty one stays where it was.</summary>
    public double[] Means(double[] previous)
    {
        var means = new double[_sums.Length];
        for (int i = 0; i < means.Length; i++)
        {
            int count = Counts[i / columns];
            means[i] = count > 0 ? _sums[i] / count : previous[i];
        }

        return means;
    }

    private Span<double> Of(int cluster) => _sums.AsSpan(cluster * columns, columns);
}
