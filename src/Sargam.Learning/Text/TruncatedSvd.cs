using Sargam.Learning.Decomposition;

namespace Sargam.Learning.Text;

/// <summary>
/// The leading singular vectors of a sparse matrix, exactly: latent semantic analysis when its rows are TF-IDF vectors
/// (scikit-learn: <c>TruncatedSVD(algorithm='arpack')</c>; its default is a randomised approximation). Columns are not centred.
/// <para>With up to 768 rows or columns, from the eigenvectors of the products between them; otherwise by block Lanczos iteration, whose start
/// is fixed and does not show in a converged result.</para>
/// <para>The entry of largest magnitude of each component is positive. The same bits at any thread count.</para>
/// </summary>
public sealed class TruncatedSvd
{
    private const int MostDirect = 768;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly TruncatedSvdOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public TruncatedSvd(TruncatedSvdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(TruncatedSvdOptions));
        _options = options;
    }

    /// <summary>Finds the components.</summary>
    /// <param name="observations">At least one row and one column.</param>
    /// <param name="progress">Told about each test of convergence; the objective is the largest residual against the largest eigenvalue.</param>
    /// <param name="cancellationToken">Checked once per step and chunk.</param>
    /// <exception cref="ArgumentException">There are fewer rows or columns than components.</exception>
    public TruncatedSvdModel Fit(
        SparseMatrix observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observations);
        int most = Math.Min(observations.RowCount, observations.ColumnCount);
        if (_options.ComponentCount > most)
        {
            throw new ArgumentException(
                $"TruncatedSvd: ComponentCount must be at most the lesser of rows and columns, {most}, got ComponentCount {_options.ComponentCount} "
                + $"for {observations.RowCount} x {observations.ColumnCount}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        bool wide = observations.ColumnCount > observations.RowCount;
        SparseMatrix transpose = observations.Transpose();
        SparseMatrix few = wide ? observations : transpose;
        SparseMatrix many = wide ? transpose : observations;
        LeadingVectors found = most <= MostDirect
            ? Direct(few, cancellationToken)
            : new BlockLanczos(few, many, _options.ComponentCount, _options.MaxRestarts).Find(progress, cancellationToken);
        return Model(observations, found, wide ? Lift(transpose, found.Vectors, cancellationToken) : found.Vectors, cancellationToken);
    }

    private LeadingVectors Direct(SparseMatrix few, CancellationToken cancellationToken)
    {
        double[] products = SparseProducts.OfRows(few, cancellationToken);
        EigenDecomposition eigen = SymmetricEigen.Decompose(products, few.RowCount, cancellationToken);
        var vectors = new double[_options.ComponentCount * few.RowCount];
        for (int i = 0; i < _options.ComponentCount; i++) eigen.Vector(i).CopyTo(vectors.AsSpan(i * few.RowCount));
        return new LeadingVectors(eigen.Values[.._options.ComponentCount].ToArray(), vectors, new Convergence(true, 1, 0));
    }

    /// <summary>From left singular vectors to right ones, but for their length.</summary>
    private double[] Lift(SparseMatrix transpose, double[] left, CancellationToken cancellationToken)
    {
        int count = _options.ComponentCount;
        double[] right = transpose.Multiply(DenseLayout.Transpose(left, count, transpose.ColumnCount), count, cancellationToken);
        return DenseLayout.Transpose(right, transpose.RowCount, count);
    }

    private TruncatedSvdModel Model(SparseMatrix observations, LeadingVectors found, double[] components, CancellationToken cancellationToken)
    {
        int count = _options.ComponentCount;
        var singular = new double[count];
        double negligible = found.Values[0] * Epsilon * Math.Max(observations.RowCount, observations.ColumnCount);
        for (int i = 0; i < count; i++)
        {
            singular[i] = found.Values[i] > negligible ? Math.Sqrt(found.Values[i]) : 0;
            Settle(components.AsSpan(i * observations.ColumnCount, observations.ColumnCount), singular[i] > 0);
        }

        double[] projected = observations.Multiply(DenseLayout.Transpose(components, count, observations.ColumnCount), count, cancellationToken);
        var variances = new double[count];
        for (int i = 0; i < count; i++) variances[i] = Variance(projected, i, count);
        double total = SparseProducts.TotalVariance(observations);
        double[] ratios = Array.ConvertAll(variances, variance => total > 0 ? variance / total : 0);
        return new TruncatedSvdModel(observations.ColumnCount, components, singular, variances, ratios, found.Convergence);
    }

    /// <summary>Scales a component to length 1 with its largest entry positive; one beyond the rank means nothing and becomes zeros.</summary>
    private static void Settle(Span<double> component, bool withinRank)
    {
        if (!withinRank)
        {
            component.Clear();
            return;
        }

        double squares = 0;
        double largest = 0;
        foreach (double value in component)
        {
            squares += value * value;
            if (Math.Abs(value) > Math.Abs(largest)) largest = value;
        }

        double factor = (largest < 0 ? -1 : 1) / Math.Sqrt(squares);
        foreach (ref double value in component) value *= factor;
    }

    private static double Variance(double[] projected, int column, int width)
    {
        int rowCount = projected.Length / width;
        double mean = 0;
        for (int i = 0; i < rowCount; i++) mean += projected[i * width + column];
        mean /= rowCount;
        double sum = 0;
        for (int i = 0; i < rowCount; i++) sum += (projected[i * width + column] - mean) * (projected[i * width + column] - mean);
        return sum / rowCount;
    }
}
