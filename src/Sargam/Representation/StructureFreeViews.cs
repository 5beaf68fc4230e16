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
    private readonly string _scaling;
    private readonly GaussianNull _gaussian;

    /// <summary>Learns mean and covariance.</summary>
    /// <param name="views">The tracks, scaled.</param>
    /// <param name="scaling">How: drawn features are scaled again, as other tracks would be.</param>
    /// <param name="cropCount">Crops of a track.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    public StructureFreeViews(TrackViews views, string scaling, int cropCount, CancellationToken cancellationToken)
    {
        (_views, _scaling, _cropCount) = (views, scaling, cropCount);
        _gaussian = new GaussianNull(Complete(views), cancellationToken);
    }

    /// <summary>Draws once.</summary>
    public TrackViews Draw(Rng rng)
    {
        Matrix drawn = _gaussian.Draw(rng, _views.Features.RowCount);
        if (_views.Words is not { } words) return new TrackViews(FeatureScaling.Apply(_scaling, drawn, _cropCount));
        int split = _views.Features.ColumnCount;
        Matrix drawnWords = TrackViews.Columns(drawn, split, words.Values.ColumnCount);
        for (int row = 0; row < drawnWords.RowCount; row++)
        {
            if (!words.Present[row]) drawnWords.Row(row).Clear();
        }

        return new TrackViews(FeatureScaling.Apply(_scaling, TrackViews.Columns(drawn, 0, split), _cropCount), words with { Values = drawnWords });
    }

    private static MatrixView Complete(TrackViews views)
    {
        if (views.Words is not { } words) return views.Features;
        int[] rows = PresenceMask.Rows(words.Present);
        return TrackViews.Beside(views.Features.SelectRows(rows), words.Values.View.SelectRows(rows));
    }
}
