using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// Principal component analysis: the orthogonal directions of greatest variance (scikit-learn: <c>PCA</c>).
/// <para><see cref="PcaSolver.Exact"/>: in 64 bits, from the covariance of the columns or, when there are fewer rows than columns,
/// from the products between rows: n rows of d columns cost about n d min(n, d) + 9 min(n, d)^3 operations.</para>
/// <para><see cref="PcaSolver.Randomized"/>: about 32 n d (k + 10) operations for k components, in 32 bits but for the sums.</para>
/// <para>The entry of largest magnitude of each component is positive. The same bits at any thread count.</para>
/// </summary>
public sealed class Pca : ITransformer<PcaModel>
{
    private readonly PcaOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Pca(PcaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(PcaOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer than two rows, fewer rows or columns than components, or a value is NaN or infinite.</exception>
    public PcaModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Pca), minimumRowCount: 2);
        cancellationToken.ThrowIfCancellationRequested();
        int most = Math.Min(observations.RowCount, observations.ColumnCount);
        if (_options.ComponentCount > most)
        {
            throw new ArgumentException(
                $"Pca: ComponentCount must be at most the lesser of rows and columns, {most}, got ComponentCount {_options.ComponentCount} "
                + $"for {observations.RowCount} x {observations.ColumnCount}");
        }

        return _options.Solver == PcaSolver.Randomized ? FitRandomized(observations, most, cancellationToken) : FitExact(observations, most, cancellationToken);
    }

    private PcaModel FitExact(MatrixView observations, int most, CancellationToken cancellationToken)
    {
        double[] mean = ColumnStatistics.Means(observations, cancellationToken);
        bool wide = observations.ColumnCount > observations.RowCount;
        double[] products = wide
            ? CrossProduct.OfRows(observations, mean, cancellationToken)
            : CrossProduct.OfColumns(observations, mean, cancellationToken);
        EigenDecomposition eigen = SymmetricEigen.Decompose(products, most, cancellationToken);
        double[] variances = Variances(eigen, observations.RowCount - 1, out double total);
        int count = CountComponents(variances, total);
        double[] components = wide
            ? PrincipalDirections.FromRowProducts(observations, mean, eigen, count, cancellationToken)
            : PrincipalDirections.FromColumnProducts(eigen, count);
        return Model(mean, components, variances[..count], total);
    }

    private PcaModel FitRandomized(MatrixView observations, int most, CancellationToken cancellationToken)
    {
        int count = _options.ComponentCount!.Value;
        int iterations = _options.PowerIterationCount ?? (count < 0.1 * most ? 7 : 4);
        int width = (int)Math.Min(most, (long)count + _options.OversampleCount);
        var statistics = ColumnStatistics.Of(observations, cancellationToken);
        (double[] values, double[] vectors) = new RandomizedDirections(observations, statistics, width)
            .Find(iterations, new Rng(_options.Seed!.Value), cancellationToken);
        double degreesOfFreedom = observations.RowCount - 1;
        double total = statistics.Variance.Sum() * (observations.RowCount / degreesOfFreedom);
        double[] variances = Array.ConvertAll(values[..count], value => Math.Min(total, value / degreesOfFreedom));
        return Model(statistics.Mean, vectors, variances, total);
    }

    private PcaModel Model(double[] mean, double[] components, double[] variances, double total)
    {
        double[] ratios = Array.ConvertAll(variances, variance => total > 0 ? variance / total : 0);
        return new PcaModel(mean, PrincipalDirections.ToMatrix(components, variances.Length, mean.Length), variances, ratios, _options.Whiten);
    }

    private static double[] Variances(EigenDecomposition eigen, int degreesOfFreedom, out double total)
    {
        var variances = new double[eigen.Order];
        total = 0;
        for (int i = 0; i < variances.Length; i++)
        {
            variances[i] = Math.Max(0, eigen.Values[i] / degreesOfFreedom);
            total += variances[i];
        }

        return variances;
    }

    private int CountComponents(double[] variances, double total)
    {
        if (_options.ComponentCount is { } count) return count;
        if (_options.ExplainedVariance is not { } share) return variances.Length;

        // A share of 1 means all but rounding.
        double wanted = total * Math.Min(share, 1 - 1e-12);
        double explained = 0;
        for (int i = 0; i < variances.Length; i++)
        {
            explained += variances[i];
            if (explained >= wanted) return i + 1;
        }

        return variances.Length;
    }
}
