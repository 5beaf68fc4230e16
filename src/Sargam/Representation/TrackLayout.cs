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

    private TrackLayout(int cropCount, IReadOnlyList<int>? cropShape, int[]? groups, TrackClasses? classes) =>
        (CropCount, CropShape, _groups, Classes) = (cropCount, cropShape, groups, classes);

    /// <summary>Crops of each track, one after another in its row.</summary>
    public int CropCount { get; }

    /// <summary>A crop read as an array, (rows, frames); null for plain numbers.</summary>
    public IReadOnlyList<int>? CropShape { get; }

    /// <summary>The label that the model is told; null when it is told none.</summary>
    public TrackClasses? Classes { get; }

    /// <summary>A fingerprint of what the tracks' labels decide.</summary>
    public string Key => JsonSerializer.Serialize(new { Groups = _groups, Classes?.Label, Classes?.Names, Classes?.OfTrack });

    /// <summary>Rows of which only the number of crops is known.</summary>
    public static TrackLayout Plain(int cropCount) => new(cropCount, null, null, null);

    /// <summary>The rows of a schema for given tracks.</summary>
    /// <exception cref="ArgumentException">The recipe's condition is no label that the tracks have.</exception>
    public static TrackLayout Of(RepresentRecipe recipe, FeatureSchema schema, IReadOnlyList<Track> tracks) => new(
        schema.Crops.Count,
        schema.IsSequence ? [schema.Rows.Count, schema.FrameCount] : null,
        VaeSettings.CanValidate(recipe, tracks.Count) ? TrackGroups.Of(tracks, recipe.ValidationShare) : null,
        recipe.HasCondition ? TrackClasses.Of(tracks, recipe.Condition) : null);

    /// <summary>What a VAE learns from or encodes.</summary>
    /// <param name="crops">One row per crop.</param>
    /// <param name="classes">What it is told; null for nothing.</param>
    public VaeData Data(MatrixView crops, TrackClasses? classes)
    {
        int[]? groups = _groups is null && CropCount == 1 ? null : [.. Enumerable.Range(0, crops.RowCount).Select(row => _groups?[row / CropCount] ?? row / CropCount)];
        return new VaeData([new VaeModality(crops, CropShape)], classes?.ToCondition(CropCount), groups);
    }
}
