using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Agglomerative;

/// <summary>The means of labelled rows, and how much nearer each row is to its own than to the next.</summary>
internal static class ClusterMargins
{
    /// <summary>The mean of each cluster, row after row.</summary>
    public static double[] Means(MatrixView rows, ReadOnlySpan<int> labels, int clusterCount)
    {
        int columns = rows.ColumnCount;
        var means = new double[clusterCount * columns];
        var counts = new int[clusterCount];
        for (int i = 0; i < labels.Length; i++)
        {
            WideRows.Add(rows.Row(i), means.AsSpan(labels[i] * columns, columns));
            counts[labels[i]]++;
        }

        for (int at = 0; at < means.Length; at++) means[at] /= counts[at / columns];
        return means;
    }

    /// <summary>1 - d1 / d2 with the distances from the own and from the nearest other mean, at least 0; 1 when there is no other.</summary>
    public static float[] Confidences(MatrixView rows, int[] labels, double[] means, CancellationToken cancellationToken)
    {
        var confidences = new float[labels.Length];
        FixedChunks.ForEach(labels.Length, RowChunks.Size(labels.Length, rows.ColumnCount), (start, end) =>
        {
            for (int i = start; i < end; i++) confidences[i] = Confidence(rows.Row(i), labels[i], means);
        }, cancellationToken);
        return confidences;
    }

    private static float Confidence(ReadOnlySpan<float> row, int label, double[] means)
    {
        double own = 0;
        double next = double.PositiveInfinity;
        for (int c = 0; c < means.Length / row.Length; c++)
        {
            double distance = WideRows.SquaredDistance(row, means.AsSpan(c * row.Length, row.Length));
            if (c == label) own = distance;
            else next = Math.Min(next, distance);
        }

        return next > own ? (float)(1 - Math.Sqrt(own / next)) : 0;
    }
}
