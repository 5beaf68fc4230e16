namespace Sargam.Learning.SpectralClustering;

/// <summary>Settings of <see cref="SpectralClustering"/>.</summary>
public sealed record SpectralClusteringOptions
{
    /// <summary>Clusters to form, at least 1 and at most the number of observations; 8 by default (scikit-learn: <c>n_clusters</c>).</summary>
    public int ClusterCount { get; init; } = 8;

    /// <summary>
    /// Neighbours that each observation is connected with, itself counted; at least 2, 10 by default (scikit-learn:
    /// <c>n_neighbors</c>). All of them where there are fewer.
    /// </summary>
    public int NeighborCount { get; init; } = 10;

    /// <summary>Starts of the K-Means on the eigenvectors; at least 1, 10 by default (scikit-learn: <c>n_init</c>).</summary>
    public int RestartCount { get; init; } = 10;

    /// <summary>Decides the starts of the eigenvectors and of K-Means, and the neighbour search where it is approximate (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ClusterCount < 1) errors.Add(new(nameof(ClusterCount), $"must be at least 1, got {ClusterCount}"));
        if (NeighborCount < 2) errors.Add(new(nameof(NeighborCount), $"must be at least 2, got {NeighborCount}"));
        if (RestartCount < 1) errors.Add(new(nameof(RestartCount), $"must be at least 1, got {RestartCount}"));
        return errors;
    }
}
