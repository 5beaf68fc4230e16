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

    /// <summary>The words beside features whose variances add up to <paramref name="total"/>, in the proportion asked for; a row per crop.</summary>
    /// <param name="weight">Variance of the words over that of the features.</param>
    /// <param name="total">Variance of the features.</param>
    /// <param name="cropCount">Rows per track.</param>
    public Matrix ScaledWords(double weight, double total, int cropCount)
    {
        Matrix words = Words!.Values;
        float factor = (float)Math.Sqrt(weight * total);
        var scaled = new Matrix(words.RowCount * cropCount, words.ColumnCount);
        for (int row = 0; row < scaled.RowCount; row++) TensorPrimitives.Multiply(words.Row(row / cropCount), factor, scaled.Row(row));
        return scaled;
    }

    /// <summary>The variances of all columns together, of columns with mean 0.</summary>
    public static double TotalVariance(MatrixView centred) => TensorPrimitives.SumOfSquares(centred.Values) / (double)centred.RowCount;

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
