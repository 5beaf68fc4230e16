using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Brings the least value of every column to one number and the greatest to another, 0 and 1 by default (scikit-learn:
/// <c>MinMaxScaler</c>). A constant column becomes the lower number.
/// </summary>
public sealed class MinMaxScaler : ITransformer<MinMaxScalerModel>
{
    private readonly MinMaxScalerOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public MinMaxScaler(MinMaxScalerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(MinMaxScalerOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, or a value is NaN or infinite.</exception>
    public MinMaxScalerModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(MinMaxScaler));
        cancellationToken.ThrowIfCancellationRequested();
        double[] least = ToDouble(observations.Row(0));
        var greatest = (double[])least.Clone();
        for (int i = 1; i < observations.RowCount; i++)
        {
            ReadOnlySpan<float> row = observations.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                least[j] = Math.Min(least[j], row[j]);
                greatest[j] = Math.Max(greatest[j], row[j]);
            }
        }

        return new MinMaxScalerModel(least, greatest, _options);
    }

    private static double[] ToDouble(ReadOnlySpan<float> row)
    {
        var values = new double[row.Length];
        for (int j = 0; j < values.Length; j++) values[j] = row[j];
        return values;
    }
}
