using Sargam.Learning.Agglomerative;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Learning.Hdbscan;

/// <summary>
/// Single linkage by mutual reachability: the largest of the distance of two observations and of both their core distances.
/// </summary>
internal sealed class MutualReachability
{
    private const int LeastGraphNeighbors = 30;

    private MutualReachability(Dendrogram dendrogram, bool isExact, double neighborRecall, int componentCount)
    {
        Dendrogram = dendrogram;
        IsExact = isExact;
        NeighborRecall = neighborRecall;
        ComponentCount = componentCount;
    }

    public Dendrogram Dendrogram { get; }

    public bool IsExact { get; }

    public double NeighborRecall { get; }

    public int ComponentCount { get; }

    /// <summary>Compares all pairs.</summary>
    public static MutualReachability Exact(
        MatrixView rows, int minPoints, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        double[] cores = Cores(Neighbours(rows, minPoints, NeighborSearch.Exact, 0, cancellationToken), minPoints);
        var leaves = Leaves.OfRows(rows);
        Merge[] edges = SpanningTree.Run(leaves, cores, progress, cancellationToken);

        // Of equally long edges the one found last is taken first, which is nearest to what the reference does.
        Array.Reverse(edges);
        return new MutualReachability(Dendrogram.Build(edges, leaves.Weights), isExact: true, 1, 1);
    }

    /// <summary>Compares approximate neighbours only, and joins what they leave apart.</summary>
    public static MutualReachability Approximate(
        MatrixView rows, int minPoints, ulong seed, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        int width = Math.Max(LeastGraphNeighbors, minPoints);
        NeighborGraph graph = Neighbours(rows, width, NeighborSearch.Approximate, seed, cancellationToken);
        progress?.Report(new FitProgress("neighbours", 1, 2, 1 - graph.Recall));
        double[] cores = Cores(graph, minPoints);
        (List<Merge> edges, int[] componentOf, int componentCount) = SpanningForest.Of(graph, cores, cancellationToken);
        foreach ((int first, int second, double distance) in ComponentJoins.Find(rows, componentOf, componentCount, cancellationToken))
        {
            edges.Add(new Merge(first, second, Math.Max(distance, Math.Max(cores[first], cores[second]))));
        }

        progress?.Report(new FitProgress("spanning tree", 2, 2, componentCount));
        var weights = new int[rows.RowCount];
        Array.Fill(weights, 1);
        return new MutualReachability(Dendrogram.Build([.. edges], weights), isExact: false, graph.Recall, componentCount);
    }

    private static NeighborGraph Neighbours(MatrixView rows, int count, NeighborSearch search, ulong seed, CancellationToken cancellationToken) =>
        new NearestNeighbors(new NearestNeighborsOptions { NeighborCount = count, Search = search, Seed = seed }).Fit(rows, cancellationToken).Graph;

    private static double[] Cores(NeighborGraph graph, int minPoints)
    {
        var cores = new double[graph.RowCount];
        int rank = Math.Min(minPoints, graph.NeighborCount);
        for (int i = 0; i < cores.Length && rank > 0; i++) cores[i] = graph.Distances(i)[rank - 1];
        return cores;
    }
}
