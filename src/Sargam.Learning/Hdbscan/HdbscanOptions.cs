namespace Sargam.Learning.Hdbscan;

/// <summary>Settings of <see cref="Hdbscan"/>.</summary>
public sealed record HdbscanOptions
{
    /// <summary>The most rows for which every pair may be compared.</summary>
    public const int LargestExactRowLimit = 20_000;

    /// <summary>Fewer observations than this are never a cluster, but leave one: at least 2, 5 by default (scikit-learn: <c>min_cluster_size</c>).</summary>
    public int MinClusterSize { get; init; } = 5;

    /// <summary>
    /// The neighbour, the observation itself not counted, whose distance says how dense a place is: at least 1; null, the default,
    /// for <see cref="MinClusterSize"/>; at most all others where there are fewer (hdbscan: <c>min_samples</c>; scikit-learn's
    /// <c>min_samples</c> counts the observation itself, so is one more). More of them call more observations noise.
    /// </summary>
    public int? MinPoints { get; init; }

    /// <summary>Which clusters of the hierarchy are kept; <c>Eom</c> by default (scikit-learn: <c>cluster_selection_method</c>).</summary>
    public ClusterSelection ClusterSelection { get; init; }

    /// <summary>
    /// Clusters that parted at a smaller distance than this are joined again; at least 0, in the unit of the observations, and 0,
    /// the default, joins none (scikit-learn: <c>cluster_selection_epsilon</c>; Malzer and Baum, 2020).
    /// </summary>
    public double ClusterSelectionEpsilon { get; init; }

    /// <summary>
    /// Whether all observations may be one cluster; false by default (scikit-learn: <c>allow_single_cluster</c>). When false,
    /// observations that do not part into at least two clusters are all noise.
    /// </summary>
    public bool AllowSingleCluster { get; init; }

    /// <summary>
    /// With more rows than this the hierarchy is built on a graph of approximate neighbours instead of all pairs. In
    /// [2, 20,000]; 20,000 by default.
    /// </summary>
    public int ExactRowLimit { get; init; } = LargestExactRowLimit;

    /// <summary>Decides the neighbour search above <see cref="ExactRowLimit"/> rows; of no effect below, where nothing is random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (MinClusterSize < 2) errors.Add(new(nameof(MinClusterSize), $"must be at least 2, got {MinClusterSize}"));
        if (MinPoints < 1) errors.Add(new(nameof(MinPoints), $"must be at least 1, or null, got {MinPoints}"));
        if (!Enum.IsDefined(ClusterSelection)) errors.Add(new(nameof(ClusterSelection), $"must be Eom or Leaf, got {ClusterSelection}"));
        if (!(ClusterSelectionEpsilon >= 0) || !double.IsFinite(ClusterSelectionEpsilon))
        {
            errors.Add(new(nameof(ClusterSelectionEpsilon), $"must be at least 0 and finite, got {ClusterSelectionEpsilon}"));
        }

        if (ExactRowLimit is < 2 or > LargestExactRowLimit) errors.Add(new(nameof(ExactRowLimit), $"must be in [2, {LargestExactRowLimit}], got {ExactRowLimit}"));
        return errors;
    }
}
