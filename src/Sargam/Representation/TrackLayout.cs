using System.Text.Json;
using Sargam.Features;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;

namespace Sargam.Representation;

/// <summary>What a VAE has to know of the rows of a feature table besides their numbers.</summary>
internal sealed class TrackLayout
{
    private readonly int[]? _groups;

    private TrackLayout(int cropCount, IReadOnlyList<int>? cropShape, int[]? groups) =>
        (CropCount, CropShape, _groups) = (cropCount, cropShape, groups);

    /// <summary>Crops of each track, one after another in its row.</summary>
    public int CropCount { get; }

    /// <summary>A crop read as an array, (rows, frames); null for plain numbers.</summary>
    public IReadOnlyList<int>? CropShape { get; }

    /// <summary>The label that the model is told; null when it is told none.</summary>
    public TrackClasses? Classes { get; init; }

    /// <summary>How sound and words are joined; <see cref="LyricsRecipe.None"/> where there are no words.</summary>
    public string Fusion { get; init; } = LyricsRecipe.None;

    /// <summary>Whether words are used.</summary>
    public bool HasWords => Fusion != LyricsRecipe.None;

    /// <summary>The languages that are to stay apart; null when none are, or fewer than two are known.</summary>
    public TrackClasses? Languages { get; init; }

    /// <summary>A fingerprint of what the tracks' labels decide.</summary>
    public string Key => JsonSerializer.Serialize(new { Groups = _groups, Classes?.Label, Classes?.Names, Classes?.OfTrack, Fusion, Languages = Languages?.Names, Language = Languages?.OfTrack });

    /// <summary>Rows of which only the number of crops is known.</summary>
    public static TrackLayout Plain(int cropCount) => new(cropCount, null, null);

    /// <summary>The rows of a schema for given tracks.</summary>
    /// <exception cref="ArgumentException">The recipe's condition is no label that the tracks have.</exception>
    public static TrackLayout Of(RepresentRecipe recipe, FeatureSchema schema, IReadOnlyList<Track> tracks) => new(
        schema.Crops.Count,
        schema.IsSequence ? [schema.Rows.Count, schema.FrameCount] : null,
        VaeSettings.CanValidate(recipe, tracks.Count) ? TrackGroups.Of(tracks, recipe.ValidationShare) : null)
    {
        Classes = !recipe.HasCondition ? null : recipe.Condition == RepresentRecipe.AutoCondition ? TrackClasses.LikeGenre(tracks) : TrackClasses.Of(tracks, recipe.Condition),
    };

    /// <summary>The same with what words and languages decide.</summary>
    /// <param name="fusion">How sound and words are joined.</param>
    /// <param name="languages">The languages that are to stay apart; null for none.</param>
    /// <param name="classes">The label that the model is told; null for none.</param>
    public TrackLayout With(string fusion, TrackClasses? languages, TrackClasses? classes) =>
        new(CropCount, CropShape, _groups) { Classes = classes, Fusion = fusion, Languages = languages };

    /// <summary>What a VAE learns from or encodes.</summary>
    /// <param name="modalities">One row per crop each.</param>
    /// <param name="classes">What it is told; null for nothing.</param>
    public VaeData Data(IReadOnlyList<VaeModality> modalities, TrackClasses? classes)
    {
        int rows = modalities[0].Values.RowCount;
        int[]? groups = _groups is null && CropCount == 1 ? null : [.. Enumerable.Range(0, rows).Select(row => _groups?[row / CropCount] ?? row / CropCount)];
        return new VaeData(modalities, classes?.ToCondition(CropCount), groups);
    }

    /// <summary>The same for the words of some tracks.</summary>
    /// <param name="words">One row per track with words.</param>
    /// <param name="rows">The tracks that they are of.</param>
    /// <param name="classes">What the model is told; null for nothing.</param>
    public VaeData WordsData(MatrixView words, int[] rows, TrackClasses? classes) => new(
        [new VaeModality(words, name: FittedVae.Words)],
        classes is null ? null : (classes with { OfTrack = [.. rows.Select(row => classes.OfTrack[row])] }).ToCondition(1),
        _groups is null ? null : [.. rows.Select(row => _groups[row])]);
}
