namespace Sargam.Learning.Neural.Optimization;

/// <summary>Reduces the learning rate when a metric has stopped improving (PyTorch: <c>ReduceLROnPlateau</c>).</summary>
internal sealed class ReduceOnPlateau
{
    // A smaller reduction is not made (PyTorch: eps).
    private const double SmallestReduction = 1e-8;

    private readonly PlateauOptions _options;

    /// <param name="initialRate">The rate until the first reduction.</param>
    /// <param name="options">When to reduce, and by how much.</param>
    public ReduceOnPlateau(double initialRate, PlateauOptions options)
    {
        _options = options;
        State = new PlateauState(initialRate, options.IsHigherBetter ? double.NegativeInfinity : double.PositiveInfinity, 0, 0);
    }

    /// <summary>Everything that changes; may be put back.</summary>
    public PlateauState State { get; set; }

    /// <summary>The rate of the next epoch.</summary>
    public double Rate => State.Rate;

    /// <summary>Takes note of an epoch's metric. NaN is no improvement.</summary>
    public void Observe(double metric)
    {
        PlateauState state = State;
        state = IsBetter(metric, state.Best) ? state with { Best = metric, BadEpochCount = 0 } : state with { BadEpochCount = state.BadEpochCount + 1 };
        if (state.CooldownLeft > 0) state = state with { CooldownLeft = state.CooldownLeft - 1, BadEpochCount = 0 };
        if (state.BadEpochCount > _options.Patience)
        {
            double reduced = Math.Max(state.Rate * _options.Factor, _options.MinimumRate);
            double rate = state.Rate - reduced > SmallestReduction ? reduced : state.Rate;
            state = state with { Rate = rate, BadEpochCount = 0, CooldownLeft = _options.CooldownEpochCount };
        }

        State = state;
    }

    private bool IsBetter(double metric, double best)
    {
        double direction = _options.IsHigherBetter ? 1 : -1;
        double bar = _options.IsThresholdAbsolute ? best + direction * _options.Threshold : best * (1 + direction * _options.Threshold);
        return _options.IsHigherBetter ? metric > bar : metric < bar;
    }
}
