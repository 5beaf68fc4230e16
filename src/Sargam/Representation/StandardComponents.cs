using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>
/// The wide linear view of tracks: z-scored columns, principal components of 95 % of the variance. It is nobody's latent space, so
/// methods are compared and similar tracks are looked for in it.
/// </summary>
internal static class StandardComponents
{
    /// <summary>Share of the variance that the components keep.</summary>
    private const double Variance = 0.95;

    /// <summary>More rows do not change the directions worth mentioning.</summary>
    private const int MostRowsToFit = 20_000;

    private const int RowsPerBlock = 4096;

    /// <summary>The components of features.</summary>
    /// <param name="tracks">One row per track, its crops one after another.</param>
    /// <param name="cropCount">Crops of a track.</param>
    /// <param name="cancellationToken">Checked between steps of the decomposition.</param>
    public static Matrix Of(MatrixView tracks, int cropCount = 1, CancellationToken cancellationToken = default)
    {
        MatrixView standardised = FeatureScaling.Apply(FeatureScaling.ZScore, tracks, cropCount);
        return Fit(standardised, cancellationToken).Transform(standardised);
    }

    /// <summary>
    /// The components of rows that are standardised as they are asked for, so that those of 200,000 tracks never are in memory twice.
    /// Of more than 20,000 rows so many, evenly spaced, decide the directions.
    /// </summary>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="standardised">Gives rows by their numbers.</param>
    /// <param name="cancellationToken">Checked between steps.</param>
    public static Matrix OfMany(int rowCount, Func<int[], Matrix> standardised, CancellationToken cancellationToken)
    {
        int deciding = Math.Min(rowCount, MostRowsToFit);
        Matrix sample = standardised([.. Enumerable.Range(0, deciding).Select(i => (int)((long)i * rowCount / deciding))]);
        PcaModel components = Fit(sample, cancellationToken);
        if (rowCount == deciding) return components.Transform(sample);
        Matrix? all = null;
        for (int start = 0; start < rowCount; start += RowsPerBlock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Matrix block = components.Transform(standardised([.. Enumerable.Range(start, Math.Min(RowsPerBlock, rowCount - start))]));
            all ??= new Matrix(rowCount, block.ColumnCount);
            for (int row = 0; row < block.RowCount; row++) block.Row(row).CopyTo(all.Row(start + row));
        }

        return all!;
    }

    private static PcaModel Fit(MatrixView standardised, CancellationToken cancellationToken) =>
        new Pca(new PcaOptions { ExplainedVariance = Variance }).Fit(standardised, null, cancellationToken);
}
