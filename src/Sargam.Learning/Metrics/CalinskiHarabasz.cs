using Sargam.Numerics;

namespace Sargam.Learning.Metrics;

/// <summary>
/// Spread between clusters over spread within, each by its degrees of freedom (Calinski and Harabasz, 1974; scikit-learn:
/// <c>calinski_harabasz_score</c>). Higher is better; no upper limit.
/// </summary>
public static class CalinskiHarabasz
{
    /// <summary>
    /// Scores a labelling. Null where undefined: a single cluster, every observation its own cluster, or no spread within any
    /// cluster (where scikit-learn says 1).
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labels">The cluster of each row.</param>
    /// <exception cref="ArgumentException">There is not one label per row, or a value is not finite.</exception>
    public static double? Score(MatrixView observations, IReadOnlyList<int> labels)
    {
        LabelEncoding encoding = LabelEncoding.For(labels, observations.RowCount, "CalinskiHarabasz");
        if (!encoding.HasSeparableClusters) return null;
        Observations.Check(observations, "CalinskiHarabasz");
        var clusters = new ClusterMoments(observations, encoding);
        double within = 0;
        for (int i = 0; i < observations.RowCount; i++) within += clusters.SquaredDistance(observations.Row(i), encoding.Indices[i]);
        if (within == 0) return null;
        double between = Between(clusters, encoding, observations.ColumnCount);
        return between * (observations.RowCount - encoding.Count) / (within * (encoding.Count - 1.0));
    }

    private static double Between(ClusterMoments clusters, LabelEncoding encoding, int columnCount)
    {
        double between = 0;
        for (int j = 0; j < columnCount; j++)
        {
            double mean = 0;
            for (int k = 0; k < encoding.Count; k++) mean += encoding.Totals[k] * clusters.Centroid(k)[j];
            mean /= encoding.Indices.Length;
            for (int k = 0; k < encoding.Count; k++)
            {
                double difference = clusters.Centroid(k)[j] - mean;
                between += encoding.Totals[k] * difference * difference;
            }
        }

        return between;
    }
}
