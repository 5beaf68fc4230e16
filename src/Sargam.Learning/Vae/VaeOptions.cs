using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Objective;

namespace Sargam.Learning.Vae;

/// <summary>
/// Settings of <see cref="Vae"/>: what the network is, what it minimises, and how it is trained. The loss of a batch is the mean
/// over its observations of reconstruction + <see cref="Beta"/> x KL divergence, each reduced as its option says.
/// </summary>
public sealed partial record VaeOptions
{
    /// <summary>Seed of initial weights, validation split, shuffling, dropout and noise (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>One entry per modality of the data, in their order. Default: one fully connected branch.</summary>
    public IReadOnlyList<VaeBranch> Branches { get; init; } = [new VaeBranch()];

    /// <summary>The layers of the first branch: a short way to set them where there is one modality.</summary>
    public BranchArchitecture Architecture
    {
        get => Branches[0].Architecture;
        init => Branches = [Branches[0] with { Architecture = value }, .. Branches.Skip(1)];
    }

    /// <summary>Dimensions of the latent space. Default 16.</summary>
    public int LatentSize { get; init; } = 16;

    /// <summary>How several modalities become one posterior. Default <see cref="FusionKind.Concatenation"/>.</summary>
    public FusionKind Fusion { get; init; } = FusionKind.Concatenation;

    /// <summary>Which parts are told the condition of the data, if there is one. Default <see cref="ConditioningKind.EncoderAndDecoder"/>.</summary>
    public ConditioningKind Conditioning { get; init; } = ConditioningKind.EncoderAndDecoder;

    /// <summary>False makes it a plain autoencoder: no noise, no KL divergence, no log variance. Default true.</summary>
    public bool IsVariational { get; init; } = true;

    /// <summary>
    /// Components of a Gaussian mixture prior (VaDE: Jiang et al. 2017), fitted after <see cref="PretrainingEpochCount"/> epochs as
    /// an autoencoder; 0 is the standard normal prior. Default 0.
    /// </summary>
    public int PriorComponentCount { get; init; }

    /// <summary>
    /// Weight of the KL divergence (Higgins et al. 2017). With both reductions <see cref="ReductionKind.Sum"/>, a direction of
    /// the data survives when its PCA eigenvalue exceeds Beta / 2 under <see cref="ReconstructionLoss.SquaredError"/>, and Beta under
    /// <see cref="ReconstructionLoss.HalfSquaredError"/> (Lucas et al. 2019). 0 or more. Default 1.
    /// </summary>
    public double Beta { get; init; } = 1;

    /// <summary>
    /// Chooses <see cref="Beta"/> from the eigenvalues of the data so that about this many latent dimensions stay active; null uses
    /// Beta as it is. At most <see cref="LatentSize"/>; needs squared errors. Default null.
    /// </summary>
    public int? TargetActiveUnits { get; init; }

    /// <summary>How beta reaches its value. Default <see cref="BetaScheduleKind.LinearWarmUp"/>.</summary>
    public BetaScheduleKind BetaSchedule { get; init; } = BetaScheduleKind.LinearWarmUp;

    /// <summary>Epochs over which beta rises evenly from 0 (linear warm-up); less than <see cref="EpochCount"/>. Default 20.</summary>
    public int BetaWarmUpEpochCount { get; init; } = 20;

    /// <summary>
    /// Times that beta rises from 0 in the course of the training (cyclical; Fu et al. 2019): over the first half of each cycle it
    /// rises, over the second it stays. Default 4.
    /// </summary>
    public int BetaCycleCount { get; init; } = 4;

    /// <summary>
    /// Nats of KL divergence per latent dimension, averaged over the batch, that cost nothing (Kingma et al. 2016). Keeps
    /// dimensions from collapsing. Only with the standard normal prior. Default 0.
    /// </summary>
    public double FreeBits { get; init; }

    /// <summary>How the reconstruction losses of the features combine. Default <see cref="ReductionKind.Sum"/>.</summary>
    public ReductionKind ReconstructionReduction { get; init; } = ReductionKind.Sum;

    /// <summary>How KL divergences of the latent dimensions combine. Default <see cref="ReductionKind.Sum"/>.</summary>
    public ReductionKind KlReduction { get; init; } = ReductionKind.Sum;
}
