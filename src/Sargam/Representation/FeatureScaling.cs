using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>What columns of features are shifted and divided by before anything is learned.</summary>
internal static class FeatureScaling
{
    public const string ZScore = "zscore";
    public const string MinMax = "minmax";
    public const string Robust = "robust";

    /// <summary>How recipes name them.</summary>
    public static IReadOnlyList<string> All { get; } = [ZScore, MinMax, Robust, RepresentRecipe.NoScaling];

    /// <summary>Learns from rows, one per crop.</summary>
    public static StandardScalerModel Fit(string scaling, MatrixView crops, CancellationToken cancellationToken = default) => scaling switch
    {
        MinMax => UnitRange.Of(crops),
        Robust => Affine(new RobustScaler(new RobustScalerOptions()).Fit(crops, null, cancellationToken)),
        RepresentRecipe.NoScaling => new StandardScalerModel(new double[crops.ColumnCount], [.. Enumerable.Repeat(1.0, crops.ColumnCount)]),
        _ => new StandardScaler().Fit(crops, null, cancellationToken),
    };

    private static StandardScalerModel Affine(RobustScalerModel robust) => new(robust.Center, robust.Scale);

    /// <summary>Scaled rows, one per track; all crops of all tracks together.</summary>
    public static MatrixView Apply(string scaling, MatrixView tracks, int cropCount)
    {
        MatrixView crops = TrackCrops.Split(tracks, cropCount);
        return Fit(scaling, crops).Transform(crops).View.Reshape(tracks.RowCount, tracks.ColumnCount);
    }
}
