using Sargam.Numerics;

namespace Sargam.Learning.Metrics;

/// <summary>
/// Mean over clusters of their worst overlap with another: summed radii over the distance of centroids (Davies and Bouldin,
/// 1979; scikit-learn: <c>davies_bouldin_score</c>). At least 0; lower is better.
/// </summary>
public static class DaviesBouldin
{
    /// <summary>
    /// Scores a labelling. Null where undefined: a single cluster, or every observation its own cluster. Two clusters with the
    /// same centroid are not compared with each other, as in scikit-learn.
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labels">The cluster of each row.</param>
    /// <exception cref="ArgumentException">There is not one label per row, or a value is not finite.</exception>
    public static double? Score(MatrixView observations, IReadOnlyList<int> labels)
    {
        LabelEncoding encoding = LabelEncoding.For(labels, observations.RowCount, "DaviesBouldin");
        if (!encoding.HasSeparableClusters) return null;
        Observations.Check(observations, "DaviesBouldin");
        var clusters = new ClusterMoments(observations, encoding);
        double[] radii = Radii(observations, encoding, clusters);
        var worst = new double[encoding.Count];
        for (int a = 0; a < worst.Length; a++)
        {
            for (int b = a + 1; b < worst.Length; b++)
            {
                double distance = clusters.Distance(a, b);
                if (distance == 0) continue;
                double overlap = (radii[a] + radii[b]) / distance;
                worst[a] = Math.Max(worst[a], overlap);
                worst[b] = Math.Max(worst[b], overlap);
            }
        }

        return worst.Average();
    }

    private static double[] Radii(MatrixView observations, LabelEncoding encoding, ClusterMoments clusters)
    {
        var radii = new double[encoding.Count];
        for (int i = 0; i < observations.RowCount; i++)
        {
            int cluster = encoding.Indices[i];
            radii[cluster] += Math.Sqrt(clusters.SquaredDistance(observations.Row(i), cluster)) / encoding.Totals[cluster];
        }

        return radii;
    }
}
