using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The ranges that a <see cref="MinMaxScaler"/> learned: immutable.</summary>
public sealed class MinMaxScalerModel : ITransform
{
    private readonly ColumnScaling _scaling;
    private readonly double[] _dataMaximum;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="dataMinimum">The least value of each column.</param>
    /// <param name="dataMaximum">The greatest value of each column, none below the least.</param>
    /// <param name="options">The range to bring them to.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not finite or a range is turned round.</exception>
    public MinMaxScalerModel(IReadOnlyList<double> dataMinimum, IReadOnlyList<double> dataMaximum, MinMaxScalerOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataMinimum);
        ArgumentNullException.ThrowIfNull(dataMaximum);
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(MinMaxScalerOptions));
        if (dataMinimum.Count != dataMaximum.Count)
        {
            throw new ArgumentException($"dataMaximum must have {dataMinimum.Count} values as dataMinimum has, got {dataMaximum.Count}", nameof(dataMaximum));
        }

        for (int j = 0; j < dataMaximum.Count; j++)
        {
            if (double.IsFinite(dataMaximum[j]) && !(dataMaximum[j] < dataMinimum[j])) continue;
            throw new ArgumentException($"dataMaximum must be finite and at least dataMinimum, column {j} is {dataMaximum[j]} against {dataMinimum[j]}", nameof(dataMaximum));
        }

        Options = options;
        _dataMaximum = [.. dataMaximum];
        double width = options.Maximum - options.Minimum;
        double[] scale = [.. dataMinimum.Zip(dataMaximum, (least, greatest) => greatest > least ? (greatest - least) / width : 1)];
        _scaling = new ColumnScaling(nameof(MinMaxScalerModel), dataMinimum, nameof(dataMinimum), scale);
    }

    /// <summary>The least value of each column (scikit-learn: <c>data_min_</c>).</summary>
    public IReadOnlyList<double> DataMinimum => _scaling.Centre;

    /// <summary>The greatest value of each column (scikit-learn: <c>data_max_</c>).</summary>
    public IReadOnlyList<double> DataMaximum => _dataMaximum;

    /// <summary>The range that columns are brought to.</summary>
    public MinMaxScalerOptions Options { get; }

    /// <inheritdoc/>
    public int InputColumnCount => _dataMaximum.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => InputColumnCount;

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Matrix result = _scaling.Transform(observations);
        foreach (ref float value in result.Values)
        {
            double moved = value + Options.Minimum;
            value = ColumnScaling.Narrow(Options.Clip ? Math.Clamp(moved, Options.Minimum, Options.Maximum) : moved);
        }

        return result;
    }

    /// <summary>Takes scaled rows back to the original units; what was clipped comes back at the ends.</summary>
    /// <exception cref="ArgumentException">The input has another number of columns, or a value is NaN or infinite.</exception>
    public Matrix InverseTransform(MatrixView scaled)
    {
        Observations.CheckColumns(scaled, nameof(MinMaxScalerModel), OutputColumnCount);
        Matrix moved = scaled.ToMatrix();
        foreach (ref float value in moved.Values) value = ColumnScaling.Narrow(value - Options.Minimum);
        return _scaling.InverseTransform(moved);
    }
}
