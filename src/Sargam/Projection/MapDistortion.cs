using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Projection;

/// <summary>How far the map can be trusted around each track.</summary>
internal static class MapDistortion
{
    private const int NeighbourCount = 15;

    /// <summary>
    /// For each row, the share of its nearest neighbours in the space that are not among its nearest on the map. Costs O(n^2).
    /// </summary>
    public static double[] Of(MatrixView space, MatrixView map, CancellationToken cancellationToken)
    {
        int count = Math.Min(NeighbourCount, space.RowCount - 1);
        var distortion = new double[space.RowCount];
        if (count < 1) return distortion;
        FixedChunks.ForEach(space.RowCount, 64, (start, end) =>
        {
            var distances = new float[space.RowCount];
            var order = new int[space.RowCount];
            for (int i = start; i < end; i++)
            {
                HashSet<int> near = [.. Nearest(space, i, count, distances, order)];
                near.IntersectWith(Nearest(map, i, count, distances, order).ToArray());
                distortion[i] = 1 - near.Count / (double)count;
            }
        }, cancellationToken);
        return distortion;
    }

    private static ReadOnlySpan<int> Nearest(MatrixView points, int row, int count, float[] distances, int[] order)
    {
        Distances.SquaredEuclidean(points.Row(row), points, distances);
        distances[row] = float.PositiveInfinity;
        for (int j = 0; j < order.Length; j++) order[j] = j;
        Array.Sort(distances, order);
        return order.AsSpan(0, count);
    }
}
