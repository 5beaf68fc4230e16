namespace Sargam.Learning.Significance;

/// <summary>One point of the curve that a number of clusters is chosen from; null where undefined or not computed.</summary>
/// <param name="ClusterCount">Clusters asked for.</param>
/// <param name="Silhouette">Mean silhouette.</param>
public readonly record struct ClusterCountScore(int ClusterCount, double? Silhouette)
{
    /// <summary>Spread between clusters over spread within; higher is better.</summary>
    public double? CalinskiHarabasz { get; init; }

    /// <summary>Overlap with the most similar cluster; lower is better.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>Sum of squared distances from the clusters' means. Always falls with more clusters: <see cref="Elbow"/> says where it bends.</summary>
    public double? Inertia { get; init; }

    /// <summary>How far the inertia lies below the line between the ends of its curve, as a share of its whole drop; higher is better.</summary>
    public double? Elbow { get; init; }

    /// <summary>Bayesian information criterion; lower is better.</summary>
    public double? Bic { get; init; }

    /// <summary>Mean pairwise ARI of clusterings of subsamples; higher is better.</summary>
    public double? Stability { get; init; }

    /// <summary>The value of one criterion, in its own orientation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    public double? Of(ClusterCountCriterion criterion) => criterion switch
    {
        ClusterCountCriterion.Silhouette => Silhouette,
        ClusterCountCriterion.CalinskiHarabasz => CalinskiHarabasz,
        ClusterCountCriterion.DaviesBouldin => DaviesBouldin,
        ClusterCountCriterion.Elbow => Elbow,
        ClusterCountCriterion.Bic => Bic,
        ClusterCountCriterion.Stability => Stability,
        _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, $"there is no criterion {criterion}"),
    };

    /// <summary>Whether lower values of a criterion are better.</summary>
    public static bool IsLowerBetter(ClusterCountCriterion criterion) =>
        criterion is ClusterCountCriterion.DaviesBouldin or ClusterCountCriterion.Bic;

    /// <summary>The value of a criterion turned so that higher is better.</summary>
    internal double? Merit(ClusterCountCriterion criterion) => IsLowerBetter(criterion) ? -Of(criterion) : Of(criterion);
}
