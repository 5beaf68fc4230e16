using System.Numerics.Tensors;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>
/// Tracks of several crops: models see each crop as an observation of its own, and a track is the mean of what its crops
/// became.
/// </summary>
internal static class TrackCrops
{
    /// <summary>One row per crop instead of one per track.</summary>
    public static MatrixView Split(MatrixView tracks, int cropCount) => tracks.Reshape(tracks.RowCount * cropCount, tracks.ColumnCount / cropCount);

    /// <summary>One row per track: the mean of its crops' rows.</summary>
    public static Matrix Mean(Matrix crops, int cropCount)
    {
        if (cropCount == 1) return crops;
        var tracks = new Matrix(crops.RowCount / cropCount, crops.ColumnCount);
        for (int i = 0; i < crops.RowCount; i++)
        {
            Span<float> track = tracks.Row(i / cropCount);
            TensorPrimitives.MultiplyAdd(crops.Row(i), 1f / cropCount, track, track);
        }

        return tracks;
    }
}
