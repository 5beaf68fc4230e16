using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Brings every column to mean 0 and variance 1, the z-score (scikit-learn: <c>StandardScaler</c>). Statistics are kept in
/// 64 bits; the variance divides by the number of rows. A constant column keeps its scale and becomes 0. There are no options.
/// </summary>
public sealed class StandardScaler : ITransformer<StandardScalerModel>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, or a value is NaN or infinite.</exception>
    public StandardScalerModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(StandardScaler));
        cancellationToken.ThrowIfCancellationRequested();
        ColumnStatistics statistics = ColumnStatistics.Of(observations, cancellationToken);
        var scale = new double[observations.ColumnCount];
        for (int j = 0; j < scale.Length; j++)
        {
            bool constant = IsConstant(statistics.Variance[j], statistics.Mean[j], observations.RowCount);
            scale[j] = constant ? 1 : Math.Sqrt(statistics.Variance[j]);
        }

        return new StandardScalerModel(statistics.Mean, scale);
    }

    /// <summary>Whether the variance is no more than the rounding of its own computation.</summary>
    private static bool IsConstant(double variance, double mean, int rowCount)
    {
        const double Epsilon = 2.220446049250313e-16;
        double rounding = rowCount * mean * Epsilon;
        return variance <= rowCount * Epsilon * variance + rounding * rounding;
    }
}
