using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// Alternates between who answers for which observation and what the components are then (Dempster, Laird and Rubin, 1977).
/// </summary>
internal sealed class ExpectationMaximization
{
    // As scikit-learn has it: keeps the division possible for a component that no observation is left to.
    private const double CountOffset = 10 * 2.220446049250313e-16;

    private readonly GaussianMixtureOptions _options;
    private readonly ResponsibilityTable _table;

    /// <summary>Prepares buffers, used again by every <see cref="Run"/>.</summary>
    public ExpectationMaximization(MatrixView observations, int componentCount, GaussianMixtureOptions options)
    {
        _options = options;
        _table = new ResponsibilityTable(observations, componentCount);
    }

    /// <summary>The components of a partition: where a run may start.</summary>
    /// <param name="labels">A component for each observation.</param>
    /// <param name="centres">Components x columns; where one without observations goes.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    public GaussianMixtureParameters FromLabels(IReadOnlyList<int> labels, ReadOnlySpan<double> centres, CancellationToken cancellationToken)
    {
        _table.Assign(labels, cancellationToken);
        return Maximise(centres, cancellationToken);
    }

    /// <summary>Iterates until the lower bound hardly changes, or the limit.</summary>
    /// <param name="parameters">Where to start.</param>
    /// <param name="report">Told the iteration, from 1, and its lower bound.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    public MixtureResult Run(GaussianMixtureParameters parameters, Action<int, double>? report, CancellationToken cancellationToken)
    {
        double bound = double.NegativeInfinity;
        double change = double.PositiveInfinity;
        bool reached = false;
        int iteration = 0;
        while (!reached && iteration < _options.MaxIterations)
        {
            iteration++;
            double previous = bound;
            bound = _table.Expect(parameters.Densities, cancellationToken);
            parameters = Maximise(parameters.MeanValues, cancellationToken);
            change = Math.Abs(bound - previous);
            reached = change < _options.Tolerance;
            report?.Invoke(iteration, bound);
        }

        return new MixtureResult(parameters, bound, new Convergence(reached, iteration, change));
    }

    /// <summary>The maximisation step.</summary>
    private GaussianMixtureParameters Maximise(ReadOnlySpan<double> previousMeans, CancellationToken cancellationToken)
    {
        double[] counts = _table.Counts();
        double[] means = _table.Sums();
        int columns = _table.Rows.ColumnCount;
        for (int c = 0; c < counts.Length; c++)
        {
            counts[c] += CountOffset;
            for (int j = c * columns; j < (c + 1) * columns; j++) means[j] = (means[j] + CountOffset * previousMeans[j]) / counts[c];
        }

        double[] covariances = Covariances(counts, means, cancellationToken);
        return GaussianMixtureParameters.TakeOver(_options.CovarianceType, counts, means, covariances);
    }

    private double[] Covariances(double[] counts, double[] means, CancellationToken cancellationToken)
    {
        double[] covariances = _options.CovarianceType switch
        {
            CovarianceType.Full => Divided(WeightedScatter.Matrices(_table, means, cancellationToken), counts),
            CovarianceType.Tied => Divided(WeightedScatter.Matrix(_table, means, cancellationToken), [Sum(counts)]),
            CovarianceType.Diagonal => Divided(WeightedScatter.Diagonals(_table, means, cancellationToken), counts),
            _ => AverageColumns(Divided(WeightedScatter.Diagonals(_table, means, cancellationToken), counts)),
        };
        Regularise(covariances);
        return covariances;
    }

    /// <summary>Divides the values of each component by its count.</summary>
    private static double[] Divided(double[] values, double[] counts)
    {
        int each = values.Length / counts.Length;
        for (int i = 0; i < values.Length; i++) values[i] /= counts[i / each];
        return values;
    }

    private double[] AverageColumns(double[] variances)
    {
        int columns = _table.Rows.ColumnCount;
        var means = new double[_table.ComponentCount];
        for (int c = 0; c < means.Length; c++) means[c] = Sum(variances.AsSpan(c * columns, columns)) / columns;
        return means;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    private void Regularise(double[] covariances)
    {
        CovarianceType type = _options.CovarianceType;
        int rows = type is CovarianceType.Tied ? 1 : _table.ComponentCount;
        int columns = type is CovarianceType.Spherical ? 1 : _table.Rows.ColumnCount;
        for (int c = 0; c < rows; c++)
        {
            for (int j = 0; j < columns; j++)
            {
                ref double variance = ref covariances[GaussianMixtureParameters.VarianceIndex(type, columns, c, j)];
                variance += _options.CovarianceRegularization;
                if (variance < GaussianMixtureParameters.MinimumVariance)
                {
                    throw new ArgumentException(
                        $"GaussianMixture: CovarianceRegularization must be greater, or ComponentCount less: component {c} has no variance left "
                        + $"in column {j}, got CovarianceRegularization {_options.CovarianceRegularization}");
                }
            }
        }
    }
}

/// <summary>Where one run of <see cref="ExpectationMaximization"/> ended.</summary>
/// <param name="Parameters">The mixture.</param>
/// <param name="LowerBound">Mean log density in the last expectation step.</param>
/// <param name="Convergence">How it ended; the shift is the change of the bound.</param>
internal sealed record MixtureResult(GaussianMixtureParameters Parameters, double LowerBound, Convergence Convergence);
