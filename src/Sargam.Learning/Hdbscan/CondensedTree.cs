using Sargam.Learning.Agglomerative;

namespace Sargam.Learning.Hdbscan;

/// <summary>
/// The hierarchy with everything too small to be a cluster told as observations leaving one (Campello, Moulavi and Sander,
/// 2013; hdbscan: <c>condense_tree</c>). Clusters are numbered from n on, parents before children.
/// </summary>
internal sealed class CondensedTree
{
    private CondensedTree(CondensedBranch[] branches, int leafCount, int clusterCount)
    {
        Branches = branches;
        LeafCount = leafCount;
        ClusterCount = clusterCount;
    }

    public CondensedBranch[] Branches { get; }

    /// <summary>Observations; the number of the cluster of all of them.</summary>
    public int LeafCount { get; }

    /// <summary>Clusters, the one of all observations counted.</summary>
    public int ClusterCount { get; }

    /// <summary>Condenses a hierarchy.</summary>
    public static CondensedTree Of(Dendrogram dendrogram, int minClusterSize)
    {
        int leafCount = dendrogram.LeafCount;
        double zeroLambda = LambdaOfZero(dendrogram);
        var branches = new List<CondensedBranch>(leafCount * 2);
        int next = leafCount + 1;

        // Level by level, so that clusters are numbered as they are in the reference.
        var open = new Queue<(int Node, int Cluster)>();
        if (leafCount > 1) open.Enqueue((2 * leafCount - 2, leafCount));
        else branches.Add(new CondensedBranch(leafCount, 0, zeroLambda, 1));
        while (open.TryDequeue(out (int Node, int Cluster) at))
        {
            (int left, int right) = dendrogram.Children[at.Node - leafCount];
            double height = dendrogram.Heights[at.Node - leafCount];
            double lambda = height > 0 ? 1 / height : zeroLambda;
            bool leftIsCluster = SizeOf(dendrogram, left) >= minClusterSize;
            bool rightIsCluster = SizeOf(dendrogram, right) >= minClusterSize;
            bool divides = leftIsCluster && rightIsCluster;
            Descend(left, leftIsCluster);
            Descend(right, rightIsCluster);

            void Descend(int node, bool isCluster)
            {
                if (!isCluster)
                {
                    Leave(dendrogram, node, at.Cluster, lambda, branches);
                    return;
                }

                if (divides) branches.Add(new CondensedBranch(at.Cluster, next, lambda, SizeOf(dendrogram, node)));
                open.Enqueue((node, divides ? next++ : at.Cluster));
            }
        }

        return new CondensedTree([.. branches], leafCount, next - leafCount);
    }

    /// <summary>
    /// Equal observations are infinitely dense, which would make one group of them outweigh everything. Their distance
    /// counts as half the smallest other one: as dense as it takes to be always told from what is around them.
    /// </summary>
    private static double LambdaOfZero(Dendrogram dendrogram)
    {
        foreach (double height in dendrogram.Heights)
        {
            if (height > 0) return 2 / height;
        }

        return 1;
    }

    private static int SizeOf(Dendrogram dendrogram, int node) =>
        node < dendrogram.LeafCount ? 1 : dendrogram.Sizes[node - dendrogram.LeafCount];

    private static void Leave(Dendrogram dendrogram, int node, int cluster, double lambda, List<CondensedBranch> branches)
    {
        var open = new Stack<int>([node]);
        while (open.TryPop(out int at))
        {
            if (at < dendrogram.LeafCount)
            {
                branches.Add(new CondensedBranch(cluster, at, lambda, 1));
                continue;
            }

            (int left, int right) = dendrogram.Children[at - dendrogram.LeafCount];
            open.Push(right);
            open.Push(left);
        }
    }
}
