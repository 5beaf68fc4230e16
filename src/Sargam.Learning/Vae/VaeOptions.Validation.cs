using Sargam.Learning.Vae.Objective;

namespace Sargam.Learning.Vae;

/// <content>What the settings must be.</content>
public sealed partial record VaeOptions
{
    private const int MaxSize = 1 << 15; // a batch of one layer's values is then always an array

    /// <summary>Everything wrong with these options; empty when they can be used.</summary>
    public IReadOnlyList<OptionError> Validate() => [.. CheckNetwork(), .. CheckObjective(), .. CheckTraining()];

    private IEnumerable<OptionError> CheckNetwork()
    {
        if (Branches is null || Branches.Count == 0)
        {
            yield return new OptionError(nameof(Branches), "must have at least 1 entry");
        }
        else
        {
            foreach (OptionError error in Branches.SelectMany(branch => branch.Check())) yield return error;
        }

        if (LatentSize is < 1 or > MaxSize) yield return new OptionError(nameof(LatentSize), $"must be in [1, {MaxSize}], got {LatentSize}");
        if (!Enum.IsDefined(Fusion)) yield return new OptionError(nameof(Fusion), $"must be a known fusion, got {Fusion}");
        if (!Enum.IsDefined(Conditioning)) yield return new OptionError(nameof(Conditioning), $"must be a known conditioning, got {Conditioning}");
        if (PriorComponentCount is < 0 or > MaxSize) yield return new OptionError(nameof(PriorComponentCount), $"must be in [0, {MaxSize}], got {PriorComponentCount}");
        if (IsVariational) yield break;
        if (PriorComponentCount > 0) yield return new OptionError(nameof(PriorComponentCount), "must be 0 for a plain autoencoder, which has no prior");
        if (Fusion == FusionKind.ProductOfExperts) yield return new OptionError(nameof(Fusion), "must be Concatenation for a plain autoencoder, which has no variances to weigh experts by");
    }

    private IEnumerable<OptionError> CheckObjective()
    {
        if (!double.IsFinite(Beta) || Beta < 0) yield return new OptionError(nameof(Beta), $"must be finite and at least 0, got {Beta}");
        if (!Enum.IsDefined(ReconstructionReduction)) yield return new OptionError(nameof(ReconstructionReduction), $"must be Sum or Mean, got {ReconstructionReduction}");
        if (!Enum.IsDefined(KlReduction)) yield return new OptionError(nameof(KlReduction), $"must be Sum or Mean, got {KlReduction}");
        if (!Enum.IsDefined(BetaSchedule)) yield return new OptionError(nameof(BetaSchedule), $"must be a known schedule, got {BetaSchedule}");
        if (BetaCycleCount < 1) yield return new OptionError(nameof(BetaCycleCount), $"must be at least 1, got {BetaCycleCount}");
        if (!double.IsFinite(FreeBits) || FreeBits < 0) yield return new OptionError(nameof(FreeBits), $"must be finite and at least 0, got {FreeBits}");
        else if (FreeBits > 0 && PriorComponentCount > 0) yield return new OptionError(nameof(FreeBits), $"must be 0 with a mixture prior, got {FreeBits}");
        if (BetaWarmUpEpochCount < 0)
        {
            yield return new OptionError(nameof(BetaWarmUpEpochCount), $"must be at least 0, got {BetaWarmUpEpochCount}");
        }
        else if (EpochCount >= 1 && BetaSchedule == BetaScheduleKind.LinearWarmUp && BetaWarmUpEpochCount >= EpochCount)
        {
            yield return new OptionError(
                nameof(BetaWarmUpEpochCount), $"must be less than {nameof(EpochCount)} ({EpochCount}), or beta never reaches its value, got {BetaWarmUpEpochCount}");
        }

        if (TargetActiveUnits is not { } target) yield break;
        if (target < 1 || target > LatentSize) yield return new OptionError(nameof(TargetActiveUnits), $"must be null or in [1, {LatentSize}] (LatentSize), got {target}");
        if (Branches is not null && Branches.Any(branch => branch.Loss is not (ReconstructionLoss.SquaredError or ReconstructionLoss.HalfSquaredError)))
        {
            yield return new OptionError(nameof(TargetActiveUnits), "must be null unless every branch's loss is SquaredError or HalfSquaredError: the rule holds for those only");
        }
    }

    private IEnumerable<OptionError> CheckTraining()
    {
        if (BatchSize is < 1 or > MaxSize) yield return new OptionError(nameof(BatchSize), $"must be in [1, {MaxSize}], got {BatchSize}");
        if (EpochCount < 1) yield return new OptionError(nameof(EpochCount), $"must be at least 1, got {EpochCount}");
        if (PretrainingEpochCount < 0) yield return new OptionError(nameof(PretrainingEpochCount), $"must be at least 0, got {PretrainingEpochCount}");
        if (!Enum.IsDefined(Optimizer)) yield return new OptionError(nameof(Optimizer), $"must be a known optimizer, got {Optimizer}");
        if (!double.IsFinite(LearningRate) || LearningRate <= 0) yield return new OptionError(nameof(LearningRate), $"must be finite and above 0, got {LearningRate}");
        if (!double.IsFinite(WeightDecay) || WeightDecay < 0) yield return new OptionError(nameof(WeightDecay), $"must be finite and at least 0, got {WeightDecay}");
        if (!Enum.IsDefined(LearningRateSchedule)) yield return new OptionError(nameof(LearningRateSchedule), $"must be a known schedule, got {LearningRateSchedule}");
        if (PlateauPatience < 0) yield return new OptionError(nameof(PlateauPatience), $"must be at least 0, got {PlateauPatience}");
        if (PlateauFactor is not (> 0 and < 1)) yield return new OptionError(nameof(PlateauFactor), $"must be in (0, 1), got {PlateauFactor}");
        if (ValidationShare is not (>= 0 and < 1)) yield return new OptionError(nameof(ValidationShare), $"must be in [0, 1), got {ValidationShare}");
        if (Patience < 0) yield return new OptionError(nameof(Patience), $"must be at least 0, got {Patience}");
        if (!double.IsFinite(MinImprovement) || MinImprovement < 0) yield return new OptionError(nameof(MinImprovement), $"must be finite and at least 0, got {MinImprovement}");
        if (GradientClipNorm is { } norm && (!double.IsFinite(norm) || norm <= 0)) yield return new OptionError(nameof(GradientClipNorm), $"must be null or finite and above 0, got {norm}");
    }
}
