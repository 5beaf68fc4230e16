namespace Sargam.Learning.Agglomerative;

/// <summary>
/// Clusters and their distances, as <see cref="NeighbourChain"/> needs them. A cluster is named by one leaf in it. The
/// distance from a to b is to the bit the one from b to a, and never less than the distances it was merged from, but for rounding.
/// </summary>
internal interface IChainLinkage
{
    /// <summary>Clusters at the start.</summary>
    int LeafCount { get; }

    /// <summary>Whether the leaf still names a cluster.</summary>
    bool IsActive(int leaf);

    /// <summary>The nearest other cluster: of equally near ones the preferred, then the lowest.</summary>
    /// <param name="leaf">The cluster to start from.</param>
    /// <param name="preferred">Another active cluster, or -1.</param>
    (int Leaf, double Distance) Nearest(int leaf, int preferred);

    /// <summary>Joins two clusters; the second names the result.</summary>
    void Join(int dropped, int kept);
}
