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
        int[] starts = CountEntries(neighbors);
        var columns = new int[starts[^1]];
        var weights = new float[columns.Length];
        int[] next = starts[..^1];
        var sets = new DisjointSets(neighbors.RowCount);
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            foreach (int other in neighbors.Indices(i))
            {
                bool mutual = neighbors.Indices(other).Contains(i);
                (columns[next[i]], weights[next[i]++]) = (other, mutual ? 1 : 0.5f);
                if (!mutual) (columns[next[other]], weights[next[other]++]) = (i, 0.5f);
                sets.Join(sets.Find(i), other);
            }
        }

        for (int i = 0; i < neighbors.RowCount; i++) Array.Sort(columns, weights, starts[i], starts[i + 1] - starts[i]);
        (int[] componentOf, int count) = sets.Numbers();
        return new NeighborAffinity(new SymmetricGraph(starts, columns, weights), componentOf, count, neighbors.Recall);
    }

    private static int[] CountEntries(NeighborGraph neighbors)
    {
        var starts = new int[neighbors.RowCount + 1];
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            starts[i + 1] += neighbors.NeighborCount;
            foreach (int other in neighbors.Indices(i)) starts[other + 1] += neighbors.Indices(other).Contains(i) ? 0 : 1;
        }

        for (int i = 0; i < neighbors.RowCount; i++) starts[i + 1] = checked(starts[i + 1] + starts[i]);
        return starts;
    }
}
