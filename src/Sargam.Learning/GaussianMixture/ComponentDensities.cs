using System.Numerics.Tensors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.GaussianMixture;

/// <summary>Weighted log densities of every component, for eight observations at a time.</summary>
internal abstract class ComponentDensities
{
    private readonly GaussianMixtureParameters _parameters;
    private readonly double[] _logConstants;

    /// <param name="parameters">The mixture.</param>
    /// <param name="logDeterminant">Of the whitening of a component.</param>
    protected ComponentDensities(GaussianMixtureParameters parameters, Func<int, double> logDeterminant)
    {
        _parameters = parameters;
        _logConstants = new double[parameters.ComponentCount];
        for (int c = 0; c < _logConstants.Length; c++)
        {
            _logConstants[c] = Math.Log(parameters.WeightValues[c]) + logDeterminant(c) - 0.5 * ColumnCount * Math.Log(2 * Math.PI);
        }
    }

    /// <summary>Components.</summary>
    public int ComponentCount => _logConstants.Length;

    /// <summary>Columns of the observations.</summary>
    public int ColumnCount => _parameters.ColumnCount;

    /// <summary>Prepares the densities of a mixture.</summary>
    /// <exception cref="ArgumentException">A covariance matrix is not positive definite.</exception>
    public static ComponentDensities Of(GaussianMixtureParameters parameters) => parameters.CovarianceType switch
    {
        CovarianceType.Full => new FullDensities(parameters, Factorize(parameters, parameters.ComponentCount)),
        CovarianceType.Tied => new TiedDensities(parameters, Factorize(parameters, 1)[0]),
        CovarianceType.Diagonal => new DiagonalDensities(parameters, Roots(parameters, repeat: 1)),
        _ => new DiagonalDensities(parameters, Roots(parameters, repeat: parameters.ColumnCount)),
    };

    /// <summary>log(weight x density) of every component: component c, lane i at 8 c + i.</summary>
    /// <param name="block">The observations, a <see cref="RowBlock"/>.</param>
    /// <param name="scratch">Overwritten.</param>
    /// <param name="logs">OUT: components x 8.</param>
    public void Evaluate(ReadOnlySpan<double> block, DensityScratch scratch, Span<double> logs)
    {
        SquaredDistances(block, scratch, logs);
        for (int c = 0; c < _logConstants.Length; c++)
        {
            Span<double> lanes = logs.Slice(c * RowBlock.Lanes, RowBlock.Lanes);
            for (int i = 0; i < lanes.Length; i++) lanes[i] = _logConstants[c] - 0.5 * lanes[i];
        }
    }

    /// <summary>Squared Mahalanobis distances from every mean, laid out as <see cref="Evaluate"/> does.</summary>
    protected abstract void SquaredDistances(ReadOnlySpan<double> block, DensityScratch scratch, Span<double> squared);

    /// <summary>The mean of one component.</summary>
    protected ReadOnlySpan<double> Mean(int component) => _parameters.Mean(component);

    private static Whitening[] Factorize(GaussianMixtureParameters parameters, int count)
    {
        int order = parameters.ColumnCount;
        Whitening?[] whitenings = FixedChunks.Map(
            count, 1, (c, _) => Whitening.TryCreate(parameters.CovarianceValues.Slice(c * order * order, order * order), order));
        int bad = Array.IndexOf(whitenings, null);
        if (bad >= 0) throw new ArgumentException($"covariances must be positive definite, that of component {bad} is not");
        return whitenings!;
    }

    /// <summary>1 / standard deviation of every component and column.</summary>
    private static double[] Roots(GaussianMixtureParameters parameters, int repeat)
    {
        ReadOnlySpan<double> variances = parameters.CovarianceValues;
        var roots = new double[variances.Length * repeat];
        for (int i = 0; i < roots.Length; i++) roots[i] = 1 / Math.Sqrt(variances[i / repeat]);
        return roots;
    }

    /// <summary>Every component whitens the observations its own way.</summary>
    private sealed class FullDensities(GaussianMixtureParameters parameters, Whitening[] whitenings)
        : ComponentDensities(parameters, c => whitenings[c].LogDeterminant)
    {
        protected override void SquaredDistances(ReadOnlySpan<double> block, DensityScratch scratch, Span<double> squared)
        {
            for (int c = 0; c < whitenings.Length; c++)
            {
                whitenings[c].Apply(block, Mean(c), scratch.Differences, scratch.Whitened);
                RowBlock.SumOfSquares(scratch.Whitened, squared.Slice(c * RowBlock.Lanes, RowBlock.Lanes));
            }
        }
    }

    /// <summary>Whitens once, around the middle of the mixture; distances are then Euclidean, from whitened means.</summary>
    private sealed class TiedDensities : ComponentDensities
    {
        private readonly Whitening _whitening;
        private readonly double[] _origin;
        private readonly double[] _whitenedMeans;
        private readonly double[] _ones;

        public TiedDensities(GaussianMixtureParameters parameters, Whitening whitening)
            : base(parameters, _ => whitening.LogDeterminant)
        {
            _whitening = whitening;
            _origin = new double[ColumnCount];
            for (int c = 0; c < ComponentCount; c++) TensorPrimitives.MultiplyAdd(parameters.Mean(c), parameters.WeightValues[c], _origin, _origin);
            _whitenedMeans = new double[ComponentCount * ColumnCount];
            for (int c = 0; c < ComponentCount; c++) whitening.ApplyToPoint(parameters.Mean(c), _origin, WhitenedMean(c));
            _ones = new double[ColumnCount];
            Array.Fill(_ones, 1);
        }

        protected override void SquaredDistances(ReadOnlySpan<double> block, DensityScratch scratch, Span<double> squared)
        {
            _whitening.Apply(block, _origin, scratch.Differences, scratch.Whitened);
            for (int c = 0; c < ComponentCount; c++)
            {
                RowBlock.ScaledDistances(scratch.Whitened, WhitenedMean(c), _ones, squared.Slice(c * RowBlock.Lanes, RowBlock.Lanes));
            }
        }

        private Span<double> WhitenedMean(int c) => _whitenedMeans.AsSpan(c * ColumnCount, ColumnCount);
    }

    /// <summary>Columns are independent within a component.</summary>
    private sealed class DiagonalDensities(GaussianMixtureParameters parameters, double[] roots)
        : ComponentDensities(parameters, c => SumOfLogs(roots.AsSpan(c * parameters.ColumnCount, parameters.ColumnCount)))
    {
        protected override void SquaredDistances(ReadOnlySpan<double> block, DensityScratch scratch, Span<double> squared)
        {
            for (int c = 0; c < ComponentCount; c++)
            {
                RowBlock.ScaledDistances(
                    block, Mean(c), roots.AsSpan(c * ColumnCount, ColumnCount), squared.Slice(c * RowBlock.Lanes, RowBlock.Lanes));
            }
        }

        private static double SumOfLogs(ReadOnlySpan<double> values)
        {
            double sum = 0;
            foreach (double value in values) sum += Math.Log(value);
            return sum;
        }
    }
}

/// <summary>Buffers for one block, one per thread at work.</summary>
internal sealed class DensityScratch(int columnCount)
{
    public double[] Differences { get; } = new double[columnCount * RowBlock.Lanes];

    public double[] Whitened { get; } = new double[Whitening.OutputLength(columnCount)];
}
