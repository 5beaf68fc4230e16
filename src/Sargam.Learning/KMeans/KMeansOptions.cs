namespace Sargam.Learning.KMeans;

/// <summary>Settings of <see cref="KMeans"/>.</summary>
public sealed record KMeansOptions
{
    /// <summary>Clusters to form, at least 1 and at most the number of observations; 8 by default (scikit-learn: <c>n_clusters</c>).</summary>
    public int ClusterCount { get; init; } = 8;

    /// <summary>Fits from different random starts, of which the one with the least inertia is kept; at least 1, 10 by default (scikit-learn: <c>n_init</c>).</summary>
    public int RestartCount { get; init; } = 10;

    /// <summary>Iterations of one restart at most, at least 1; 300 by default (scikit-learn: <c>max_iter</c>).</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>
    /// A restart ends when the squared shift of all centroids together is at most this times the mean variance of the columns;
    /// at least 0, 1e-4 by default (scikit-learn: <c>tol</c>). With 0 it ends when no observation changes its cluster.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Decides the starting centroids; the same seed gives the same result (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ClusterCount < 1) errors.Add(new(nameof(ClusterCount), $"must be at least 1, got {ClusterCount}"));
        if (RestartCount < 1) errors.Add(new(nameof(RestartCount), $"must be at least 1, got {RestartCount}"));
        if (MaxIterations < 1) errors.Add(new(nameof(MaxIterations), $"must be at least 1, got {MaxIterations}"));
        if (!(Tolerance >= 0) || !double.IsFinite(Tolerance)) errors.Add(new(nameof(Tolerance), $"must be at least 0 and finite, got {Tolerance}"));
        return errors;
    }
}
