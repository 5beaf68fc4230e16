using Sargam.Learning.Agglomerative;
using Sargam.Learning.Dbscan;
using Sargam.Learning.Neighbors;

namespace Sargam.Learning.Hdbscan;

/// <summary>The least spanning tree of every connected part of a neighbour graph, by mutual reachability (Kruskal, 1956).</summary>
internal static class SpanningForest
{
    /// <summary>The edges, and which part each row is in; parts are numbered by their first row.</summary>
    public static (List<Merge> Edges, int[] ComponentOf, int ComponentCount) Of(
        NeighborGraph graph, double[] cores, CancellationToken cancellationToken)
    {
        (double[] lengths, long[] ends) = Candidates(graph, cores, cancellationToken);
        Array.Sort(lengths, ends);
        cancellationToken.ThrowIfCancellationRequested();
        var sets = new DisjointSets(graph.RowCount);
        var edges = new List<Merge>(graph.RowCount);
        for (int e = 0; e < ends.Length && edges.Count < graph.RowCount - 1; e++)
        {
            (int first, int second) = ((int)(ends[e] / graph.RowCount), (int)(ends[e] % graph.RowCount));
            int root = sets.Find(first);
            if (root == sets.Find(second)) continue;
            sets.Join(root, second);
            edges.Add(new Merge(first, second, lengths[e]));
        }

        (int[] componentOf, int count) = sets.Numbers();
        return (edges, componentOf, count);
    }

    /// <summary>Every pair of neighbours once.</summary>
    private static (double[] Lengths, long[] Ends) Candidates(NeighborGraph graph, double[] cores, CancellationToken cancellationToken)
    {
        var lengths = new List<double>(graph.RowCount * graph.NeighborCount);
        var ends = new List<long>(graph.RowCount * graph.NeighborCount);
        for (int i = 0; i < graph.RowCount; i++)
        {
            if (i % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> others = graph.Indices(i);
            for (int j = 0; j < others.Length; j++)
            {
                int other = others[j];
                if (other < i && graph.Indices(other).Contains(i)) continue;
                lengths.Add(Math.Max(graph.Distances(i)[j], Math.Max(cores[i], cores[other])));
                ends.Add((long)i * graph.RowCount + other);
            }
        }

        return ([.. lengths], [.. ends]);
    }
}
