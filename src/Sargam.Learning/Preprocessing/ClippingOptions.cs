namespace Sargam.Learning.Preprocessing;

/// <summary>Settings of <see cref="Clipping"/>.</summary>
public sealed record ClippingOptions
{
    /// <summary>The percentile of each column that smaller values are raised to, in [0, 100); 0.5 by default.</summary>
    public double LowerPercent { get; init; } = 0.5;

    /// <summary>The percentile that greater values are lowered to, above <see cref="LowerPercent"/> and at most 100; 99.5 by default.</summary>
    public double UpperPercent { get; init; } = 99.5;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate() => PercentRange.Problems(LowerPercent, UpperPercent);
}
