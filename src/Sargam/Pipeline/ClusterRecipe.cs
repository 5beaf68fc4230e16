using Sargam.Clustering;
using Sargam.Learning.Significance;

namespace Sargam.Pipeline;

/// <summary>How tracks are grouped.</summary>
public sealed record ClusterRecipe
{
    internal const string Ward = "ward";
    internal const string Full = "full";

    /// <summary>
    /// What groups the tracks, the first is the main one: <c>kmeans</c>, <c>mini-batch-kmeans</c>, <c>agglomerative</c>,
    /// <c>gaussian-mixture</c>, <c>spectral</c>, <c>consensus</c>, <c>dbscan</c>, <c>hdbscan</c>.
    /// </summary>
    public IReadOnlyList<string> Clusterers { get; init; } = ["kmeans"];

    /// <summary>Number of clusters; null chooses it. Must be null when there are only DBSCAN and HDBSCAN, which find it.</summary>
    public int? Clusters { get; init; }

    /// <summary>Smallest number tried when choosing.</summary>
    public int MinClusters { get; init; } = 2;

    /// <summary>Largest number tried when choosing.</summary>
    public int MaxClusters { get; init; } = 12;

    /// <summary>
    /// What the number is chosen by: <c>silhouette</c>, <c>calinski-harabasz</c>, <c>davies-bouldin</c>, <c>elbow</c>, <c>bic</c>
    /// (Gaussian mixtures only), <c>stability</c>.
    /// </summary>
    public string ChooseBy { get; init; } = "silhouette";

    /// <summary>Whether the stability of every number is measured though the choice is not by it: ten clusterings each.</summary>
    public bool StabilityCurve { get; init; }

    /// <summary>K-Means starts; the best by inertia is kept.</summary>
    public int Restarts { get; init; } = 10;

    /// <summary>When two clusters count as near in agglomerative clustering: <c>ward</c>, <c>average</c>, <c>complete</c>, <c>single</c>.</summary>
    public string Linkage { get; init; } = Ward;

    /// <summary>As how few groups the clusters of the main clusterer are read beside, when it is agglomerative; null for no groups.</summary>
    public int? Groups { get; init; }

    /// <summary>Shapes that the groups of a Gaussian mixture may have: <c>full</c>, <c>tied</c>, <c>diagonal</c>, <c>spherical</c>.</summary>
    public string Covariance { get; init; } = Full;

    /// <summary>How near neighbours are in DBSCAN; null takes the knee of the distances.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Neighbours that make a place dense, in DBSCAN and HDBSCAN.</summary>
    public int MinPoints { get; init; } = 5;

    /// <summary>Fewer tracks are never a cluster of HDBSCAN; null takes one in a hundred, at least 5.</summary>
    public int? MinClusterSize { get; init; }

    internal ClusterCountCriterion Criterion => ClusterCheck.Criteria.TryParse(ChooseBy, out ClusterCountCriterion? criterion)
        ? criterion.Value
        : throw new ArgumentException($"cluster.choose_by must be one of {string.Join(", ", ClusterCheck.ChooseBy)}, got {ChooseBy}");

    internal IEnumerable<ClustererKind> Kinds => Clusterers.Select(name => ClustererNames.TryParse(name, out ClustererKind? kind)
        ? kind.Value
        : throw new ArgumentException($"cluster.clusterers must be of {string.Join(", ", ClustererNames.All)}, got {name}"));
}
