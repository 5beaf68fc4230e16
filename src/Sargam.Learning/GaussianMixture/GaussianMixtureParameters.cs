namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// What determines a mixture of k normal distributions over d columns: immutable. Arrays are row-major, component after
/// component, in 64 bits.
/// </summary>
public sealed class GaussianMixtureParameters
{
    // Within these bounds no distance between 32-bit values overflows, however far apart they are.
    internal const double MinimumVariance = 1e-100;
    private const double MaximumVariance = 1e100;
    private const double LargestMean = 1e40;

    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _covariances;

    /// <summary>Copies and checks parameters.</summary>
    /// <param name="covarianceType">Says how to read <paramref name="covariances"/>.</param>
    /// <param name="weights">The k shares of the components: at least 0, divided by their sum.</param>
    /// <param name="means">k x d values in [-1e40, 1e40].</param>
    /// <param name="covariances">
    /// Full: k x d x d; tied: d x d; diagonal: k x d variances; spherical: k variances. Matrices are positive definite and
    /// only their lower triangles are read; variances are in [1e-100, 1e100].
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a value is out of range.</exception>
    public GaussianMixtureParameters(
        CovarianceType covarianceType, IReadOnlyList<double> weights, IReadOnlyList<double> means, IReadOnlyList<double> covariances)
        : this(covarianceType, [.. NotNull(weights)], [.. NotNull(means)], [.. NotNull(covariances)])
    {
    }

    private GaussianMixtureParameters(CovarianceType covarianceType, double[] weights, double[] means, double[] covariances)
    {
        if (weights.Length == 0) throw new ArgumentException("weights must have at least 1 value, one a component, got 0", nameof(weights));
        if (means.Length == 0 || means.Length % weights.Length != 0)
        {
            throw new ArgumentException($"means must be {weights.Length} rows of at least 1 column, got {means.Length} values", nameof(means));
        }

        CovarianceType = covarianceType;
        ComponentCount = weights.Length;
        ColumnCount = means.Length / weights.Length;
        _means = Checked(means, -LargestMean, LargestMean, nameof(means));
        _weights = Shares(Checked(weights, 0, double.MaxValue, nameof(weights)));
        _covariances = covariances;
        CheckCovariances();
        Densities = ComponentDensities.Of(this);
    }

    /// <summary>Checks parameters without copying them.</summary>
    internal static GaussianMixtureParameters TakeOver(CovarianceType covarianceType, double[] weights, double[] means, double[] covariances) =>
        new(covarianceType, weights, means, covariances);

    /// <summary>How <see cref="Covariances"/> are to be read.</summary>
    public CovarianceType CovarianceType { get; }

    /// <summary>Components, k.</summary>
    public int ComponentCount { get; }

    /// <summary>Columns, d.</summary>
    public int ColumnCount { get; }

    /// <summary>The share of each component: k values that add up to 1 (scikit-learn: <c>weights_</c>).</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The mean of each component, k x d (scikit-learn: <c>means_</c>).</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>The covariances, in the shape that <see cref="CovarianceType"/> says (scikit-learn: <c>covariances_</c>).</summary>
    public IReadOnlyList<double> Covariances => _covariances;

    /// <summary>Numbers that a fit is free to choose, as the information criteria count them.</summary>
    public long FreeParameterCount
    {
        get
        {
            long d = ColumnCount;
            long perMatrix = d * (d + 1) / 2;
            long covariances = CovarianceType switch
            {
                CovarianceType.Full => ComponentCount * perMatrix,
                CovarianceType.Tied => perMatrix,
                _ => _covariances.Length,
            };
            return covariances + ComponentCount * d + ComponentCount - 1;
        }
    }

    /// <summary>The same arrays without a list in front.</summary>
    internal ReadOnlySpan<double> WeightValues => _weights;

    internal ReadOnlySpan<double> MeanValues => _means;

    internal ReadOnlySpan<double> CovarianceValues => _covariances;

    /// <summary>Prepared for evaluation.</summary>
    internal ComponentDensities Densities { get; }

    /// <summary>The mean of one component.</summary>
    internal ReadOnlySpan<double> Mean(int component) => _means.AsSpan(component * ColumnCount, ColumnCount);

    /// <summary>How many numbers covariances of this type are.</summary>
    internal static long CovarianceLength(CovarianceType type, int componentCount, int columnCount)
    {
        long matrix = (long)columnCount * columnCount;
        return type switch
        {
            CovarianceType.Full => componentCount * matrix,
            CovarianceType.Tied => matrix,
            CovarianceType.Diagonal => (long)componentCount * columnCount,
            CovarianceType.Spherical => componentCount,
            _ => throw new ArgumentException($"covarianceType must be a defined value, got {type}"),
        };
    }

    /// <summary>The variance of column <paramref name="j"/> in matrix or row number <paramref name="c"/> of covariances.</summary>
    internal static int VarianceIndex(CovarianceType type, int columnCount, int c, int j) => type switch
    {
        CovarianceType.Full or CovarianceType.Tied => (c * columnCount + j) * columnCount + j,
        CovarianceType.Diagonal => c * columnCount + j,
        _ => c,
    };

    private void CheckCovariances()
    {
        long expected = CovarianceLength(CovarianceType, ComponentCount, ColumnCount);
        if (_covariances.Length != expected)
        {
            throw new ArgumentException(
                $"covariances must have {expected} values for {ComponentCount} {CovarianceType} components of {ColumnCount} columns, "
                + $"got {_covariances.Length}", "covariances");
        }

        Checked(_covariances, -MaximumVariance, MaximumVariance, "covariances");
        for (int c = 0; c < (CovarianceType == CovarianceType.Tied ? 1 : ComponentCount); c++)
        {
            for (int j = 0; j < ColumnCount; j++)
            {
                double variance = _covariances[VarianceIndex(CovarianceType, ColumnCount, c, j)];
                if (variance < MinimumVariance)
                {
                    throw new ArgumentException(
                        $"covariances must have variances of at least {MinimumVariance}, component {c} column {j} has {variance}", "covariances");
                }
            }
        }
    }

    private static IReadOnlyList<double> NotNull(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values;
    }

    private static double[] Checked(double[] values, double minimum, double maximum, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= minimum && values[i] <= maximum))
            {
                throw new ArgumentException($"{name} must be in [{minimum}, {maximum}], value {i} is {values[i]}", name);
            }
        }

        return values;
    }

    private static double[] Shares(double[] weights)
    {
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        if (!(sum > 0 && double.IsFinite(sum))) throw new ArgumentException($"weights must have a positive finite sum, got {sum}", nameof(weights));
        for (int c = 0; c < weights.Length; c++) weights[c] /= sum;
        return weights;
    }
}
