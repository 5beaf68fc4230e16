namespace Sargam.Learning.Agglomerative;

/// <summary>Settings of <see cref="Agglomerative"/>.</summary>
public sealed record AgglomerativeOptions
{
    /// <summary>The most rows for which the hierarchy is ever computed on the rows themselves.</summary>
    public const int LargestExactRowLimit = 20_000;

    /// <summary>Clusters to cut the hierarchy into, at least 1 and at most the number of observations; 8 by default (scikit-learn: <c>n_clusters</c>).</summary>
    public int ClusterCount { get; init; } = 8;

    /// <summary>How far apart two clusters are; <c>Ward</c> by default (scikit-learn: <c>linkage</c>).</summary>
    public Linkage Linkage { get; init; } = Linkage.Ward;

    /// <summary>
    /// With more rows than this, K-Means first forms <see cref="MicroClusterCount"/> clusters and the hierarchy joins those.
    /// In [2, 20,000]; 20,000 by default, where average and complete linkage hold 800 MB of distances.
    /// </summary>
    public int ExactRowLimit { get; init; } = LargestExactRowLimit;

    /// <summary>Clusters that K-Means forms where there are more rows than <see cref="ExactRowLimit"/>; in [<see cref="ClusterCount"/>, 20,000], 2,000 by default.</summary>
    public int MicroClusterCount { get; init; } = 2_000;

    /// <summary>Decides the start of that K-Means; of no effect up to <see cref="ExactRowLimit"/> rows, where nothing is random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ClusterCount < 1) errors.Add(new(nameof(ClusterCount), $"must be at least 1, got {ClusterCount}"));
        if (!Enum.IsDefined(Linkage)) errors.Add(new(nameof(Linkage), $"must be one of {string.Join(", ", Enum.GetNames<Linkage>())}, got {Linkage}"));
        if (ExactRowLimit is < 2 or > LargestExactRowLimit) errors.Add(new(nameof(ExactRowLimit), $"must be in [2, {LargestExactRowLimit}], got {ExactRowLimit}"));
        if (MicroClusterCount < ClusterCount || MicroClusterCount > LargestExactRowLimit)
        {
            errors.Add(new(nameof(MicroClusterCount), $"must be in [ClusterCount = {ClusterCount}, {LargestExactRowLimit}], got {MicroClusterCount}"));
        }

        return errors;
    }
}
