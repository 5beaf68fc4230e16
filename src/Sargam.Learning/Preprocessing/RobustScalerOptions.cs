namespace Sargam.Learning.Preprocessing;

/// <summary>Settings of <see cref="RobustScaler"/>.</summary>
public sealed record RobustScalerOptions
{
    /// <summary>Lower end of the range that becomes 1 wide, in percent, in [0, 100); 25 by default (scikit-learn: <c>quantile_range</c>).</summary>
    public double LowerPercent { get; init; } = 25;

    /// <summary>Upper end in percent, above <see cref="LowerPercent"/> and at most 100; 75 by default.</summary>
    public double UpperPercent { get; init; } = 75;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate() => PercentRange.Problems(LowerPercent, UpperPercent);
}
