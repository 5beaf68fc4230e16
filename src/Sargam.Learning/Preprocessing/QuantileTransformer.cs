using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Gives every column the same distribution, by the rank of its values: outliers and skew vanish, and with them the distances
/// between values (scikit-learn: <c>QuantileTransformer</c>, without its subsampling of large data).
/// </summary>
public sealed class QuantileTransformer : ITransformer<QuantileTransformerModel>
{
    private readonly QuantileTransformerOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public QuantileTransformer(QuantileTransformerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(QuantileTransformerOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, or a value is NaN or infinite.</exception>
    public QuantileTransformerModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(QuantileTransformer));
        int count = Math.Max(2, Math.Min(_options.QuantileCount, observations.RowCount));
        int columns = observations.ColumnCount;
        var quantiles = new double[count * columns];
        SortedColumns.ForEach(observations, (column, sorted) =>
        {
            double previous = double.NegativeInfinity;
            for (int q = 0; q < count; q++)
            {
                previous = Math.Max(previous, SortedColumns.Quantile(sorted, Share(q, count)));
                quantiles[q * columns + column] = previous;
            }
        }, cancellationToken);
        return new QuantileTransformerModel(quantiles, columns, _options.Output);
    }

    /// <summary>
    /// By way of percent and back, as scikit-learn goes: where many values are equal, the rounding of that decides which
    /// quantiles equal them too, and so which rank they get.
    /// </summary>
    private static double Share(int number, int count) => number == count - 1 ? 1 : number * (1 / (count - 1.0)) * 100 / 100;
}
