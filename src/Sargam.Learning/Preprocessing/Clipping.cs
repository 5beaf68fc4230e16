using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Holds every column within two of its quantiles, so that single extreme tracks (silence, a broken file) do not decide
/// distances (winsorizing; scipy: <c>mstats.winsorize</c> with interpolated limits).
/// </summary>
public sealed class Clipping : ITransformer<ClippingModel>
{
    private readonly ClippingOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Clipping(ClippingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(ClippingOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, or a value is NaN or infinite.</exception>
    public ClippingModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Clipping));
        var lower = new double[observations.ColumnCount];
        var upper = new double[observations.ColumnCount];
        SortedColumns.ForEach(observations, (column, sorted) =>
        {
            lower[column] = SortedColumns.Quantile(sorted, _options.LowerPercent / 100);
            upper[column] = SortedColumns.Quantile(sorted, _options.UpperPercent / 100);
        }, cancellationToken);
        return new ClippingModel(lower, upper);
    }
}
