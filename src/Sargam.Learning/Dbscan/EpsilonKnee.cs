using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Dbscan;

/// <summary>The neighbourhood that the data suggest; the method is described at <see cref="Dbscan"/>.</summary>
internal static class EpsilonKnee
{
    private const int MostQueries = 20_000;
    private const double FenceFactor = 20;
    private const double LeastRise = 2;

    /// <summary>The knee of the sorted distances to the <paramref name="minPoints"/>-th neighbour; 0 when all rows are equal.</summary>
    public static double Find(PointTiles points, int minPoints, CancellationToken cancellationToken)
    {
        MatrixView rows = points.Rows;

        // With the observation itself counted, the first distance is always 0.
        int rank = Math.Min(Math.Max(minPoints, 2), rows.RowCount);
        int step = (rows.RowCount + MostQueries - 1) / MostQueries;
        int[] queries = [.. Enumerable.Range(0, (rows.RowCount + step - 1) / step).Select(q => q * step)];
        float[] squared = RankedDistances(points, rows.SelectRows(queries), rank, cancellationToken);
        double[] curve = Array.ConvertAll(squared, value => Math.Sqrt(value));
        Array.Sort(curve, queries);
        return ExactDistance(rows, queries[Knee(curve)], rank);
    }

    /// <summary>Where an ascending curve, cut at its upper fence, is farthest below the line from its first to its last point.</summary>
    /// <returns>
    /// The first such index; where the rest of the curve rises to less than twice the value there, which is no knee, the last one
    /// below the fence. Where the curve is flat, its first positive value's, or 0.
    /// </returns>
    internal static int Knee(ReadOnlySpan<double> curve)
    {
        double lowerQuartile = curve[(curve.Length - 1) / 4];
        double upperQuartile = curve[(curve.Length - 1) * 3 / 4];
        double fence = upperQuartile + FenceFactor * (upperQuartile - lowerQuartile);
        double top = fence > curve[0] ? Math.Min(fence, curve[^1]) : curve[^1];
        double range = top - curve[0];
        int knee = 0;
        double deepest = 0;
        for (int i = 1; i < curve.Length && range > 0; i++)
        {
            double depth = i / (curve.Length - 1.0) - (Math.Min(curve[i], top) - curve[0]) / range;
            if (depth > deepest) (knee, deepest) = (i, depth);
        }

        if (range > 0 && (deepest == 0 || top < LeastRise * curve[knee]))
        {
            for (knee = curve.Length - 1; curve[knee] > top;) knee--;
        }

        while (knee < curve.Length - 1 && curve[knee] == 0) knee++;
        return knee;
    }

    private static float[] RankedDistances(PointTiles points, MatrixView queries, int rank, CancellationToken cancellationToken)
    {
        var ranked = new float[queries.RowCount];
        FixedChunks.ForEach(ranked.Length, PointTiles.QueriesPerChunk, (start, end) =>
        {
            var nearest = new NearestDistances(end - start, rank);
            points.Sweep(queries.Rows(start, end - start), 0, ref nearest);
            for (int q = start; q < end; q++) ranked[q] = nearest.Last(q - start);
        }, cancellationToken);
        return ranked;
    }

    private static double ExactDistance(MatrixView rows, int query, int rank)
    {
        var wide = new double[rows.ColumnCount];
        for (int p = 0; p < wide.Length; p++) wide[p] = rows[query, p];
        var distances = new double[rows.RowCount];
        for (int i = 0; i < distances.Length; i++) distances[i] = WideRows.SquaredDistance(rows.Row(i), wide);
        Array.Sort(distances);
        return Math.Sqrt(distances[rank - 1]);
    }
}
