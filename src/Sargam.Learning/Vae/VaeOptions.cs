namespace Sargam.Learning.Vae;

/// <summary>
/// Settings of <see cref="Vae"/>. The loss of a batch is the mean over its observations of
/// squared error + <see cref="Beta"/> x KL divergence, each reduced as its option says.
/// </summary>
public sealed record VaeOptions
{
    /// <summary>Seed of initial weights, validation split, shuffling and noise (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Units of the encoder's hidden layers, input side first; the decoder mirrors them. Empty gives a linear model. Default [128, 64].</summary>
    public LayerSizes HiddenSizes { get; init; } = [128, 64];

    /// <summary>Dimensions of the latent space. Default 16.</summary>
    public int LatentSize { get; init; } = 16;

    /// <summary>
    /// Weight of the KL divergence (Higgins et al. 2017). With both reductions <see cref="ReductionKind.Sum"/>, a direction of
    /// the data survives when its PCA eigenvalue exceeds Beta / 2 (Lucas et al. 2019). 0 or more. Default 1.
    /// </summary>
    public double Beta { get; init; } = 1;

    /// <summary>How squared errors of the features combine. Default <see cref="ReductionKind.Sum"/>.</summary>
    public ReductionKind ReconstructionReduction { get; init; } = ReductionKind.Sum;

    /// <summary>How KL divergences of the latent dimensions combine. Default <see cref="ReductionKind.Sum"/>.</summary>
    public ReductionKind KlReduction { get; init; } = ReductionKind.Sum;

    /// <summary>Observations per step (PyTorch: <c>batch_size</c>); the last batch of an epoch may be smaller. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the data at most; early stopping usually ends sooner. Default 200.</summary>
    public int EpochCount { get; init; } = 200;

    /// <summary>Step size of Adam (PyTorch: <c>lr</c>). Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Epochs over which beta rises evenly from 0; less than <see cref="EpochCount"/>. Default 20.</summary>
    public int BetaWarmUpEpochCount { get; init; } = 20;

    /// <summary>
    /// Share of the rows that is not trained on but followed for early stopping, in [0, 1). Rounded down, so fewer than
    /// 1 / share observations leave none. Default 0.1.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Epochs without a lower validation loss after which training stops and the best epoch's weights are restored, counted
    /// after the warm-up. 0 trains to the end and keeps the last weights. Default 20.
    /// </summary>
    public int Patience { get; init; } = 20;

    /// <summary>Largest norm of the gradient of a step, more is scaled down (PyTorch: <c>clip_grad_norm_</c>); null does not clip. Default 5.</summary>
    public double? GradientClipNorm { get; init; } = 5;

    /// <summary>Everything wrong with these options; empty when they can be used.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        const int MaxSize = 1 << 15; // a batch of one layer's values is then always an array
        var errors = new List<OptionError>();
        void Require(bool valid, string option, string message)
        {
            if (!valid) errors.Add(new OptionError(option, message));
        }

        if (HiddenSizes is null) errors.Add(new OptionError(nameof(HiddenSizes), "must be given, got null"));
        else Require(HiddenSizes.All(size => size is >= 1 and <= MaxSize), nameof(HiddenSizes), $"must each be in [1, {MaxSize}], got {HiddenSizes}");
        Require(LatentSize is >= 1 and <= MaxSize, nameof(LatentSize), $"must be in [1, {MaxSize}], got {LatentSize}");
        Require(double.IsFinite(Beta) && Beta >= 0, nameof(Beta), $"must be finite and at least 0, got {Beta}");
        Require(Enum.IsDefined(ReconstructionReduction), nameof(ReconstructionReduction), $"must be Sum or Mean, got {ReconstructionReduction}");
        Require(Enum.IsDefined(KlReduction), nameof(KlReduction), $"must be Sum or Mean, got {KlReduction}");
        Require(BatchSize is >= 1 and <= MaxSize, nameof(BatchSize), $"must be in [1, {MaxSize}], got {BatchSize}");
        Require(EpochCount >= 1, nameof(EpochCount), $"must be at least 1, got {EpochCount}");
        Require(double.IsFinite(LearningRate) && LearningRate > 0, nameof(LearningRate), $"must be finite and above 0, got {LearningRate}");
        Require(BetaWarmUpEpochCount >= 0, nameof(BetaWarmUpEpochCount), $"must be at least 0, got {BetaWarmUpEpochCount}");
        Require(
            EpochCount < 1 || BetaWarmUpEpochCount < EpochCount, nameof(BetaWarmUpEpochCount),
            $"must be less than {nameof(EpochCount)} ({EpochCount}), or beta never reaches its value, got {BetaWarmUpEpochCount}");
        Require(ValidationShare is >= 0 and < 1, nameof(ValidationShare), $"must be in [0, 1), got {ValidationShare}");
        Require(Patience >= 0, nameof(Patience), $"must be at least 0, got {Patience}");
        Require(
            GradientClipNorm is null || (double.IsFinite(GradientClipNorm.Value) && GradientClipNorm > 0), nameof(GradientClipNorm),
            $"must be null or finite and above 0, got {GradientClipNorm}");
        return errors;
    }
}
