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

    /// <summary>The components of features.</summary>
    /// <param name="tracks">One row per track, its crops one after another.</param>
    /// <param name="cropCount">Crops of a track.</param>
    /// <param name="cancellationToken">Checked between steps of the decomposition.</param>
    public static Matrix Of(MatrixView tracks, int cropCount = 1, CancellationToken cancellationToken = default) =>
        OfStandardised(FeatureScaling.Apply(FeatureScaling.ZScore, tracks, cropCount), int.MaxValue, cancellationToken);

    /// <summary>The components of columns that are scaled already.</summary>
    /// <param name="standardised">One row per track.</param>
    /// <param name="mostRows">Of more rows so many, evenly spaced, decide the directions.</param>
    /// <param name="cancellationToken">Checked between steps of the decomposition.</param>
    public static Matrix OfStandardised(MatrixView standardised, int mostRows, CancellationToken cancellationToken = default)
    {
        MatrixView deciding = standardised.RowCount <= mostRows ? standardised : standardised.SelectRows(
            [.. Enumerable.Range(0, mostRows).Select(i => (int)((long)i * standardised.RowCount / mostRows))]);
        return new Pca(new PcaOptions { ExplainedVariance = Variance }).Fit(deciding, null, cancellationToken).Transform(standardised);
    }
}
