using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The means and scales that a <see cref="StandardScaler"/> learned: immutable.</summary>
public sealed class StandardScalerModel : ITransform
{
    private readonly double[] _mean;
    private readonly double[] _scale;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="mean">The mean of each column.</param>
    /// <param name="scale">The divisor of each column, as many as there are means, all positive.</param>
    /// <exception cref="ArgumentException">The lengths differ, a mean is not finite or a scale is not positive and finite.</exception>
    public StandardScalerModel(IReadOnlyList<double> mean, IReadOnlyList<double> scale)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(scale);
        if (mean.Count != scale.Count) throw new ArgumentException($"scale must have {mean.Count} values as mean has, got {scale.Count}", nameof(scale));
        for (int j = 0; j < mean.Count; j++)
        {
            if (!double.IsFinite(mean[j])) throw new ArgumentException($"mean must be finite, column {j} is {mean[j]}", nameof(mean));
            if (!(scale[j] > 0) || !double.IsFinite(scale[j]))
            {
                throw new ArgumentException($"scale must be positive and finite, column {j} is {scale[j]}", nameof(scale));
            }
        }

        _mean = [.. mean];
        _scale = [.. scale];
    }

    /// <summary>The mean of each column (scikit-learn: <c>mean_</c>).</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>What each centred column is divided by: its standard deviation, or 1 where it is constant (scikit-learn: <c>scale_</c>).</summary>
    public IReadOnlyList<double> Scale => _scale;

    /// <inheritdoc/>
    public int InputColumnCount => _mean.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => _mean.Length;

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(StandardScalerModel), InputColumnCount);
        Observations.Check(observations, nameof(StandardScalerModel), minimumRowCount: 0);
        var result = new Matrix(observations.RowCount, OutputColumnCount);
        for (int i = 0; i < observations.RowCount; i++)
        {
            ReadOnlySpan<float> row = observations.Row(i);
            Span<float> scaled = result.Row(i);
            for (int j = 0; j < row.Length; j++) scaled[j] = (float)((row[j] - _mean[j]) / _scale[j]);
        }

        return result;
    }

    /// <summary>Takes scaled rows back to the original units.</summary>
    /// <exception cref="ArgumentException">The input has another number of columns.</exception>
    public Matrix InverseTransform(MatrixView scaled)
    {
        Observations.CheckColumns(scaled, nameof(StandardScalerModel), OutputColumnCount);
        var result = new Matrix(scaled.RowCount, InputColumnCount);
        for (int i = 0; i < scaled.RowCount; i++)
        {
            ReadOnlySpan<float> row = scaled.Row(i);
            Span<float> original = result.Row(i);
            for (int j = 0; j < row.Length; j++) original[j] = (float)(row[j] * _scale[j] + _mean[j]);
        }

        return result;
    }
}
