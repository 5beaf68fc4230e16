using Sargam.Learning.Agglomerative;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// Connects the parts that a neighbour graph falls into: along the least spanning tree of their means, each time by two rows
/// that are near to one another. The rows are the best that a search to and fro between the parts finds, among at most
/// <see cref="MostRows"/> of each, so distances are upper bounds of the true ones.
/// </summary>
internal static class ComponentJoins
{
    private const int MostRows = 1024;
    private const int MaxCrossings = 10;

    /// <summary>One join fewer than there are parts.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="componentOf">The part of each row, from 0; none is empty.</param>
    /// <param name="componentCount">Parts.</param>
    /// <param name="cancellationToken">Checked once per join.</param>
    public static (int First, int Second, double Distance)[] Find(
        MatrixView rows, int[] componentOf, int componentCount, CancellationToken cancellationToken)
    {
        if (componentCount < 2) return [];
        double[] means = ClusterMargins.Means(rows, componentOf, componentCount);
        var centres = Matrix.Wrap(Array.ConvertAll(means, value => (float)value), componentCount, rows.ColumnCount);
        Merge[] pairs = SpanningTree.Run(Leaves.OfRows(centres), cores: null, null, cancellationToken);
        int[][] members = Members(componentOf, componentCount);
        var joins = new (int First, int Second, double Distance)[pairs.Length];
        FixedChunks.ForEach(joins.Length, 1, (start, _) =>
        {
            (int a, int b) = (pairs[start].First, pairs[start].Second);
            joins[start] = Nearest(rows, members[a], members[b], means.AsSpan(b * rows.ColumnCount, rows.ColumnCount));
        }, cancellationToken);
        return joins;
    }

    /// <summary>Of every part at most so many rows, evenly spread over it.</summary>
    private static int[][] Members(int[] componentOf, int componentCount)
    {
        var sizes = new int[componentCount];
        foreach (int component in componentOf) sizes[component]++;
        var members = Array.ConvertAll(sizes, size => new int[Math.Min(size, MostRows)]);
        var seen = new int[componentCount];
        for (int i = 0; i < componentOf.Length; i++)
        {
            int component = componentOf[i];
            long place = (long)seen[component]++ * members[component].Length;

            // The first row that reaches each of the evenly spaced places.
            if (place % sizes[component] < members[component].Length) members[component][place / sizes[component]] = i;
        }

        return members;
    }

    private static (int First, int Second, double Distance) Nearest(MatrixView rows, int[] first, int[] second, ReadOnlySpan<double> start)
    {
        var from = new double[rows.ColumnCount];
        (int a, _) = NearestOf(rows, first, start);
        int b = second[0];
        double least = double.PositiveInfinity;
        for (int crossing = 0; crossing < MaxCrossings; crossing++)
        {
            Widen(rows.Row(a), from);
            (b, double distance) = NearestOf(rows, second, from);
            Widen(rows.Row(b), from);
            (a, double back) = NearestOf(rows, first, from);
            bool settled = !(back < least) || back == distance;
            least = back;
            if (settled) break;
        }

        return (a, b, Math.Sqrt(least));
    }

    private static (int Row, double SquaredDistance) NearestOf(MatrixView rows, int[] members, ReadOnlySpan<double> point)
    {
        (int best, double least) = (members[0], double.PositiveInfinity);
        foreach (int member in members)
        {
            double distance = WideRows.SquaredDistance(rows.Row(member), point);
            if (distance < least) (best, least) = (member, distance);
        }

        return (best, least);
    }

    private static void Widen(ReadOnlySpan<float> row, Span<double> wide)
    {
        for (int p = 0; p < row.Length; p++) wide[p] = row[p];
    }
}
