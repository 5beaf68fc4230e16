using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>
/// Turns standardised features into a space, by any method. Used alike on the tracks and on structure-free data, so that
/// both go through the same pipeline.
/// </summary>
internal sealed class Representer(RepresentRecipe recipe, int cropCount = 1)
{
    private const int WideColumnCount = 1000;
    private const int MinBatchSize = 8;
    private const int MinStepsPerEpoch = 8;
    private const int MinValidationCount = 20;

    /// <summary>A fitted space with the model behind it.</summary>
    public sealed record Fitted(LatentSpace Space, VaeModel? Vae, PcaModel? Pca);

    /// <summary>Fits one method.</summary>
    /// <param name="method">Which.</param>
    /// <param name="standardised">Z-scored features, a row per track; its crops one after another.</param>
    /// <param name="seed">For methods with randomness.</param>
    /// <param name="progress">Told about each epoch.</param>
    /// <param name="cancellationToken">Checked each epoch.</param>
    public Fitted Fit(
        RepresentationMethod method, MatrixView standardised, ulong seed,
        IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MatrixView crops = TrackCrops.Split(standardised, cropCount);
        switch (method)
        {
            case RepresentationMethod.Vae:
                VaeModel vae = new Vae(VaeOptionsFor(crops, seed)).Fit(crops, progress, cancellationToken);
                return new Fitted(new LatentSpace(method, seed, PerTrack(vae.Transform(crops)), vae.ActiveUnits, vae.ReconstructionR2), vae, null);
            case RepresentationMethod.Pca:
                PcaModel pca = new Pca(new PcaOptions { ExplainedVariance = recipe.PcaVariance }).Fit(crops, null, cancellationToken);
                return new Fitted(new LatentSpace(method, seed, PerTrack(pca.Transform(crops)), null, pca.ExplainedVarianceRatio.Sum()), null, pca);
            default:
                return new Fitted(new LatentSpace(method, seed, PerTrack(crops.ToMatrix()), null, 1), null, null);
        }
    }

    private Matrix PerTrack(Matrix crops) => TrackCrops.Mean(crops, cropCount);

    /// <summary>
    /// The recipe's settings, fitted to small collections: with 60 tracks, batches of 64 would be one step an epoch, and six
    /// held-out tracks would stop training at random; the VAE would stay nearly untrained, and such latents cluster well.
    /// </summary>
    private VaeOptions VaeOptionsFor(MatrixView crops, ulong seed)
    {
        int[] hidden = [.. recipe.Hidden ?? (crops.ColumnCount > WideColumnCount ? [512, 256] : [128, 64])];
        bool canValidate = crops.RowCount / cropCount * recipe.ValidationShare >= MinValidationCount;
        return new VaeOptions
        {
            Seed = seed,
            Architecture = new MlpArchitecture { HiddenSizes = LayerSizes.Create(hidden) },
            LatentSize = recipe.Latent,
            Beta = recipe.Beta,
            ReconstructionReduction = Reduction(recipe.ReconstructionReduction),
            KlReduction = Reduction(recipe.KlReduction),
            BatchSize = Math.Min(recipe.BatchSize, Math.Max(MinBatchSize, crops.RowCount / MinStepsPerEpoch)),
            EpochCount = recipe.Epochs,
            LearningRate = recipe.LearningRate,
            BetaWarmUpEpochCount = Math.Min(recipe.WarmUpEpochs, recipe.Epochs - 1),
            ValidationShare = canValidate ? recipe.ValidationShare : 0,
            Patience = recipe.Patience,
        };
    }

    private static ReductionKind Reduction(string name) => name == "mean" ? ReductionKind.Mean : ReductionKind.Sum;
}
