namespace Sargam.Learning.Significance;

/// <summary>Settings of <see cref="ClusterCountSelection.Choose"/>.</summary>
public sealed record ClusterCountOptions
{
    /// <summary>Smallest number of clusters to try, at least 2; 2 by default.</summary>
    public int Minimum { get; init; } = 2;

    /// <summary>Largest number to try, at least <see cref="Minimum"/>; 15 by default. Numbers from the row count on are left out.</summary>
    public int Maximum { get; init; } = 15;

    /// <summary>What the number is chosen by; the silhouette by default.</summary>
    public ClusterCountCriterion Criterion { get; init; }

    /// <summary>Whether the other criteria are computed too; true by default. False suits data drawn without structure, of which only the choice matters.</summary>
    public bool AllCriteria { get; init; } = true;

    /// <summary>Rows above which silhouettes are computed on a random sample of this size; at least 2, 20,000 by default.</summary>
    public int SilhouetteRowLimit { get; init; } = 20_000;

    /// <summary>Subsamples that the stability is computed from, at least 2; 10 by default.</summary>
    public int StabilitySubsampleCount { get; init; } = 10;

    /// <summary>Decides the subsamples of the stability.</summary>
    public ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (Minimum < 2) errors.Add(new(nameof(Minimum), $"must be at least 2, got {Minimum}"));
        if (Maximum < Minimum) errors.Add(new(nameof(Maximum), $"must be at least Minimum, {Minimum}, got {Maximum}"));
        if (!Enum.IsDefined(Criterion)) errors.Add(new(nameof(Criterion), $"must be a criterion, got {Criterion}"));
        if (SilhouetteRowLimit < 2) errors.Add(new(nameof(SilhouetteRowLimit), $"must be at least 2, got {SilhouetteRowLimit}"));
        if (StabilitySubsampleCount < 2) errors.Add(new(nameof(StabilitySubsampleCount), $"must be at least 2, got {StabilitySubsampleCount}"));
        return errors;
    }
}
