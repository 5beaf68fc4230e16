namespace Sargam.Learning.Preprocessing;

/// <summary>Settings of <see cref="GroupCentring"/>.</summary>
public sealed record GroupCentringOptions
{
    /// <summary>
    /// How many rows a group's own mean must outweigh: a group of n rows is moved n / (n + shrinkage) of the way from the mean
    /// of all to its own; at least 0. Null, the default, estimates it for each column as the variance within groups over
    /// that between them (empirical Bayes).
    /// </summary>
    public double? Shrinkage { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate() => Shrinkage is { } value && !(value >= 0 && double.IsFinite(value))
        ? [new(nameof(Shrinkage), $"must be at least 0 and finite, got {value}")]
        : [];
}
