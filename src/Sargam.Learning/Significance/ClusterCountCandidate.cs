namespace Sargam.Learning.Significance;

/// <summary>What clustering with one number of clusters gave.</summary>
/// <param name="labels">The cluster of each row.</param>
/// <param name="bic">The Bayesian information criterion, where the clustering has a likelihood.</param>
public sealed class ClusterCountCandidate(IReadOnlyList<int> labels, double? bic = null)
{
    /// <summary>The cluster of each row.</summary>
    public IReadOnlyList<int> Labels { get; } = labels;

    /// <summary>The Bayesian information criterion; null where there is none.</summary>
    public double? Bic { get; } = bic;
}

/// <summary>Labels the rows of a subsample.</summary>
/// <param name="rows">The subsample.</param>
/// <param name="clusterCount">Clusters to form.</param>
/// <param name="seed">Seed to use.</param>
public delegate IReadOnlyList<int> SubsampleClusterer(Sargam.Numerics.MatrixView rows, int clusterCount, ulong seed);
