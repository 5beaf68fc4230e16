using System.Numerics.Tensors;
using Sargam.Features.Lyrics;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>What spaces are learned from: the features of the tracks, and their words where these are used.</summary>
internal sealed class TrackViews
{
    /// <summary>Joins the views.</summary>
    /// <param name="features">Z-scored features, a row per track; its crops one after another.</param>
    /// <param name="words">The tracks' words; null for features alone.</param>
    public TrackViews(MatrixView features, LyricsVectors? words = null) => (Features, Words) = (features, words);

    /// <summary>Z-scored features, a row per track; its crops one after another.</summary>
    public MatrixView Features { get; }

    /// <summary>The tracks' words; null for features alone.</summary>
    public LyricsVectors? Words { get; }

    /// <summary>The words multiplied by <see cref="WordsFactor"/>, a row per crop.</summary>
    /// <param name="wordsFactor">The factor.</param>
    /// <param name="cropCount">Rows per track.</param>
    public Matrix ScaledWords(double wordsFactor, int cropCount)
    {
        Matrix words = Words!.Values;
        float factor = (float)wordsFactor;
        var scaled = new Matrix(words.RowCount * cropCount, words.ColumnCount);
        for (int row = 0; row < scaled.RowCount; row++) TensorPrimitives.Multiply(words.Row(row / cropCount), factor, scaled.Row(row));
        return scaled;
    }

    /// <summary>What words are multiplied by, whose variances add up to 1, to stand beside features in the proportion asked for.</summary>
    /// <param name="weight">Variance of the words over that of the features.</param>
    /// <param name="features">Columns with mean 0.</param>
    public static double WordsFactor(double weight, MatrixView features) =>
        Math.Sqrt(weight * (TensorPrimitives.SumOfSquares(features.Values) / (double)features.RowCount));

    /// <summary>Some columns that stand next to each other.</summary>
    public static Matrix Columns(MatrixView all, int start, int count)
    {
        var some = new Matrix(all.RowCount, count);
        for (int row = 0; row < all.RowCount; row++) all.Row(row).Slice(start, count).CopyTo(some.Row(row));
        return some;
    }

    /// <summary>Columns of both side by side.</summary>
    public static Matrix Beside(MatrixView left, MatrixView right)
    {
        var joined = new Matrix(left.RowCount, left.ColumnCount + right.ColumnCount);
        for (int row = 0; row < joined.RowCount; row++)
        {
            left.Row(row).CopyTo(joined.Row(row));
            right.Row(row).CopyTo(joined.Row(row)[left.ColumnCount..]);
        }

        return joined;
    }
}
