namespace Sargam.Learning.Significance;

/// <summary>What a number of clusters is chosen by.</summary>
public enum ClusterCountCriterion
{
    /// <summary>The highest mean <see cref="Metrics.Silhouette"/>.</summary>
    Silhouette,

    /// <summary>The highest <see cref="Metrics.CalinskiHarabasz"/> index.</summary>
    CalinskiHarabasz,

    /// <summary>The lowest <see cref="Metrics.DaviesBouldin"/> index.</summary>
    DaviesBouldin,

    /// <summary>The knee of the inertia curve: where it lies farthest below the straight line between its ends (Satopaa and others, 2011).</summary>
    Elbow,

    /// <summary>The lowest Bayesian information criterion, for clusterings that have a likelihood.</summary>
    Bic,

    /// <summary>The highest <see cref="SubsampleStability"/>. Favours few clusters, most of all where there are none.</summary>
    Stability,
}
