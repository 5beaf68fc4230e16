using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Decomposition;

/// <summary>The principal components that <see cref="Pca"/> found: immutable.</summary>
public sealed class PcaModel : ITransform
{
    private const int BufferedValues = 1 << 20;

    private readonly double[] _mean;
    private readonly Matrix _components;
    private readonly double[] _explainedVariance;
    private readonly double[] _explainedVarianceRatio;
    private readonly double[]? _scale;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="mean">The mean of each input column.</param>
    /// <param name="components">One orthonormal row per component; copied.</param>
    /// <param name="explainedVariance">The variance along each component, none negative.</param>
    /// <param name="explainedVarianceRatio">The same as shares of the total variance.</param>
    /// <param name="whiten">Whether transformed columns are scaled to variance 1.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a value is out of range.</exception>
    public PcaModel(
        IReadOnlyList<double> mean, MatrixView components, IReadOnlyList<double> explainedVariance,
        IReadOnlyList<double> explainedVarianceRatio, bool whiten = false)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(explainedVariance);
        ArgumentNullException.ThrowIfNull(explainedVarianceRatio);
        Observations.Check(components, nameof(PcaModel));
        CheckLength(mean, components.ColumnCount, nameof(mean));
        CheckLength(explainedVariance, components.RowCount, nameof(explainedVariance));
        CheckLength(explainedVarianceRatio, components.RowCount, nameof(explainedVarianceRatio));
        CheckValues(mean, double.NegativeInfinity, nameof(mean));
        CheckValues(explainedVariance, 0, nameof(explainedVariance));
        CheckValues(explainedVarianceRatio, 0, nameof(explainedVarianceRatio));
        _mean = [.. mean];
        _components = components.ToMatrix();
        _explainedVariance = [.. explainedVariance];
        _explainedVarianceRatio = [.. explainedVarianceRatio];
        if (whiten) _scale = WhiteningScale(_explainedVariance);
    }

    /// <summary>The mean of each input column (scikit-learn: <c>mean_</c>).</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>One orthonormal row per component, that of the greatest variance first (scikit-learn: <c>components_</c>).</summary>
    public MatrixView Components => _components;

    /// <summary>The variance along each component, divided by the number of rows less one (scikit-learn: <c>explained_variance_</c>).</summary>
    public IReadOnlyList<double> ExplainedVariance => _explainedVariance;

    /// <summary>The same as shares of the variance of all columns; all 0 when nothing varies (scikit-learn: <c>explained_variance_ratio_</c>).</summary>
    public IReadOnlyList<double> ExplainedVarianceRatio => _explainedVarianceRatio;

    /// <summary>Whether transformed columns are scaled to variance 1. A component without variance keeps its scale.</summary>
    public bool Whiten => _scale is not null;

    /// <inheritdoc/>
    public int InputColumnCount => _mean.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => _components.RowCount;

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(PcaModel), InputColumnCount);
        Observations.Check(observations, nameof(PcaModel), minimumRowCount: 0);
        var result = new Matrix(observations.RowCount, OutputColumnCount);
        int step = Math.Max(1, BufferedValues / InputColumnCount);
        var centred = new float[Math.Min(step, observations.RowCount) * InputColumnCount];
        for (int start = 0; start < observations.RowCount; start += step)
        {
            int count = Math.Min(step, observations.RowCount - start);
            Centre(observations.Rows(start, count), centred);
            MatMul.Multiply(
                Operand.AsStored, Operand.Transposed, count, OutputColumnCount, InputColumnCount, centred, InputColumnCount,
                _components.Values, InputColumnCount, result.Values[(start * OutputColumnCount)..], OutputColumnCount);
        }

        if (_scale is not null) ScaleColumns(result, column => 1 / _scale[column]);
        return result;
    }

    /// <summary>Takes transformed rows back to the input's columns: the nearest rows that the components can express.</summary>
    /// <exception cref="ArgumentException">The input has another number of columns, or a value is NaN or infinite.</exception>
    public Matrix InverseTransform(MatrixView transformed)
    {
        Observations.CheckColumns(transformed, nameof(PcaModel), OutputColumnCount);
        Observations.Check(transformed, nameof(PcaModel), minimumRowCount: 0);
        Matrix weights = transformed.ToMatrix();
        if (_scale is not null) ScaleColumns(weights, column => _scale[column]);
        var result = new Matrix(transformed.RowCount, InputColumnCount);
        MatMul.Multiply(
            Operand.AsStored, Operand.AsStored, transformed.RowCount, InputColumnCount, OutputColumnCount, weights.Values,
            OutputColumnCount, _components.Values, InputColumnCount, result.Values, InputColumnCount);
        for (int i = 0; i < result.RowCount; i++)
        {
            Span<float> row = result.Row(i);
            for (int j = 0; j < row.Length; j++) row[j] = (float)(row[j] + _mean[j]);
        }

        return result;
    }

    // In 64 bits and before the product: rows far from the origin would cancel afterwards.
    private void Centre(MatrixView rows, Span<float> centred)
    {
        for (int i = 0; i < rows.RowCount; i++)
        {
            ReadOnlySpan<float> row = rows.Row(i);
            Span<float> target = centred.Slice(i * row.Length, row.Length);
            for (int j = 0; j < row.Length; j++) target[j] = (float)(row[j] - _mean[j]);
        }
    }

    private static void ScaleColumns(Matrix matrix, Func<int, double> factor)
    {
        var factors = new double[matrix.ColumnCount];
        for (int j = 0; j < factors.Length; j++) factors[j] = factor(j);
        for (int i = 0; i < matrix.RowCount; i++)
        {
            Span<float> row = matrix.Row(i);
            for (int j = 0; j < row.Length; j++) row[j] = (float)(row[j] * factors[j]);
        }
    }

    /// <summary>Standard deviations; 1 where the variance is the rounding of the largest in 32-bit data.</summary>
    private static double[] WhiteningScale(double[] variances)
    {
        double negligible = variances.Max() * 1e-14;
        return Array.ConvertAll(variances, variance => variance > negligible ? Math.Sqrt(variance) : 1);
    }

    private static void CheckLength(IReadOnlyList<double> values, int length, string name)
    {
        if (values.Count != length) throw new ArgumentException($"{name} must have {length} values as components demands, got {values.Count}", name);
    }

    private static void CheckValues(IReadOnlyList<double> values, double least, string name)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || values[i] < least) throw new ArgumentException($"{name} must be finite{(least == 0 ? " and not negative" : "")}, value {i} is {values[i]}", name);
        }
    }
}
