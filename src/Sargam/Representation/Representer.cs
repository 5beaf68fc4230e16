using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>
/// Turns views of the tracks into spaces, by any method. Used alike on the tracks and on structure-free data, so that
/// both go through the same pipeline.
/// </summary>
internal sealed class Representer
{
    private readonly Recipe _recipe;
    private readonly TrackLayout _layout;
    private readonly VaeFitter _vae;

    /// <summary>Prepares the methods.</summary>
    /// <param name="recipe">A checked recipe.</param>
    /// <param name="layout">What is known of the tracks besides their numbers.</param>
    public Representer(Recipe recipe, TrackLayout layout)
    {
        (_recipe, _layout, _vae) = (recipe, layout, new VaeFitter(recipe, layout));
        Fitters = [RepresentationMethod.Vae, .. Ablations(), RepresentationMethod.Pca, RepresentationMethod.Raw];
    }

    /// <summary>What is fitted, the main method first; the VAE may give more spaces than its own.</summary>
    public IReadOnlyList<RepresentationMethod> Fitters { get; }

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
        .. _recipe.Represent.IsEncoderConditioned && _layout.Classes is not null ? [RepresentationMethod.VaeLabelled, RepresentationMethod.VaeShuffled] : Array.Empty<RepresentationMethod>(),
        .. _layout.HasWords && _layout.Fusion == LyricsRecipe.Late ? [RepresentationMethod.VaeAudio] : Array.Empty<RepresentationMethod>(),
        .. _recipe.Represent.UmapDimensions > 0 ? [RepresentationMethod.VaeUmap] : Array.Empty<RepresentationMethod>(),
    ];

    /// <summary>Sound alone, which late fusion has anyway, and words alone.</summary>
    private IEnumerable<RepresentationMethod> Ablations()
    {
        if (!_layout.HasWords || !_recipe.Lyrics.Ablations) yield break;
        if (_layout.Fusion != LyricsRecipe.Late) yield return RepresentationMethod.VaeAudio;
        yield return RepresentationMethod.VaeText;
    }

    /// <summary>Fits one method.</summary>
    /// <param name="method">Which of <see cref="Fitters"/>.</param>
    /// <param name="views">The tracks.</param>
    /// <param name="seed">For methods with randomness.</param>
    /// <param name="checkpointing">Where a training is kept safe; null for nowhere.</param>
    /// <param name="progress">Told about each epoch.</param>
    /// <param name="cancellationToken">Checked each epoch.</param>
    public Fitted Fit(
        RepresentationMethod method, TrackViews views, ulong seed,
        VaeCheckpointing? checkpointing = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        switch (method)
        {
            case RepresentationMethod.Vae:
                IEnumerable<RepresentationMethod> encoded = SpacesOf(method).Where(space => space != RepresentationMethod.VaeUmap);
                return Finished(_vae.Fit(method, encoded, views, seed, checkpointing, progress, cancellationToken), views, cancellationToken);
            case RepresentationMethod.VaeAudio or RepresentationMethod.VaeText:
                return Finished(_vae.Fit(method, [method], views, seed, checkpointing, progress, cancellationToken), views, cancellationToken);
            case RepresentationMethod.Pca:
                Matrix rows = Rows(views);
                PcaModel pca = new Pca(new PcaOptions { ExplainedVariance = _recipe.Represent.PcaVariance }).Fit(rows, null, cancellationToken);
                return Finished(new Fitted([new LatentSpace(method, seed, PerTrack(pca.Transform(rows)), null, pca.ExplainedVarianceRatio.Sum())], Pca: pca), views, cancellationToken);
            case RepresentationMethod.Raw:
                return Finished(new Fitted([new LatentSpace(method, seed, OwnCoordinates.Of(PerTrack(Rows(views)), cancellationToken), null, 1)]), views, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(method), method, "is a space of the VAE's: fit that");
        }
    }

    /// <summary>Features, and words in proportion beside them: what linear methods see.</summary>
    private Matrix Rows(TrackViews views)
    {
        MatrixView features = InputPreparation.Clipped(TrackCrops.Split(views.Features, _layout.CropCount), _recipe.Represent.Clip);
        return views.Words is null
            ? features.ToMatrix()
            : TrackViews.Beside(features, views.ScaledWords(TrackViews.WordsFactor(_recipe.Lyrics.Weight, features), _layout.CropCount));
    }

    private Fitted Finished(Fitted fitted, TrackViews views, CancellationToken cancellationToken)
    {
        LatentSpace[] spaces = [.. fitted.Spaces.Select(space => new SpaceExtras(_recipe, _layout).Add(space, views))];
        return fitted with
        {
            Spaces = fitted.Trained is not null && _recipe.Represent.UmapDimensions > 0 && spaces[0].Method == RepresentationMethod.Vae
                ? [.. spaces, Umap(spaces[0], cancellationToken)] : spaces,
        };
    }

    /// <summary>Packed as UMAP's authors advise for clustering: wide neighbourhoods, no distance kept between neighbours.</summary>
    private LatentSpace Umap(LatentSpace space, CancellationToken cancellationToken)
    {
        var options = new UmapOptions { NeighborCount = 30, MinDistance = 0, ComponentCount = _recipe.Represent.UmapDimensions, Seed = space.Seed };
        Matrix places = new Umap(options).Fit(space.Values, null, cancellationToken).Embedding.ToMatrix();
        return new LatentSpace(RepresentationMethod.VaeUmap, space.Seed, places, space.ActiveUnits, null);
    }

    private Matrix PerTrack(Matrix crops) => TrackCrops.Mean(crops, _layout.CropCount);
}
