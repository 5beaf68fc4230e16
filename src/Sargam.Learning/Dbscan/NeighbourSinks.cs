using System.Numerics;

namespace Sargam.Learning.Dbscan;

/// <summary>Counts the neighbours of queries.</summary>
internal readonly struct NeighbourCounter(int[] counts, int firstQuery) : INeighbourSink
{
    public void Accept(int query, int firstPoint, uint mask) => counts[firstQuery + query] += BitOperations.PopCount(mask);
}

/// <summary>Keeps the lowest label among the neighbours of queries.</summary>
internal readonly struct LowestLabel(int[] pointLabels, int[] found, int firstQuery) : INeighbourSink
{
    public void Accept(int query, int firstPoint, uint mask)
    {
        ref int lowest = ref found[firstQuery + query];
        for (; mask != 0; mask &= mask - 1)
        {
            lowest = Math.Min(lowest, pointLabels[firstPoint + BitOperations.TrailingZeroCount(mask)]);
        }
    }
}

/// <summary>Joins queries, which are points themselves, with their neighbours.</summary>
internal readonly struct NeighbourJoiner(DisjointSets sets, int firstQuery) : INeighbourSink
{
    public void Accept(int query, int firstPoint, uint mask)
    {
        int root = sets.Find(firstQuery + query);
        for (; mask != 0; mask &= mask - 1) root = sets.Join(root, firstPoint + BitOperations.TrailingZeroCount(mask));
    }
}
