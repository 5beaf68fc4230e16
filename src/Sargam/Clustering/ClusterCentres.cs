using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Clustering;

/// <summary>The middles of given clusters, and how clearly tracks belong to theirs.</summary>
internal static class ClusterCentres
{
    /// <summary>The mean of each cluster's rows. Every cluster from 0 to the largest label has a row; noise has none.</summary>
    public static Matrix Of(MatrixView values, IReadOnlyList<int> labels)
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

        var centres = new Matrix(sums.Length, values.ColumnCount);
        for (int c = 0; c < sums.Length; c++)
        {
            for (int j = 0; j < values.ColumnCount; j++) centres[c, j] = (float)(sums[c][j] / Math.Max(1, counts[c]));
        }

        return centres;
    }

    /// <summary>
    /// 1 - d1/d2, where d1 is the distance to the row's own centre and d2 to the nearest other; 0 where another is nearer and for
    /// noise, 1 where there is no other.
    /// </summary>
    public static float[] Confidences(MatrixView values, IReadOnlyList<int> labels)
    {
        MatrixView centres = Of(values, labels);
        var confidences = new float[labels.Count];
        var distances = new float[centres.RowCount];
        for (int i = 0; i < confidences.Length; i++)
        {
            if (labels[i] < 0) continue;
            Distances.SquaredEuclidean(values.Row(i), centres, distances);
            double own = Math.Sqrt(distances[labels[i]]);
            distances[labels[i]] = float.PositiveInfinity;
            double other = Math.Sqrt(distances.Min());
            confidences[i] = own < other ? (float)(double.IsInfinity(other) ? 1 : 1 - own / other) : 0;
        }

        return confidences;
    }
}
