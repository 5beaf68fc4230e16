namespace Sargam.Learning.Agglomerative;

/// <summary>
/// Agglomeration by chains of nearest neighbours (Benzécri, 1982; Murtagh, 1983): follow the nearest cluster until two are
/// each other's nearest, and join those. For linkages whose distances do not shrink by merging this gives the merges of the
/// greedy method, in another order, with about 3 n searches.
/// </summary>
internal static class NeighbourChain
{
    private const int MergesPerReport = 64;

    /// <summary>Joins until one cluster is left.</summary>
    public static Merge[] Run(IChainLinkage linkage, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var merges = new Merge[linkage.LeafCount - 1];
        var chain = new Chain(linkage.LeafCount);
        int first = 0;
        for (int m = 0; m < merges.Length; m++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chain.Length == 0)
            {
                while (!linkage.IsActive(first)) first++;
                chain.Push(first);
            }

            merges[m] = NextMerge(linkage, chain);
            linkage.Join(merges[m].First, merges[m].Second);
            if ((m + 1) % MergesPerReport == 0) progress?.Report(new FitProgress("merge", m + 1, merges.Length, merges[m].Height));
        }

        return merges;
    }

    private static Merge NextMerge(IChainLinkage linkage, Chain chain)
    {
        while (true)
        {
            int last = chain.Last;
            int previous = chain.BeforeLast;
            (int nearest, double distance) = linkage.Nearest(last, previous);
            if (nearest == previous)
            {
                chain.Pop();
                chain.Pop();
                return new Merge(Math.Min(last, previous), Math.Max(last, previous), distance);
            }

            chain.Push(nearest);
        }
    }

    private sealed class Chain(int capacity)
    {
        private readonly int[] _leaves = new int[capacity];
        private readonly bool[] _holds = new bool[capacity];

        public int Length { get; private set; }

        public int Last => _leaves[Length - 1];

        public int BeforeLast => Length > 1 ? _leaves[Length - 2] : -1;

        public void Push(int leaf)
        {
            // Distances fall along a chain, so a cluster returns only where rounding made a merged one too near. From there
            // the next step is nearer than it was before, so this ends.
            while (_holds[leaf]) Pop();
            _leaves[Length++] = leaf;
            _holds[leaf] = true;
        }

        public void Pop() => _holds[_leaves[--Length]] = false;
    }
}
