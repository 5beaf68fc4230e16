using Sargam.Learning.Dbscan;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neighbors;

namespace Sargam.Learning.SpectralClustering;

/// <summary>
/// How observations are connected: (C + C^T) / 2, where C has a 1 for each neighbour (scikit-learn:
/// <c>affinity="nearest_neighbors"</c>), and the parts that this falls into.
/// </summary>
internal sealed class NeighborAffinity
{
    private NeighborAffinity(SymmetricGraph graph, int[] componentOf, int componentCount, double neighborRecall)
    {
        Graph = graph;
        ComponentOf = componentOf;
        ComponentCount = componentCount;
        NeighborRecall = neighborRecall;
    }

    public SymmetricGraph Graph { get; }

    /// <summary>The part of each row; parts are numbered by their first row.</summary>
    public int[] ComponentOf { get; }

    public int ComponentCount { get; }

    public double NeighborRecall { get; }

    /// <summary>Connects each row with its neighbours and those it is a neighbour of.</summary>
    public static NeighborAffinity Of(NeighborGraph neighbors)
    {
        SymmetricGraph graph = SymmetricNeighbors.JoinInOrder(neighbors, (_, theirs) => theirs < 0 ? 0.5f : 1);
        var sets = new DisjointSets(neighbors.RowCount);
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            foreach (int other in neighbors.Indices(i)) sets.Join(sets.Find(i), other);
        }

        (int[] componentOf, int count) = sets.Numbers();
        return new NeighborAffinity(graph, componentOf, count, neighbors.Recall);
    }
}
