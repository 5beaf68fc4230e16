namespace Sargam.Learning.Neural.Optimization;

/// <summary>When <see cref="ReduceOnPlateau"/> reduces, and by how much.</summary>
internal sealed record PlateauOptions
{
    /// <summary>What the rate is multiplied by, below 1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without improvement that are put up with; the next one reduces.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>How much better a metric must be to count as an improvement.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a difference instead of a share of the best metric (PyTorch: <c>threshold_mode</c>).</summary>
    public bool IsThresholdAbsolute { get; init; }

    /// <summary>Whether more is better (PyTorch: <c>mode='max'</c>).</summary>
    public bool IsHigherBetter { get; init; }

    /// <summary>Epochs after a reduction during which none count as bad (PyTorch: <c>cooldown</c>).</summary>
    public int CooldownEpochCount { get; init; }

    /// <summary>The rate never falls below (PyTorch: <c>min_lr</c>).</summary>
    public double MinimumRate { get; init; }
}
