using Sargam.Numerics;

namespace Sargam.Learning.Text;

/// <summary>The components that <see cref="TruncatedSvd"/> found: immutable.</summary>
public sealed class TruncatedSvdModel
{
    private readonly double[] _components;
    private readonly double[] _byColumn;
    private readonly double[] _singularValues;
    private readonly double[] _explainedVariance;
    private readonly double[] _explainedVarianceRatio;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="inputColumnCount">Columns of the input, at least 1.</param>
    /// <param name="components">One row of that many values per component, one after another; copied.</param>
    /// <param name="singularValues">One per component, none negative.</param>
    /// <param name="explainedVariance">One per component, none negative.</param>
    /// <param name="explainedVarianceRatio">One per component, none negative.</param>
    /// <param name="convergence">How the search ended.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a value is out of range.</exception>
    public TruncatedSvdModel(
        int inputColumnCount, IReadOnlyList<double> components, IReadOnlyList<double> singularValues,
        IReadOnlyList<double> explainedVariance, IReadOnlyList<double> explainedVarianceRatio, Convergence convergence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputColumnCount);
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(singularValues);
        ArgumentNullException.ThrowIfNull(explainedVariance);
        ArgumentNullException.ThrowIfNull(explainedVarianceRatio);
        int count = singularValues.Count;
        if (count == 0) throw new ArgumentException("singularValues must have at least 1 value, got 0", nameof(singularValues));
        Check(components, (long)count * inputColumnCount, double.NegativeInfinity, nameof(components));
        Check(singularValues, count, 0, nameof(singularValues));
        Check(explainedVariance, count, 0, nameof(explainedVariance));
        Check(explainedVarianceRatio, count, 0, nameof(explainedVarianceRatio));
        InputColumnCount = inputColumnCount;
        _components = [.. components];
        _byColumn = DenseLayout.Transpose(_components, count, inputColumnCount);
        _singularValues = [.. singularValues];
        _explainedVariance = [.. explainedVariance];
        _explainedVarianceRatio = [.. explainedVarianceRatio];
        Convergence = convergence;
    }

    /// <summary>Columns of the input.</summary>
    public int InputColumnCount { get; }

    /// <summary>Components, and so columns of the output.</summary>
    public int OutputColumnCount => _singularValues.Length;

    /// <summary>One orthonormal row per component, one after another; zeros for those beyond the rank (scikit-learn: <c>components_</c>).</summary>
    public ReadOnlySpan<double> Components => _components;

    /// <summary>Singular values, largest first (scikit-learn: <c>singular_values_</c>).</summary>
    public IReadOnlyList<double> SingularValues => _singularValues;

    /// <summary>The variance of each output column over the rows of the fit, divided by their number (scikit-learn: <c>explained_variance_</c>).</summary>
    public IReadOnlyList<double> ExplainedVariance => _explainedVariance;

    /// <summary>The same as shares of the variance of all input columns (scikit-learn: <c>explained_variance_ratio_</c>).</summary>
    public IReadOnlyList<double> ExplainedVarianceRatio => _explainedVarianceRatio;

    /// <summary>Whether the search for the components ended by itself; products with the matrix, and the last residual relative to the largest eigenvalue.</summary>
    public Convergence Convergence { get; }

    /// <summary>Projects rows on the components; a row of zeros stays one.</summary>
    /// <param name="observations">Rows with the columns of the fit.</param>
    /// <param name="cancellationToken">Checked once per chunk of rows.</param>
    /// <exception cref="ArgumentException">The input has another number of columns.</exception>
    public Matrix Transform(SparseMatrix observations, CancellationToken cancellationToken = default) => Matrix.Wrap(
        Array.ConvertAll(Project(observations, cancellationToken), value => (float)value), observations.RowCount, OutputColumnCount);

    /// <summary>The same in 64 bits, row after row.</summary>
    internal double[] Project(SparseMatrix observations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observations);
        if (observations.ColumnCount != InputColumnCount)
        {
            throw new ArgumentException($"{nameof(TruncatedSvdModel)} was fitted on {InputColumnCount} columns, got {observations.ColumnCount}", nameof(observations));
        }

        return observations.Multiply(_byColumn, OutputColumnCount, cancellationToken);
    }

    private static void Check(IReadOnlyList<double> values, long length, double least, string name)
    {
        if (values.Count != length) throw new ArgumentException($"{name} must have {length} values, got {values.Count}", name);
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || values[i] < least) throw new ArgumentException($"{name} must be finite{(least == 0 ? " and not negative" : "")}, value {i} is {values[i]}", name);
        }
    }
}
