namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>Settings of <see cref="Dci"/>: how its classifiers are trained and tested.</summary>
public sealed record DciOptions
{
    /// <summary>Seed of the split into training and held-out rows (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Share of a factor's known rows that accuracy is measured on and nothing is learned from, in (0, 1). Default 0.25.</summary>
    public double HeldOutShare { get; init; } = 0.25;

    /// <summary>Stumps per class, from 1 to 10,000 (scikit-learn: <c>n_estimators</c>). Default 50.</summary>
    public int RoundCount { get; init; } = 50;

    /// <summary>Share of each stump's step that is taken, in (0, 1] (scikit-learn: <c>learning_rate</c>). Default 0.3.</summary>
    public double LearningRate { get; init; } = 0.3;

    /// <summary>Bins of about equally many rows that each latent dimension is cut into: stumps split between bins. From 2 to 256. Default 32.</summary>
    public int BinCount { get; init; } = 32;

    /// <summary>Everything wrong with these options; empty when they can be used.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (HeldOutShare is not (> 0 and < 1)) errors.Add(new OptionError(nameof(HeldOutShare), $"must be in (0, 1), got {HeldOutShare}"));
        if (RoundCount is < 1 or > 10_000) errors.Add(new OptionError(nameof(RoundCount), $"must be in [1, 10000], got {RoundCount}"));
        if (LearningRate is not (> 0 and <= 1)) errors.Add(new OptionError(nameof(LearningRate), $"must be in (0, 1], got {LearningRate}"));
        if (BinCount is < 2 or > 256) errors.Add(new OptionError(nameof(BinCount), $"must be in [2, 256], got {BinCount}"));
        return errors;
    }
}
