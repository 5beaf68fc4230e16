using Sargam.Learning.Neural.Layers;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>From a recipe to the options of a VAE.</summary>
internal static class VaeSettings
{
    private const int WideColumnCount = 1000;
    private const int MinBatchSize = 8;
    private const int MaxBatchSize = 1 << 15;
    private const int MinStepsPerEpoch = 8;
    private const int MinValidationCount = 20;

    /// <summary>Whether enough tracks can be held out to decide by; the crops of a track resemble each other and count once.</summary>
    public static bool CanValidate(RepresentRecipe recipe, int trackCount) => trackCount * recipe.ValidationShare >= MinValidationCount;

    /// <summary>
    /// The recipe's settings, fitted to small collections: with 60 tracks, batches of 64 would be one step an epoch, and six
    /// held-out tracks would stop training at random; the VAE would stay nearly untrained, and such latents cluster well.
    /// </summary>
    /// <param name="recipe">A checked recipe.</param>
    /// <param name="fusion">How words come in.</param>
    /// <param name="features">Prepared features, a row per crop.</param>
    /// <param name="words">The words beside them; null for none.</param>
    /// <param name="canValidate">Whether some are held out.</param>
    /// <param name="seed">Of everything random.</param>
    public static VaeOptions For(Recipe recipe, string fusion, MatrixView features, Matrix? words, bool canValidate, ulong seed)
    {
        bool isEarly = words is not null && fusion == LyricsRecipe.Early;
        int columnCount = features.ColumnCount + (isEarly ? words!.ColumnCount : 0);
        VaeOptions options = Options(recipe.Represent, Sound(recipe.Represent, columnCount), features.RowCount, canValidate, seed);
        return words is null || isEarly ? options : options with
        {
            Branches = [options.Branches[0], Words(recipe)],
            Fusion = fusion == LyricsRecipe.Experts ? FusionKind.ProductOfExperts : FusionKind.Concatenation,
        };
    }

    /// <summary>The same for the words alone.</summary>
    /// <param name="recipe">A checked recipe.</param>
    /// <param name="rowCount">Tracks with words.</param>
    /// <param name="canValidate">Whether some are held out.</param>
    /// <param name="seed">Of everything random.</param>
    public static VaeOptions ForWords(Recipe recipe, int rowCount, bool canValidate, ulong seed) => Options(recipe.Represent, Words(recipe) with { Weight = 1 }, rowCount, canValidate, seed);

    private static VaeOptions Options(RepresentRecipe recipe, VaeBranch branch, int rowCount, bool canValidate, ulong seed) => new()
    {
        Seed = seed,
        Branches = [branch],
        LatentSize = recipe.Latent,
        IsVariational = recipe.Variational,
        Conditioning = recipe.ConditionOn == RepresentRecipe.ConditionDecoder ? ConditioningKind.DecoderOnly : ConditioningKind.EncoderAndDecoder,
        PriorComponentCount = recipe.PriorComponents,
        PretrainingEpochCount = recipe.PretrainingEpochs,
        Beta = recipe.Beta.IsAuto ? 1 : recipe.Beta.Value,
        TargetActiveUnits = recipe.Beta.IsAuto ? recipe.ActiveUnits : null,
        BetaSchedule = VaeVocabulary.BetaSchedules[recipe.BetaSchedule],
        BetaWarmUpEpochCount = Math.Min(recipe.WarmUpEpochs, recipe.Epochs - 1),
        BetaCycleCount = recipe.Cycles,
        FreeBits = recipe.FreeBits,
        ReconstructionReduction = Reduction(recipe.ReconstructionReduction),
        KlReduction = Reduction(recipe.KlReduction),
        BatchSize = Math.Min(Math.Min(recipe.BatchSize, MaxBatchSize), Math.Max(MinBatchSize, rowCount / MinStepsPerEpoch)),
        EpochCount = recipe.Epochs,
        Optimizer = VaeVocabulary.Optimizers[recipe.Optimizer],
        LearningRate = recipe.LearningRate,
        LearningRateSchedule = VaeVocabulary.LearningRateSchedules[recipe.LearningRateSchedule],
        WeightDecay = recipe.WeightDecay,
        GradientClipNorm = recipe.GradientClip > 0 ? recipe.GradientClip : null,
        ValidationShare = canValidate ? recipe.ValidationShare : 0,
        Patience = recipe.Patience,
        MinImprovement = recipe.MinImprovement,
    };

    /// <summary>Whether numbers must be brought to [0, 1] for the loss.</summary>
    public static bool NeedsUnitRange(VaeOptions options) => options.Branches[0].Loss == ReconstructionLoss.BinaryCrossEntropy;

    private static VaeBranch Sound(RepresentRecipe recipe, int columnCount) =>
        new() { Architecture = Architecture(recipe, columnCount), Loss = VaeVocabulary.Losses[recipe.ReconstructionLoss] };

    /// <summary>Words are no frames and not in [0, 1]: fully connected, with the squared error that goes with the sound's.</summary>
    private static VaeBranch Words(Recipe recipe) => new()
    {
        Architecture = new MlpArchitecture
        {
            HiddenSizes = Sizes(recipe.Lyrics.Hidden),
            Activation = ActivationOf(recipe.Represent, Activation.Relu),
            HasLayerNorm = recipe.Represent.LayerNorm,
            DropoutRate = recipe.Represent.Dropout,
        },
        Loss = recipe.Represent.ReconstructionLoss == "half" ? ReconstructionLoss.HalfSquaredError : ReconstructionLoss.SquaredError,
        Weight = recipe.Lyrics.LossWeight,
    };

    private static BranchArchitecture Architecture(RepresentRecipe recipe, int columnCount) => recipe.Architecture switch
    {
        RepresentRecipe.Conv1d => Convolutional(new Conv1dArchitecture(), recipe),
        RepresentRecipe.Conv2d => Convolutional(new Conv2dArchitecture(), recipe),
        _ => new MlpArchitecture
        {
            HiddenSizes = Sizes(recipe.Hidden ?? (columnCount > WideColumnCount ? [512, 256] : [128, 64])),
            Activation = ActivationOf(recipe, Activation.Relu),
            HasLayerNorm = recipe.LayerNorm,
            DropoutRate = recipe.Dropout,
        },
    };

    private static ConvolutionalArchitecture Convolutional(ConvolutionalArchitecture standard, RepresentRecipe recipe) => standard with
    {
        Channels = recipe.Channels is { } channels ? Sizes(channels) : standard.Channels,
        Activation = ActivationOf(recipe, standard.Activation),
        DropoutRate = recipe.Dropout,
    };

    private static Activation ActivationOf(RepresentRecipe recipe, Activation standard) =>
        recipe.Activation is { } name ? VaeVocabulary.Activations[name] : standard;

    private static LayerSizes Sizes(IReadOnlyList<int> sizes) => LayerSizes.Create([.. sizes]);

    private static ReductionKind Reduction(string name) => name == "mean" ? ReductionKind.Mean : ReductionKind.Sum;
}
