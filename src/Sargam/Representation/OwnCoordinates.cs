using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>
/// Few tracks with many columns, in the coordinates of the space that they span: turned and shifted, all distances as they were. Whatever
/// goes by distances finds the same clusters, and sums up tens of numbers a track instead of thousands.
/// </summary>
internal static class OwnCoordinates
{
    /// <summary>Columns a track from which the decomposition is soon made up for.</summary>
    private const int ManyColumnsPerRow = 4;

    /// <summary>The rows; as they are unless they are much wider than they are many.</summary>
    public static Matrix Of(Matrix rows, CancellationToken cancellationToken)
    {
        if (rows.RowCount < 2 || rows.ColumnCount < (long)ManyColumnsPerRow * rows.RowCount) return rows;
        var options = new PcaOptions { ComponentCount = rows.RowCount - 1 };
        return new Pca(options).Fit(rows, null, cancellationToken).Transform(rows);
    }
}
