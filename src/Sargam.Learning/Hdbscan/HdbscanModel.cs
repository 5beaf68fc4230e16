using Sargam.Learning.Agglomerative;
using Sargam.Numerics;

namespace Sargam.Learning.Hdbscan;

/// <summary>The clusters and the noise that <see cref="Hdbscan"/> found, and the hierarchy they were chosen from: immutable.</summary>
public sealed class HdbscanModel : ClusteringModel
{
    private readonly double[] _probabilities;
    private readonly double[] _persistences;
    private readonly CondensedBranch[] _branches;

    internal HdbscanModel(SelectedClusters clusters, CondensedTree tree, MutualReachability hierarchy)
        : base(clusters.Labels, new Convergence(true, 1, 0))
    {
        _probabilities = clusters.Probabilities;
        _persistences = clusters.Persistences;
        _branches = tree.Branches;
        Dendrogram = hierarchy.Dendrogram;
        IsExact = hierarchy.IsExact;
        NeighborRecall = hierarchy.NeighborRecall;
        JoinedComponentCount = hierarchy.ComponentCount;
        NoiseCount = clusters.Labels.Count(label => label < 0);
    }

    /// <summary>
    /// How near to the densest part of its cluster each observation lasts, in [0, 1]: 1 there, 0 for noise (scikit-learn:
    /// <c>probabilities_</c>). Despite the name, not the chance of anything.
    /// </summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>How long each cluster lasts as a share of all densities of the data, in [0, 1] (hdbscan: <c>cluster_persistence_</c>).</summary>
    public IReadOnlyList<double> Persistences => _persistences;

    /// <summary>What leaves each cluster of the hierarchy at which density (hdbscan: <c>condensed_tree_</c>).</summary>
    public IReadOnlyList<CondensedBranch> CondensedTree => _branches;

    /// <summary>The hierarchy of all observations; heights are mutual reachability distances (hdbscan: <c>single_linkage_tree_</c>).</summary>
    public Dendrogram Dendrogram { get; }

    /// <summary>Whether every pair was compared: up to <see cref="HdbscanOptions.ExactRowLimit"/> rows.</summary>
    public bool IsExact { get; }

    /// <summary>Share of the true neighbours that the neighbour search found, measured; 1 when it was exact.</summary>
    public double NeighborRecall { get; }

    /// <summary>
    /// Parts of the neighbour graph that had to be joined by estimated distances, when the hierarchy was built on one; 1 when
    /// there was nothing to join.
    /// </summary>
    public int JoinedComponentCount { get; }

    /// <summary>Clusters found; 0 when all is noise.</summary>
    public int ClusterCount => _persistences.Length;

    /// <summary>Observations in no cluster: those with label -1.</summary>
    public int NoiseCount { get; }

    /// <summary>Share of the observations that are in a cluster, in [0, 1]. To be shown beside every score.</summary>
    public double Coverage => 1 - (double)NoiseCount / Labels.Count;

    /// <summary><see cref="Probabilities"/> of the observations.</summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit.</exception>
    public override float[] Confidences(MatrixView observations) =>
        StoredConfidences(Array.ConvertAll(_probabilities, value => (float)value), observations);
}
