using Sargam.Learning.KMeans;
using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// A mixture of normal distributions with a locally greatest likelihood, found by expectation maximisation from the clusters
/// of K-Means, best of several starts (scikit-learn: <c>GaussianMixture</c>).
/// <para>Observations are 32-bit, everything else is 64-bit. Means and deviations are taken before anything is squared, so data
/// far from the origin are fitted as well as data around it.</para>
/// <para>A component that loses its observations stays where it was, with a weight of almost 0 and the variance
/// <see cref="GaussianMixtureOptions.CovarianceRegularization"/>; one that keeps a single observation closes around it with
/// that variance. A direction whose variance is lost in rounding, below 1e-14 of the variance of its column, is evaluated as
/// if it had that much. Where there are fewer distinct rows than components, the components that nothing is left for are
/// dropped, so the model has fewer than asked for.</para>
/// <para>The same seed gives the same bits at any thread count. The model's convergence is that of the restart it came from,
/// with the last change of the lower bound.</para>
/// </summary>
public sealed class GaussianMixture : IClusterer<GaussianMixtureModel>
{
    private readonly GaussianMixtureOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public GaussianMixture(GaussianMixtureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(GaussianMixtureOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <remarks>The objective that progress tells is the lower bound with its sign changed.</remarks>
    /// <exception cref="ArgumentException">
    /// There are fewer rows than components, a value is NaN or infinite, or a component has no variance left and no regularisation.
    /// </exception>
    public GaussianMixtureModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(observations, _options.ComponentCount, cancellationToken);
        var rng = new Rng(_options.Seed);
        MixtureResult? best = null;
        ExpectationMaximization? run = null;
        int componentCount = 0;
        for (int restart = 0; restart < _options.RestartCount; restart++)
        {
            KMeansModel clusters = FindClusters(observations, rng.Split((ulong)restart).NextUInt64(), cancellationToken);
            if (run is null || componentCount != clusters.ClusterCount)
            {
                componentCount = clusters.ClusterCount;
                run = new ExpectationMaximization(observations, componentCount, _options);
            }

            GaussianMixtureParameters start = run.FromLabels(clusters.Labels, Wide(clusters.Centroids), cancellationToken);
            MixtureResult result = run.Run(start, Reporter(progress, $"restart {restart + 1}"), cancellationToken);
            if (best is null || result.LowerBound > best.LowerBound) best = result;
        }

        return ToModel(best!, observations, cancellationToken);
    }

    /// <summary>
    /// Fits once from a given mixture; nothing is random (scikit-learn: <c>weights_init</c>, <c>means_init</c> and
    /// <c>precisions_init</c> together).
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="start">As many components as <see cref="GaussianMixtureOptions.ComponentCount"/>, covariances of the same type.</param>
    /// <param name="progress">Told about each iteration.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">The start has another shape, or as for the fit without one.</exception>
    public GaussianMixtureModel Fit(
        MatrixView observations, GaussianMixtureParameters start, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        Check(observations, _options.ComponentCount, cancellationToken);
        if (start.ComponentCount != _options.ComponentCount || start.ColumnCount != observations.ColumnCount || start.CovarianceType != _options.CovarianceType)
        {
            throw new ArgumentException(
                $"start must have {_options.ComponentCount} {_options.CovarianceType} components of {observations.ColumnCount} columns, "
                + $"got {start.ComponentCount} {start.CovarianceType} of {start.ColumnCount}", nameof(start));
        }

        var run = new ExpectationMaximization(observations, _options.ComponentCount, _options);
        return ToModel(run.Run(start, Reporter(progress, "given start"), cancellationToken), observations, cancellationToken);
    }

    private void Check(MatrixView observations, int componentCount, CancellationToken cancellationToken)
    {
        Observations.Check(observations, nameof(GaussianMixture));
        if (componentCount > observations.RowCount)
        {
            throw new ArgumentException(
                $"GaussianMixture: ComponentCount must be at most the number of observations, got ComponentCount {componentCount} for {observations.RowCount} observations");
        }

        long length = GaussianMixtureParameters.CovarianceLength(_options.CovarianceType, componentCount, observations.ColumnCount);
        if (length > Array.MaxLength || (long)componentCount * observations.ColumnCount > Array.MaxLength)
        {
            throw new ArgumentException(
                $"GaussianMixture: CovarianceType must be Diagonal or Spherical, or ComponentCount less, for {observations.ColumnCount} columns, "
                + $"got {componentCount} {_options.CovarianceType} components");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private KMeansModel FindClusters(MatrixView observations, ulong seed, CancellationToken cancellationToken)
    {
        var options = new KMeansOptions { ClusterCount = _options.ComponentCount, RestartCount = 1, Seed = seed };
        return new KMeans.KMeans(options).Fit(observations, cancellationToken: cancellationToken);
    }

    private Action<int, double>? Reporter(IProgress<FitProgress>? progress, string phase)
    {
        if (progress is null) return null;
        return (iteration, bound) => progress.Report(new FitProgress(phase, iteration, _options.MaxIterations, -bound));
    }

    private static double[] Wide(MatrixView matrix)
    {
        var wide = new double[matrix.Values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = matrix.Values[i];
        return wide;
    }

    private static GaussianMixtureModel ToModel(MixtureResult result, MatrixView observations, CancellationToken cancellationToken)
    {
        int[] labels = MixtureEvaluation.Labels(result.Parameters.Densities, observations, cancellationToken);
        return new GaussianMixtureModel(labels, result.Convergence, result.Parameters, result.LowerBound);
    }
}
