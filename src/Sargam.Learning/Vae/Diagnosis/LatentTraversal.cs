using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>
/// What each active latent dimension stands for: walks along one dimension at a time through the middle of the data, decoded, with
/// the real observation nearest to each point (latent traversals: Higgins et al. 2017).
/// </summary>
public sealed class LatentTraversal
{
    private LatentTraversal(IReadOnlyList<double> deviations, IReadOnlyList<LatentWalk> walks) => (Deviations, Walks) = (deviations, walks);

    /// <summary>Where the points of every walk lie, in standard deviations from the mean, ascending: -2 ... 2.</summary>
    public IReadOnlyList<double> Deviations { get; }

    /// <summary>
    /// A walk per dimension whose posterior mean has a variance above 0.01, the largest KL divergence first (of equal ones the
    /// largest variance); empty when the posterior collapsed.
    /// </summary>
    public IReadOnlyList<LatentWalk> Walks { get; }

    /// <summary>Walks along every active dimension.</summary>
    /// <param name="transform">The model.</param>
    /// <param name="posterior">What it made of the data: says where the middle is, and how wide each dimension.</param>
    /// <param name="options">How far to walk; null for the defaults.</param>
    /// <param name="observations">
    /// Latent positions to find the nearest among, such as the means of tracks over their crops; null takes the posterior means. At least 1 row.
    /// </param>
    /// <param name="cancellationToken">Checked once per walk.</param>
    /// <exception cref="ArgumentException">
    /// The options are wrong, there are no rows, a value is not finite, or the posterior, the observations or the class do not belong to the model.
    /// </exception>
    public static LatentTraversal Along(
        VaeTransform transform, VaePosterior posterior, LatentTraversalOptions? options = null, MatrixView? observations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentNullException.ThrowIfNull(posterior);
        options ??= new LatentTraversalOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(LatentTraversalOptions));
        if (options.Class >= transform.ClassCount)
        {
            throw new ArgumentException($"{nameof(LatentTraversalOptions)}: Class must be below the model's {transform.ClassCount} classes, got {options.Class}", nameof(options));
        }

        MatrixView near = observations ?? posterior.Mean.View;
        CheckRows(transform, posterior, near);
        var statistics = new LatentStatistics(transform.OutputColumnCount);
        statistics.Add(posterior.Mean.Values, transform.IsVariational ? posterior.LogVariance.Values : []);
        double[] deviations = [.. Enumerable.Range(0, options.PointCount).Select(i => options.Reach * (2.0 * i / (options.PointCount - 1) - 1))];
        int[] dimensions = Active(statistics);
        Matrix[] points = [.. dimensions.Select(dimension => Points(statistics, dimension, deviations))];
        NearestObservations[] nearest = FixedChunks.Map(points.Length, 1, (start, _) => new NearestObservations(points[start], near), cancellationToken);
        VaeCondition? condition = options.Class is { } label ? new VaeCondition([.. Enumerable.Repeat(label, deviations.Length)], transform.ClassCount) : null;
        var walks = new List<LatentWalk>();
        for (int i = 0; i < dimensions.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            walks.Add(new LatentWalk(
                dimensions[i], statistics.KlPerDimension[dimensions[i]], statistics.AggregateDeviations[dimensions[i]], points[i],
                transform.DecodeAll(points[i], condition), nearest[i].Rows, nearest[i].Distances));
        }

        return new LatentTraversal(deviations, walks);
    }

    private static void CheckRows(VaeTransform transform, VaePosterior posterior, MatrixView near)
    {
        Observations.CheckColumns(posterior.Mean, nameof(VaeTransform), transform.OutputColumnCount);
        Observations.Check(posterior.Mean, nameof(LatentTraversal));
        Observations.CheckColumns(near, nameof(VaeTransform), transform.OutputColumnCount);
        Observations.Check(near, nameof(LatentTraversal));
        if (posterior.LogVariance.RowCount != posterior.Mean.RowCount || posterior.LogVariance.ColumnCount != posterior.Mean.ColumnCount)
        {
            throw new ArgumentException(
                $"posterior must have as many variances as means, {posterior.Mean.RowCount} x {posterior.Mean.ColumnCount}, "
                + $"got {posterior.LogVariance.RowCount} x {posterior.LogVariance.ColumnCount}", nameof(posterior));
        }
    }

    private static int[] Active(LatentStatistics statistics)
    {
        (double[] kl, double[] variances) = (statistics.KlPerDimension, statistics.VariancesOfMean);
        return [.. Enumerable.Range(0, kl.Length)
            .Where(dimension => variances[dimension] > LatentStatistics.ActiveVariance)
            .OrderByDescending(dimension => kl[dimension]).ThenByDescending(dimension => variances[dimension])];
    }

    private static Matrix Points(LatentStatistics statistics, int dimension, double[] deviations)
    {
        double[] means = statistics.Means;
        double deviation = statistics.AggregateDeviations[dimension];
        var points = new Matrix(deviations.Length, means.Length);
        for (int i = 0; i < deviations.Length; i++)
        {
            for (int j = 0; j < means.Length; j++) points[i, j] = (float)means[j];
            points[i, dimension] = (float)(means[dimension] + deviations[i] * deviation);
        }

        return points;
    }
}
