using System.Text.Json.Serialization;

namespace Sargam.Evaluation;

/// <summary>Every score of one clustering: a row of <c>metrics.csv</c>. A score that is not defined is null, never 0.</summary>
public sealed record ClusterQuality
{
    /// <summary>The recipe that ran.</summary>
    public required string Recipe { get; init; }

    /// <summary>What was clustered: <c>vae</c>, <c>pca</c>, <c>raw</c>.</summary>
    public required string Representation { get; init; }

    /// <summary>The algorithm: <c>kmeans</c>.</summary>
    public required string Clusterer { get; init; }

    /// <summary>Clusters asked for, or chosen.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>The seed of representation and clusterer.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Tracks clustered.</summary>
    public required int TrackCount { get; init; }

    /// <summary>Share of tracks that belong to a cluster rather than to noise.</summary>
    public required double Coverage { get; init; }

    /// <summary>Clusters that hold at least one track.</summary>
    public required int NonEmptyClusterCount { get; init; }

    /// <summary>Share of tracks in the largest cluster.</summary>
    public required double LargestShare { get; init; }

    /// <summary>Mean silhouette in the method's own space, in [-1, 1]. Not comparable between representations.</summary>
    public double? Silhouette { get; init; }

    /// <summary>Calinski-Harabasz index in the method's own space.</summary>
    public double? CalinskiHarabasz { get; init; }

    /// <summary>Davies-Bouldin index in the method's own space; lower is better.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>Mean silhouette of the same clusters in the common space, the same for every method.</summary>
    public double? SilhouetteCommon { get; init; }

    /// <summary>Mean pairwise ARI of clusterings of random subsamples.</summary>
    public double? Stability { get; init; }

    /// <summary>Latent dimensions in use; null for representations that cannot collapse.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>Share of the input's variance that the representation can give back.</summary>
    public double? ReconstructionR2 { get; init; }

    /// <summary>The label set whose true values the representation was told: agreement with it proves nothing. Null where it was told none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LabelConditioned { get; init; }

    /// <summary>Agreement with each label set.</summary>
    public required IReadOnlyList<LabelAgreement> Labels { get; init; }

    /// <summary>What the evidence says.</summary>
    public required Verdict Verdict { get; init; }
}
