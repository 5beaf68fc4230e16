namespace Sargam.Learning.Consensus;

/// <summary>Settings of <see cref="Consensus"/>.</summary>
public sealed record ConsensusOptions
{
    /// <summary>Clusterings to make and combine when fitting; at least 2, 10 by default. Of no effect on labelings that are given.</summary>
    public int RunCount { get; init; } = 10;

    /// <summary>Clusters to form, at least 1; null, the default, for the median of the clusterings' own numbers.</summary>
    public int? ClusterCount { get; init; }

    /// <summary>
    /// Different combinations of labels that are linked with one another, in [2, 10,000]; 4,000 by default. Where there are more,
    /// observations with the rarer ones join the cluster that they agree with most.
    /// </summary>
    public int LinkedCombinationLimit { get; init; } = 4_000;

    /// <summary>Decides the seeds of the clusterings, and which of equally frequent combinations are linked.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (RunCount < 2) errors.Add(new(nameof(RunCount), $"must be at least 2, got {RunCount}"));
        if (ClusterCount < 1) errors.Add(new(nameof(ClusterCount), $"must be at least 1, or null, got {ClusterCount}"));
        if (LinkedCombinationLimit is < 2 or > 10_000) errors.Add(new(nameof(LinkedCombinationLimit), $"must be in [2, 10000], got {LinkedCombinationLimit}"));
        return errors;
    }
}
