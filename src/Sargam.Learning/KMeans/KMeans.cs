using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.KMeans;

/// <summary>
/// K-Means: the partition into k clusters with a locally least sum of squared distances from their means (Lloyd, 1982), best
/// of several starts chosen by greedy k-means++ (scikit-learn: <c>KMeans</c> with <c>algorithm="lloyd"</c>).
/// <para>Columns are centred before distances are computed in 32 bits, so data far from the origin are clustered as well as
/// data around it. Clusters that run empty are moved to the observations farthest from their centroids. Where there are fewer
/// distinct rows than clusters, the clusters that nothing is left for are dropped, so the model has fewer than asked for.</para>
/// <para>The same seed gives the same bits at any thread count. The model's convergence is that of the restart it came from,
/// with the squared shift of all centroids together.</para>
/// </summary>
public sealed class KMeans : IClusterer<KMeansModel>
{
    private readonly KMeansOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public KMeans(KMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(KMeansOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer rows than clusters, or a value is NaN or infinite.</exception>
    public KMeansModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(observations);
        (PackedObservations data, Lloyd lloyd) = Prepare(observations, cancellationToken);
        var seeding = new KMeansPlusPlus(data, _options.ClusterCount);
        var rng = new Rng(_options.Seed);
        LloydResult? best = null;
        for (int restart = 0; restart < _options.RestartCount; restart++)
        {
            double[] start = seeding.Choose(rng.Split((ulong)restart), cancellationToken);
            LloydResult result = lloyd.Run(start, Reporter(progress, $"restart {restart + 1}"), cancellationToken);
            if (best is null || result.Inertia < best.Inertia) best = result;
        }

        return ToModel(best!, observations.ColumnCount);
    }

    /// <summary>Fits once from given centroids (scikit-learn: <c>init=array</c>); nothing is random.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="initialCentroids">One row per cluster, as many as <see cref="KMeansOptions.ClusterCount"/>.</param>
    /// <param name="progress">Told about each iteration.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">The centroids have another shape, there are too few rows, or a value is NaN or infinite.</exception>
    public KMeansModel Fit(
        MatrixView observations, MatrixView initialCentroids, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(observations);
        if (initialCentroids.RowCount != _options.ClusterCount || initialCentroids.ColumnCount != observations.ColumnCount)
        {
            throw new ArgumentException(
                $"initialCentroids must be {_options.ClusterCount} x {observations.ColumnCount} (ClusterCount x columns), "
                + $"got {initialCentroids.RowCount} x {initialCentroids.ColumnCount}", nameof(initialCentroids));
        }

        Observations.Check(initialCentroids, "KMeans' initialCentroids");
        (_, Lloyd lloyd) = Prepare(observations, cancellationToken);
        var start = new double[initialCentroids.Values.Length];
        for (int i = 0; i < start.Length; i++) start[i] = initialCentroids.Values[i];
        return ToModel(lloyd.Run(start, Reporter(progress, "given start"), cancellationToken), observations.ColumnCount);
    }

    private void Check(MatrixView observations)
    {
        Observations.Check(observations, nameof(KMeans));
        if (_options.ClusterCount > observations.RowCount)
        {
            throw new ArgumentException(
                $"KMeans: ClusterCount must be at most the number of observations, got ClusterCount {_options.ClusterCount} for {observations.RowCount} observations");
        }
    }

    private (PackedObservations Data, Lloyd Lloyd) Prepare(MatrixView observations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ColumnStatistics statistics = ColumnStatistics.Of(observations, cancellationToken);

        // A chunk of at least k rows keeps the chunks' partial centroids together no larger than the data.
        PackedObservations data = PackedObservations.Pack(observations, statistics, _options.ClusterCount, cancellationToken);
        double squaredShiftLimit = _options.Tolerance * statistics.Variance.Average();
        return (data, new Lloyd(data, _options.ClusterCount, _options.MaxIterations, squaredShiftLimit));
    }

    private Action<int, double>? Reporter(IProgress<FitProgress>? progress, string phase)
    {
        if (progress is null) return null;
        return (iteration, inertia) => progress.Report(new FitProgress(phase, iteration, _options.MaxIterations, inertia));
    }

    /// <summary>Drops the clusters that hold nothing and numbers the others in their order.</summary>
    internal static KMeansModel ToModel(LloydResult result, int columns)
    {
        int clusterCount = result.Centroids.Length / columns;
        var used = new bool[clusterCount];
        foreach (int label in result.Labels) used[label] = true;
        var numbers = new int[clusterCount];
        var centroids = new List<float>(result.Centroids.Length);
        for (int c = 0, next = 0; c < clusterCount; c++)
        {
            if (!used[c]) continue;
            numbers[c] = next++;
            for (int p = 0; p < columns; p++) centroids.Add((float)result.Centroids[c * columns + p]);
        }

        int[] labels = Array.ConvertAll(result.Labels, label => numbers[label]);
        var view = new MatrixView(centroids.ToArray(), centroids.Count / columns, columns);
        return new KMeansModel(labels, result.Convergence, view, result.Inertia);
    }
}
