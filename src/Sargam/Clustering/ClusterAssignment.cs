using Sargam.Learning.Significance;
using Sargam.Representation;

namespace Sargam.Clustering;

/// <summary>One clustering of the tracks: clusters are numbered by size, the largest is 0; -1 is noise.</summary>
/// <param name="method">The space that was clustered.</param>
/// <param name="clusterer">What clustered it.</param>
/// <param name="seed">The seed of space and clusterer.</param>
/// <param name="labels">The cluster of each track.</param>
/// <param name="clusterCount">Clusters asked for, or chosen.</param>
/// <param name="curve">The scores of each number tried; empty when it was given.</param>
public sealed class ClusterAssignment(
    RepresentationMethod method, ClustererKind clusterer, ulong seed, int[] labels, int clusterCount, IReadOnlyList<ClusterCountScore> curve)
{
    /// <summary>The space that was clustered.</summary>
    public RepresentationMethod Method { get; } = method;

    /// <summary>What clustered it.</summary>
    public ClustererKind Clusterer { get; } = clusterer;

    /// <summary>The seed of space and clusterer.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The cluster of each track.</summary>
    public IReadOnlyList<int> Labels { get; } = labels;

    /// <summary>Clusters asked for, or chosen.</summary>
    public int ClusterCount { get; } = clusterCount;

    /// <summary>The scores of each number tried; empty when it was given.</summary>
    public IReadOnlyList<ClusterCountScore> Curve { get; } = curve;

    /// <summary>The name of this clustering's column in <c>assignments.csv</c>.</summary>
    public string ColumnName => $"{Method.ToName()}_{Clusterer.ToName()}_seed{Seed}";
}
