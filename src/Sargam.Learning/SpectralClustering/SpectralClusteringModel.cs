using Sargam.Numerics;

namespace Sargam.Learning.SpectralClustering;

/// <summary>The clusters that <see cref="SpectralClustering"/> found: immutable.</summary>
public sealed class SpectralClusteringModel : ClusteringModel
{
    private readonly float[] _confidences;
    private readonly double[] _eigenvalues;
    private readonly Matrix _embedding;

    internal SpectralClusteringModel(SpectralResult result, NeighborAffinity affinity)
        : base(result.Labels, result.Convergence)
    {
        _confidences = result.Confidences;
        _eigenvalues = result.Eigenvalues;
        _embedding = result.Embedding;
        ClusterCount = result.Labels.Max() + 1;
        ComponentCount = affinity.ComponentCount;
        NeighborRecall = affinity.NeighborRecall;
    }

    /// <summary>Clusters found: as many as asked for, or fewer where the observations have fewer distinct rows.</summary>
    public int ClusterCount { get; }

    /// <summary>Parts of the neighbour graph without a connection between them. Where there are at least as many as clusters, the clusters are made of whole parts.</summary>
    public int ComponentCount { get; }

    /// <summary>
    /// The smallest eigenvalues of the normalised Laplacian, ascending from 0, one per cluster asked for: a large step after
    /// the last says that the graph falls into that many parts. Empty where whole parts are the clusters.
    /// </summary>
    public IReadOnlyList<double> Eigenvalues => _eigenvalues;

    /// <summary>Where each observation lies on the eigenvectors, at length 1: what K-Means divides; no columns where whole parts are the clusters.</summary>
    public MatrixView Embedding => _embedding;

    /// <summary>Share of the true neighbours that the neighbour search found, measured; 1 when it was exact.</summary>
    public double NeighborRecall { get; }

    /// <summary>
    /// How clearly each observation belongs to its cluster: 1 - d1 / d2 with the distances from the nearest and the second
    /// nearest mean on the <see cref="Embedding"/>; 1 where the parts of the graph are the clusters, and with the own and the
    /// nearest other mean of the observations themselves where parts were joined.
    /// </summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit.</exception>
    public override float[] Confidences(MatrixView observations) => StoredConfidences(_confidences, observations);
}
