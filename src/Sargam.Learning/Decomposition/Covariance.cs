using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.Decomposition;

/// <summary>How the columns of a matrix vary together. Everything is summed in 64 bits around the column means.</summary>
public sealed class Covariance
{
    private readonly double[] _values;
    private readonly double[] _mean;

    private Covariance(double[] values, double[] mean, int observationCount)
    {
        _values = values;
        _mean = mean;
        ObservationCount = observationCount;
    }

    /// <summary>Columns, and so rows and columns of the covariance matrix.</summary>
    public int Order => _mean.Length;

    /// <summary>Rows it was computed from.</summary>
    public int ObservationCount { get; }

    /// <summary>The mean of each column.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The matrix, <see cref="Order"/> x <see cref="Order"/>, symmetric (NumPy: <c>cov(X, rowvar=False)</c>).</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The covariance of two columns.</summary>
    public double this[int row, int column] => _values[row * Order + column];

    /// <summary>Computes the covariance matrix; sums are divided by the number of rows less one.</summary>
    /// <param name="observations">At least two rows; finite values.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, no columns, too many columns, or a value is NaN or infinite.</exception>
    public static Covariance Of(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Covariance), minimumRowCount: 2);
        double[] mean = ColumnStatistics.Means(observations, cancellationToken);
        double[] values = CrossProduct.OfColumns(observations, mean, cancellationToken);
        for (int i = 0; i < values.Length; i++) values[i] /= observations.RowCount - 1;
        return new Covariance(values, mean, observations.RowCount);
    }

    /// <summary>
    /// The eigenvalues of the covariance matrix, largest first, none negative: as many as the lesser of rows and columns (the
    /// others are 0). With fewer rows than columns they come from the smaller matrix of products between rows.
    /// </summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static double[] Eigenvalues(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Covariance), minimumRowCount: 2);
        double[] mean = ColumnStatistics.Means(observations, cancellationToken);
        bool wide = observations.ColumnCount > observations.RowCount;
        double[] products = wide
            ? CrossProduct.OfRows(observations, mean, cancellationToken)
            : CrossProduct.OfColumns(observations, mean, cancellationToken);
        double[] eigenvalues = SymmetricEigen.Eigenvalues(products, Math.Min(observations.RowCount, observations.ColumnCount), cancellationToken);
        return Array.ConvertAll(eigenvalues, value => Math.Max(0, value / (observations.RowCount - 1)));
    }
}
