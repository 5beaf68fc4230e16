using Sargam.Learning.Significance;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>
/// Views without clusters that look like given ones otherwise. Features and words are drawn together, so that what the one says of the
/// other stays; their covariance is that of the tracks that have both. The same tracks lack words.
/// </summary>
internal sealed class StructureFreeViews
{
    private readonly TrackViews _views;
    private readonly int _cropCount;
    private readonly GaussianNull _gaussian;

    /// <summary>Learns mean and covariance.</summary>
    public StructureFreeViews(TrackViews views, int cropCount, CancellationToken cancellationToken)
    {
        (_views, _cropCount) = (views, cropCount);
        _gaussian = new GaussianNull(Complete(views), cancellationToken);
    }

    /// <summary>Draws once.</summary>
    public TrackViews Draw(Rng rng)
    {
        Matrix drawn = _gaussian.Draw(rng, _views.Features.RowCount);
        if (_views.Words is not { } words) return new TrackViews(TrackCrops.Standardise(drawn, _cropCount));
        int split = _views.Features.ColumnCount;
        Matrix drawnWords = Columns(drawn, split, words.Values.ColumnCount);
        for (int row = 0; row < drawnWords.RowCount; row++)
        {
            if (!words.Present[row]) drawnWords.Row(row).Clear();
        }

        return new TrackViews(TrackCrops.Standardise(Columns(drawn, 0, split), _cropCount), words with { Values = drawnWords });
    }

    private static MatrixView Complete(TrackViews views)
    {
        if (views.Words is not { } words) return views.Features;
        int[] rows = [.. words.Present.Index().Where(entry => entry.Item).Select(entry => entry.Index)];
        var complete = new Matrix(rows.Length, views.Features.ColumnCount + words.Values.ColumnCount);
        for (int i = 0; i < rows.Length; i++)
        {
            views.Features.Row(rows[i]).CopyTo(complete.Row(i));
            words.Values.Row(rows[i]).CopyTo(complete.Row(i)[views.Features.ColumnCount..]);
        }

        return complete;
    }

    private static Matrix Columns(Matrix all, int start, int count)
    {
        var some = new Matrix(all.RowCount, count);
        for (int row = 0; row < all.RowCount; row++) all.Row(row).Slice(start, count).CopyTo(some.Row(row));
        return some;
    }
}
