using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.MiniBatchKMeans;

/// <summary>
/// K-Means that moves its centroids after every small random batch instead of after all observations (Sculley, 2010;
/// scikit-learn: <c>MiniBatchKMeans</c>): for very many observations, at an inertia some percent above that of
/// <see cref="KMeans.KMeans"/>. The result is a <see cref="KMeansModel"/>.
/// <para>The same seed gives the same bits at any thread count. The model's convergence counts steps (scikit-learn:
/// <c>n_steps_</c>), with the squared shift of all centroids in the last.</para>
/// </summary>
public sealed class MiniBatchKMeans : IClusterer<KMeansModel>
{
    private readonly MiniBatchKMeansOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public MiniBatchKMeans(MiniBatchKMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(MiniBatchKMeansOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer rows than clusters, or a value is NaN or infinite.</exception>
    public KMeansModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(MiniBatchKMeans));
        if (_options.ClusterCount > observations.RowCount)
        {
            throw new ArgumentException(
                $"MiniBatchKMeans: ClusterCount must be at most the number of observations, got ClusterCount {_options.ClusterCount} for {observations.RowCount} observations");
        }

        cancellationToken.ThrowIfCancellationRequested();
        ColumnStatistics statistics = ColumnStatistics.Of(observations, cancellationToken);
        PackedObservations data = PackedObservations.Pack(observations, statistics, _options.ClusterCount, cancellationToken);
        int batchSize = Math.Min(_options.BatchSize, observations.RowCount);
        var rng = new Rng(_options.Seed);
        double[] start = Start(observations, data.Frame, statistics, batchSize, rng, cancellationToken);
        var steps = new BatchSteps(_options, observations, data.Frame, start, batchSize, _options.Tolerance * statistics.Variance.Average());
        Convergence convergence = steps.Run(rng, progress, cancellationToken);

        // Without iterations: only assigns every observation to the centroids as the model keeps them.
        LloydResult assigned = new Lloyd(data, _options.ClusterCount, maxIterations: 0, squaredShiftLimit: 0).Run(steps.Centroids, null, cancellationToken);
        return KMeans.KMeans.ToModel(new LloydResult(assigned.Labels, assigned.Centroids, assigned.Inertia, convergence), observations.ColumnCount);
    }

    /// <summary>The start, chosen on a sample, that has the least inertia on another sample.</summary>
    private double[] Start(
        MatrixView observations, Frame frame, ColumnStatistics statistics, int batchSize, Rng rng, CancellationToken cancellationToken)
    {
        int size = 3 * batchSize < _options.ClusterCount ? 3 * _options.ClusterCount : 3 * batchSize;
        size = Math.Min(size, observations.RowCount);
        var judged = new AssignedBatch(size, observations.ColumnCount);
        judged.Draw(observations, frame, rng);
        double[] best = [];
        double least = double.PositiveInfinity;
        for (int i = 0; i < _options.StartCount; i++)
        {
            Matrix sample = observations.SelectRows(rng.Permutation(observations.RowCount).AsSpan(0, size));
            PackedObservations packed = PackedObservations.Pack(sample, statistics, _options.ClusterCount, cancellationToken);
            double[] start = new KMeansPlusPlus(packed, _options.ClusterCount).Choose(rng, cancellationToken);
            double inertia = judged.Assign(start, frame);
            if (best.Length > 0 && inertia >= least) continue;
            (best, least) = (start, inertia);
        }

        return best;
    }
}
