using Sargam.Learning;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>Trains the VAE of a recipe on sound, words or both, and puts the tracks where it puts them.</summary>
internal sealed class VaeFitter(Recipe recipe, TrackLayout layout)
{
    private readonly RepresentRecipe _represent = recipe.Represent;

    /// <summary>Trains, and encodes the tracks as each of <paramref name="spaces"/> wants.</summary>
    /// <param name="method">Sound and words, or one of them.</param>
    /// <param name="spaces">The method itself, and what else comes of its model.</param>
    /// <param name="views">The tracks.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="checkpointing">Where the training is kept safe; null for nowhere.</param>
    /// <param name="progress">Told about each epoch.</param>
    /// <param name="cancellationToken">Checked each epoch.</param>
    public Representer.Fitted Fit(
        RepresentationMethod method, IEnumerable<RepresentationMethod> spaces, TrackViews views, ulong seed,
        VaeCheckpointing? checkpointing, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        if (method == RepresentationMethod.VaeText) return FitText(views, seed, checkpointing, progress, cancellationToken);
        MatrixView crops = TrackCrops.Split(views.Features, layout.CropCount);
        var preparation = InputPreparation.Fit(_represent, crops, cancellationToken);
        MatrixView features = preparation.Transform(crops);
        bool readsWords = method == RepresentationMethod.Vae && views.Words is not null && layout.Fusion != LyricsRecipe.Late;
        double wordsFactor = readsWords ? TrackViews.WordsFactor(recipe.Lyrics.Weight, features) : 0;
        Matrix? words = readsWords ? views.ScaledWords(wordsFactor, layout.CropCount) : null;
        VaeOptions options = VaeSettings.For(recipe, layout.Fusion, features, words, CanValidate(features.RowCount / layout.CropCount), seed);
        StandardScalerModel? range = VaeSettings.NeedsUnitRange(options) ? UnitRange.Of(features) : null;
        if (range is not null) features = range.Transform(features);
        VaeModality[] modalities = Modalities(features, words, views);
        VaeModel model = new Vae(options).Fit(layout.Data(modalities, layout.Classes), checkpointing, progress, cancellationToken);
        LatentSpace[] encoded = [.. spaces.Select(space => Encode(model, space, modalities, seed, cancellationToken))];
        var trained = new FittedVae(
            model, options, preparation, range, [.. modalities.Select(modality => (modality.Name, modality.Shape))], features.ColumnCount,
            wordsFactor, layout.Classes)
        {
            Latents = encoded[0].Values,
            Posterior = () => model.Encode(layout.Data(modalities, layout.Classes?.Unknown()), cancellationToken: cancellationToken),
        };
        return new Representer.Fitted(encoded, trained);
    }

    /// <summary>Learns from the tracks with words; of the others it says nothing.</summary>
    private Representer.Fitted FitText(
        TrackViews views, ulong seed, VaeCheckpointing? checkpointing, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        int[] rows = PresenceMask.Rows(views.Words!.Present);
        Matrix words = views.Words.Values.View.SelectRows(rows);

        // As if each column had variance 1 on average, like the features'.
        System.Numerics.Tensors.TensorPrimitives.Multiply(words.Values, MathF.Sqrt(words.ColumnCount), words.Values);
        VaeOptions options = VaeSettings.ForWords(recipe, rows.Length, CanValidate(rows.Length), seed);
        VaeData data = layout.WordsData(words, rows, layout.Classes);
        VaeModel model = new Vae(options).Fit(data, checkpointing, progress, cancellationToken);
        Matrix means = model.Encode(layout.WordsData(words, rows, layout.Classes?.Unknown()), cancellationToken: cancellationToken).Mean;
        var values = new Matrix(views.Words.Values.RowCount, means.ColumnCount);
        for (int i = 0; i < rows.Length; i++) means.Row(i).CopyTo(values.Row(rows[i]));
        var space = new LatentSpace(RepresentationMethod.VaeText, seed, values, model.ActiveUnits, model.ReconstructionR2, views.Words.Present);
        return new Representer.Fitted([space]);
    }

    private VaeModality[] Modalities(MatrixView features, Matrix? words, TrackViews views)
    {
        IReadOnlyList<int>? shape = _represent.InputVariance > 0 ? null : layout.CropShape;
        if (words is null) return [new VaeModality(features, shape, name: FittedVae.Features)];
        if (layout.Fusion == LyricsRecipe.Early) return [new VaeModality(TrackViews.Beside(features, words), name: FittedVae.Features)];
        bool[] present = [.. views.Words!.Present.SelectMany(here => Enumerable.Repeat(here, layout.CropCount))];
        return [new VaeModality(features, shape, name: FittedVae.Features), new VaeModality(words, present: present, name: FittedVae.Words)];
    }

    private LatentSpace Encode(VaeModel model, RepresentationMethod method, VaeModality[] modalities, ulong seed, CancellationToken cancellationToken)
    {
        TrackClasses? told = method switch
        {
            RepresentationMethod.VaeLabelled => layout.Classes,
            RepresentationMethod.VaeShuffled => layout.Classes!.Shuffled(seed),
            _ => layout.Classes?.Unknown(),
        };
        VaeData data = layout.Data(modalities, told);

        // Told something else than in the fit, the model may use and give back more or less.
        VaeDiagnostics diagnostics = _represent.IsEncoderConditioned ? model.Diagnose(data, cancellationToken) : model.Diagnostics;
        Matrix means = model.Encode(data, cancellationToken: cancellationToken).Mean;
        return new LatentSpace(method, seed, TrackCrops.Mean(means, layout.CropCount), diagnostics.ActiveUnits, diagnostics.ReconstructionR2);
    }

    private bool CanValidate(int trackCount) => VaeSettings.CanValidate(_represent, trackCount);
}
