using Sargam.Numerics;

namespace Sargam.Clustering;

/// <summary>The middles of given clusters.</summary>
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
}
