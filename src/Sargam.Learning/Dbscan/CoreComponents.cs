using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Dbscan;

/// <summary>Which cores are connected by steps of at most epsilon.</summary>
internal static class CoreComponents
{
    // Each stripe of work joins in sets of its own, so memory is bounded and nothing depends on who was first.
    private const int StripeCount = 16;

    /// <summary>The cluster of each core; clusters are numbered by their first core.</summary>
    public static int[] Label(PointTiles cores, double epsilon, CancellationToken cancellationToken)
    {
        int count = cores.Rows.RowCount;
        int chunkCount = (count + PointTiles.QueriesPerChunk - 1) / PointTiles.QueriesPerChunk;
        DisjointSets[] stripes = FixedChunks.Map(Math.Min(StripeCount, chunkCount), 1, (stripe, _) =>
        {
            var sets = new DisjointSets(count);
            for (int chunk = stripe; chunk < chunkCount; chunk += StripeCount)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Join(cores, chunk * PointTiles.QueriesPerChunk, epsilon, sets);
            }

            return sets;
        }, cancellationToken);
        for (int stripe = 1; stripe < stripes.Length; stripe++) stripes[0].JoinAll(stripes[stripe]);
        return stripes[0].Numbers().Numbers;
    }

    private static void Join(PointTiles cores, int start, double epsilon, DisjointSets sets)
    {
        // Distances are symmetric: points before this chunk have met it as queries.
        MatrixView queries = cores.Rows.Rows(start, Math.Min(PointTiles.QueriesPerChunk, cores.Rows.RowCount - start));
        var filter = new EpsilonFilter<NeighbourJoiner>(cores, queries, epsilon, new NeighbourJoiner(sets, start));
        cores.Sweep(queries, start, ref filter);
    }
}
