using Sargam.Learning.Decomposition;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// Makes a symmetric sparse matrix of neighbours that know each other or not: what t-SNE, UMAP and spectral clustering start from,
/// each with weights of its own.
/// </summary>
internal static class SymmetricNeighbors
{
    /// <summary>The weight of a pair.</summary>
    /// <param name="own">Place of the one's entry for the other: its row times the neighbours of a row, plus the rank.</param>
    /// <param name="theirs">Place of the other's entry for the one; -1 where the other does not know it.</param>
    public delegate float PairWeight(int own, int theirs);

    /// <summary>Joins every row with its neighbours and with those that it is a neighbour of; columns are in the order they were met.</summary>
    public static SymmetricGraph Join(NeighborGraph neighbors, PairWeight weigh)
    {
        int perRow = neighbors.NeighborCount;
        int[] starts = CountEntries(neighbors);
        var columns = new int[starts[^1]];
        var weights = new float[columns.Length];
        int[] next = starts[..^1];
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            ReadOnlySpan<int> others = neighbors.Indices(i);
            for (int j = 0; j < perRow; j++)
            {
                int other = others[j];
                int back = neighbors.Indices(other).IndexOf(i);
                float weight = weigh(i * perRow + j, back < 0 ? -1 : other * perRow + back);
                (columns[next[i]], weights[next[i]++]) = (other, weight);
                if (back < 0) (columns[next[other]], weights[next[other]++]) = (i, weight);
            }
        }

        return new SymmetricGraph(starts, columns, weights);
    }

    /// <summary>The same with ascending columns in every row.</summary>
    public static SymmetricGraph JoinInOrder(NeighborGraph neighbors, PairWeight weigh)
    {
        SymmetricGraph graph = Join(neighbors, weigh);
        for (int i = 0; i < graph.Count; i++) Array.Sort(graph.Columns, graph.Weights, graph.Starts[i], graph.Starts[i + 1] - graph.Starts[i]);
        return graph;
    }

    private static int[] CountEntries(NeighborGraph neighbors)
    {
        var starts = new int[neighbors.RowCount + 1];
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            starts[i + 1] += neighbors.NeighborCount;
            foreach (int other in neighbors.Indices(i)) starts[other + 1] += neighbors.Indices(other).Contains(i) ? 0 : 1;
        }

        for (int i = 0; i < neighbors.RowCount; i++) starts[i + 1] = checked(starts[i] + starts[i + 1]);
        return starts;
    }
}
