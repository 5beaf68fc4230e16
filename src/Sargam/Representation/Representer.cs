using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>
/// Turns standardised features into spaces, by any method. Used alike on the tracks and on structure-free data, so that
/// both go through the same pipeline.
/// </summary>
internal sealed class Representer(RepresentRecipe recipe, TrackLayout layout)
{
    /// <summary>For features without anything known about their tracks.</summary>
    public Representer(RepresentRecipe recipe, int cropCount = 1)
        : this(recipe, TrackLayout.Plain(cropCount))
    {
    }

    /// <summary>What is fitted, the main method first; the VAE may give more spaces than its own.</summary>
    public static IReadOnlyList<RepresentationMethod> Fitters { get; } = [RepresentationMethod.Vae, RepresentationMethod.Pca, RepresentationMethod.Raw];

    /// <summary>Fitted spaces, the method's own first, with the model behind them.</summary>
    public sealed record Fitted(IReadOnlyList<LatentSpace> Spaces, FittedVae? Trained = null, PcaModel? Pca = null)
    {
        public LatentSpace Space => Spaces[0];

        public VaeModel? Vae => Trained?.Model;
    }

    /// <summary>The spaces that fitting a method gives.</summary>
    public IReadOnlyList<RepresentationMethod> SpacesOf(RepresentationMethod method) => method != RepresentationMethod.Vae ? [method] :
    [
        method,
        .. recipe.IsEncoderConditioned ? [RepresentationMethod.VaeLabelled, RepresentationMethod.VaeShuffled] : Array.Empty<RepresentationMethod>(),
        .. recipe.UmapDimensions > 0 ? [RepresentationMethod.VaeUmap] : Array.Empty<RepresentationMethod>(),
    ];

    /// <summary>Fits one method.</summary>
    /// <param name="method">Which of <see cref="Fitters"/>.</param>
    /// <param name="standardised">Z-scored features, a row per track; its crops one after another.</param>
    /// <param name="seed">For methods with randomness.</param>
    /// <param name="checkpointing">Where a training is kept safe; null for nowhere.</param>
    /// <param name="progress">Told about each epoch.</param>
    /// <param name="cancellationToken">Checked each epoch.</param>
    public Fitted Fit(
        RepresentationMethod method, MatrixView standardised, ulong seed,
        VaeCheckpointing? checkpointing = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MatrixView crops = TrackCrops.Split(standardised, layout.CropCount);
        switch (method)
        {
            case RepresentationMethod.Vae:
                return FitVae(crops, seed, checkpointing, progress, cancellationToken);
            case RepresentationMethod.Pca:
                PcaModel pca = new Pca(new PcaOptions { ExplainedVariance = recipe.PcaVariance }).Fit(crops, null, cancellationToken);
                return new Fitted([new LatentSpace(method, seed, PerTrack(pca.Transform(crops)), null, pca.ExplainedVarianceRatio.Sum())], Pca: pca);
            case RepresentationMethod.Raw:
                return new Fitted([new LatentSpace(method, seed, PerTrack(crops.ToMatrix()), null, 1)]);
            default:
                throw new ArgumentOutOfRangeException(nameof(method), method, "is a space of the VAE's: fit that");
        }
    }

    private Fitted FitVae(MatrixView crops, ulong seed, VaeCheckpointing? checkpointing, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        VaeOptions options = VaeSettings.For(
            recipe, crops.RowCount, crops.ColumnCount, VaeSettings.CanValidate(recipe, crops.RowCount / layout.CropCount), seed);
        StandardScalerModel? range = VaeSettings.NeedsUnitRange(options) ? UnitRange.Of(crops) : null;
        if (range is not null) crops = range.Transform(crops);
        VaeModel model = new Vae(options).Fit(layout.Data(crops, layout.Classes), checkpointing, progress, cancellationToken);
        List<LatentSpace> spaces = [.. SpacesOf(RepresentationMethod.Vae).Where(method => method != RepresentationMethod.VaeUmap)
            .Select(method => Encode(model, method, crops, seed, cancellationToken))];
        if (recipe.UmapDimensions > 0) spaces.Add(Umap(spaces[0], cancellationToken));
        return new Fitted(spaces, new FittedVae(model, options, range, layout.CropShape ?? [crops.ColumnCount], layout.Classes));
    }

    /// <summary>Packed as UMAP's authors advise for clustering: wide neighbourhoods, no distance kept between neighbours.</summary>
    private LatentSpace Umap(LatentSpace space, CancellationToken cancellationToken)
    {
        var options = new UmapOptions { NeighborCount = 30, MinDistance = 0, ComponentCount = recipe.UmapDimensions, Seed = space.Seed };
        Matrix places = new Umap(options).Fit(space.Values, null, cancellationToken).Embedding.ToMatrix();
        return new LatentSpace(RepresentationMethod.VaeUmap, space.Seed, places, space.ActiveUnits, null);
    }

    private LatentSpace Encode(VaeModel model, RepresentationMethod method, MatrixView crops, ulong seed, CancellationToken cancellationToken)
    {
        TrackClasses? told = method switch
        {
            RepresentationMethod.VaeLabelled => layout.Classes,
            RepresentationMethod.VaeShuffled => layout.Classes!.Shuffled(seed),
            _ => layout.Classes?.Unknown(),
        };
        Learning.Vae.Data.VaeData data = layout.Data(crops, told);
        // Told something else than in the fit, the model may use and give back more or less.
        VaeDiagnostics diagnostics = recipe.IsEncoderConditioned ? model.Diagnose(data, cancellationToken) : model.Diagnostics;
        Matrix means = model.Encode(data, cancellationToken: cancellationToken).Mean;
        return new LatentSpace(method, seed, PerTrack(means), diagnostics.ActiveUnits, diagnostics.ReconstructionR2);
    }

    private Matrix PerTrack(Matrix crops) => TrackCrops.Mean(crops, layout.CropCount);
}
