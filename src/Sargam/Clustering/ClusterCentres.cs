using Sargam.Learning;
using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Clustering;

/// <summary>The centres of given clusters, as a model that knows distances and confidences.</summary>
internal static class ClusterCentres
{
    /// <summary>How clearly each row belongs to its cluster: 1 - d1/d2 of the distances to the nearest two centres; 0 for noise.</summary>
    public static float[] Confidences(MatrixView values, IReadOnlyList<int> labels)
    {
        if (labels.All(label => label < 0)) return new float[labels.Count];
        float[] confidences = Of(values, labels).Confidences(values);
        for (int i = 0; i < confidences.Length; i++)
        {
            if (labels[i] < 0) confidences[i] = 0;
        }

        return confidences;
    }

    /// <summary>The mean of each cluster's rows. Every cluster from 0 to the largest label has a row; noise has none.</summary>
    public static KMeansModel Of(MatrixView values, IReadOnlyList<int> labels)
    {
        var sums = new double[labels.Max() + 1][];
        var counts = new int[sums.Length];
        for (int c = 0; c < sums.Length; c++) sums[c] = new double[values.ColumnCount];
        for (int i = 0; i < labels.Count; i++)
        {
            if (labels[i] < 0) continue;
            counts[labels[i]]++;
            ReadOnlySpan<float> row = values.Row(i);
            for (int j = 0; j < row.Length; j++) sums[labels[i]][j] += row[j];
        }

        Matrix centres = Matrix.FromRows([.. sums.Select((sum, c) => sum.Select(value => (float)(value / Math.Max(1, counts[c]))).ToArray())]);
        return new KMeansModel(labels, new Convergence(true, 0, 0), centres, 0);
    }
}
