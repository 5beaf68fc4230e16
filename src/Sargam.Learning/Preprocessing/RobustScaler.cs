using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Brings the median of every column to 0 and its quartiles 1 apart, so that a few extreme tracks do not squeeze the others
/// (scikit-learn: <c>RobustScaler</c>). A column whose quartiles are equal keeps its scale.
/// </summary>
public sealed class RobustScaler : ITransformer<RobustScalerModel>
{
    private readonly RobustScalerOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public RobustScaler(RobustScalerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(RobustScalerOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, or a value is NaN or infinite.</exception>
    public RobustScalerModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(RobustScaler));
        var centre = new double[observations.ColumnCount];
        var scale = new double[observations.ColumnCount];
        SortedColumns.ForEach(observations, (column, sorted) =>
        {
            centre[column] = SortedColumns.Quantile(sorted, 0.5);
            double range = SortedColumns.Quantile(sorted, _options.UpperPercent / 100) - SortedColumns.Quantile(sorted, _options.LowerPercent / 100);
            scale[column] = range > 0 ? range : 1;
        }, cancellationToken);
        return new RobustScalerModel(centre, scale);
    }
}
