using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.KMeans;

/// <summary>
/// Gives empty clusters something to hold: the observations farthest from their centroids, farthest first, the lower row of
/// equals (scikit-learn relocates likewise). An observation is not taken if it sits on its centroid or is alone in its
/// cluster, so with fewer distinct rows than clusters some stay empty.
/// </summary>
internal static class EmptyClusters
{
    /// <summary>Moves observations into empty clusters; labels stay, the next assignment finds the new centroids.</summary>
    /// <returns>Whether anything was moved.</returns>
    public static bool Refill(ClusterSums sums, MatrixView rows, double[] centroids, ReadOnlySpan<int> labels)
    {
        int next = Array.IndexOf(sums.Counts, 0);
        if (next < 0) return false;
        (double[] distances, int[] farthest) = SortByDistance(rows, centroids, labels);
        bool moved = false;
        foreach (int i in farthest)
        {
            if (next < 0 || distances[i] == 0) break;
            if (sums.Counts[labels[i]] == 1) continue;
            sums.Move(rows.Row(i), labels[i], next);
            moved = true;
            next = Array.IndexOf(sums.Counts, 0, next);
        }

        return moved;
    }

    private static (double[] Distances, int[] Farthest) SortByDistance(MatrixView rows, double[] centroids, ReadOnlySpan<int> labels)
    {
        int columns = rows.ColumnCount;
        var distances = new double[rows.RowCount];
        var order = new int[rows.RowCount];
        for (int i = 0; i < order.Length; i++)
        {
            distances[i] = WideRows.SquaredDistance(rows.Row(i), centroids.AsSpan(labels[i] * columns, columns));
            order[i] = i;
        }

        Array.Sort(order, (a, b) => distances[b] != distances[a] ? distances[b].CompareTo(distances[a]) : a.CompareTo(b));
        return (distances, order);
    }
}
