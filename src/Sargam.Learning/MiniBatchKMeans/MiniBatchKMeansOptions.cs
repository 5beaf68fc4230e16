namespace Sargam.Learning.MiniBatchKMeans;

/// <summary>Settings of <see cref="MiniBatchKMeans"/>.</summary>
public sealed record MiniBatchKMeansOptions
{
    /// <summary>Clusters to form, at least 1 and at most the number of observations; 8 by default (scikit-learn: <c>n_clusters</c>).</summary>
    public int ClusterCount { get; init; } = 8;

    /// <summary>Observations per step, at least 1; 1,024 by default, all of them if there are fewer (scikit-learn: <c>batch_size</c>).</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>Random starts, of which the one with the least inertia on a sample is used; at least 1, 3 by default (scikit-learn: <c>n_init</c>).</summary>
    public int StartCount { get; init; } = 3;

    /// <summary>Times that as many observations as there are may be drawn, at least 1; 100 by default (scikit-learn: <c>max_iter</c>).</summary>
    public int MaxEpochs { get; init; } = 100;

    /// <summary>
    /// Ends when the squared shift of all centroids together is at most this times the mean variance of the columns; at least 0.
    /// 0, the default, leaves the end to <see cref="Patience"/> (scikit-learn: <c>tol</c>).
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>Ends after this many steps without a new low of the smoothed inertia; at least 1, 10 by default (scikit-learn: <c>max_no_improvement</c>).</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// Clusters that have drawn less than this share of what the largest drew are moved to random observations, in [0, 1);
    /// 0.01 by default, 0 for never (scikit-learn: <c>reassignment_ratio</c>).
    /// </summary>
    public double ReassignmentRatio { get; init; } = 0.01;

    /// <summary>Decides starts and batches; the same seed gives the same result (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ClusterCount < 1) errors.Add(new(nameof(ClusterCount), $"must be at least 1, got {ClusterCount}"));
        if (BatchSize < 1) errors.Add(new(nameof(BatchSize), $"must be at least 1, got {BatchSize}"));
        if (StartCount < 1) errors.Add(new(nameof(StartCount), $"must be at least 1, got {StartCount}"));
        if (MaxEpochs < 1) errors.Add(new(nameof(MaxEpochs), $"must be at least 1, got {MaxEpochs}"));
        if (!(Tolerance >= 0) || !double.IsFinite(Tolerance)) errors.Add(new(nameof(Tolerance), $"must be at least 0 and finite, got {Tolerance}"));
        if (Patience < 1) errors.Add(new(nameof(Patience), $"must be at least 1, got {Patience}"));
        if (!(ReassignmentRatio is >= 0 and < 1)) errors.Add(new(nameof(ReassignmentRatio), $"must be in [0, 1), got {ReassignmentRatio}"));
        return errors;
    }
}
