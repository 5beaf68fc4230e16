using Sargam.Learning.Preprocessing;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.KMeans;

/// <summary>Lloyd's iteration from given centroids: assign every observation, move every centroid to the mean of its own.</summary>
internal sealed class Lloyd
{
    private readonly PackedObservations _data;
    private readonly int _clusterCount;
    private readonly int _columns;
    private readonly int _maxIterations;
    private readonly double _squaredShiftLimit;
    private readonly ClusterSums[] _partials;

    /// <summary>Prepares buffers, used again by every <see cref="Run"/>.</summary>
    /// <param name="data">What to cluster.</param>
    /// <param name="clusterCount">Centroids.</param>
    /// <param name="maxIterations">Iterations at most.</param>
    /// <param name="squaredShiftLimit">The squared shift of all centroids at which to stop.</param>
    public Lloyd(PackedObservations data, int clusterCount, int maxIterations, double squaredShiftLimit)
    {
        _data = data;
        _clusterCount = clusterCount;
        _columns = data.Rows.ColumnCount;
        _maxIterations = maxIterations;
        _squaredShiftLimit = squaredShiftLimit;
        _partials = new ClusterSums[(data.Rows.RowCount + data.ChunkSize - 1) / data.ChunkSize];
        for (int i = 0; i < _partials.Length; i++) _partials[i] = new ClusterSums(clusterCount, _columns);
    }

    /// <summary>Iterates until labels repeat, the centroids hardly move, or the limit; then settles labels on 32-bit centroids.</summary>
    /// <param name="centroids">Where to start; not changed.</param>
    /// <param name="report">Told the iteration, from 1, and the inertia of its assignment.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    public LloydResult Run(double[] centroids, Action<int, double>? report, CancellationToken cancellationToken)
    {
        var labels = new int[_data.Rows.RowCount];
        Array.Fill(labels, -1);
        bool reached = false;
        double shift = double.PositiveInfinity;
        int iteration = 0;
        while (!reached && iteration < _maxIterations)
        {
            iteration++;
            int changed = Assign(centroids, labels, updateSums: true, out double inertia, cancellationToken);
            ClusterSums sums = MergePartials();
            bool refilled = EmptyClusters.Refill(sums, _data.Rows, centroids, labels);
            double[] moved = sums.Means(centroids);
            shift = SquaredShift(centroids, moved);
            centroids = moved;
            report?.Invoke(iteration, inertia);
            reached = changed == 0 && !refilled || shift <= _squaredShiftLimit;
        }

        // The model keeps 32-bit centroids; labels and inertia must be those of what it keeps.
        double[] rounded = Array.ConvertAll(centroids, value => (double)(float)value);
        Assign(rounded, labels, updateSums: false, out _, cancellationToken);
        return new LloydResult(labels, rounded, Inertia(rounded, labels, cancellationToken), new Convergence(reached, iteration, shift));
    }

    private int Assign(double[] centroids, int[] labels, bool updateSums, out double inertia, CancellationToken cancellationToken)
    {
        var table = new CentroidTable(centroids, _columns, _data.Frame);
        (int Changed, double Inertia)[] parts = FixedChunks.Map(labels.Length, _data.ChunkSize, (start, end) =>
        {
            Span<int> chunkLabels = labels.AsSpan(start, end - start);
            int changed = table.Assign(_data.Chunk(start), _data.Rows.Rows(start, end - start), chunkLabels, out double part);
            if (updateSums) _partials[start / _data.ChunkSize].Set(_data.Rows.Rows(start, end - start), chunkLabels);
            return (changed, part);
        }, cancellationToken);
        inertia = 0;
        int total = 0;
        foreach ((int changed, double part) in parts)
        {
            total += changed;
            inertia += part;
        }

        return total;
    }

    private ClusterSums MergePartials()
    {
        var total = new ClusterSums(_clusterCount, _columns);
        foreach (ClusterSums partial in _partials) total.Add(partial);
        return total;
    }

    private double Inertia(double[] centroids, int[] labels, CancellationToken cancellationToken) =>
        FixedChunks.Sum(labels.Length, _data.ChunkSize, (start, end) =>
        {
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                sum += WideRows.SquaredDistance(_data.Rows.Row(i), centroids.AsSpan(labels[i] * _columns, _columns));
            }

            return sum;
        }, cancellationToken);

    private static double SquaredShift(double[] before, double[] after)
    {
        double sum = 0;
        for (int i = 0; i < before.Length; i++) sum += (after[i] - before[i]) * (after[i] - before[i]);
        return sum;
    }
}

/// <summary>Where one run of <see cref="Lloyd"/> ended.</summary>
/// <param name="labels">The nearest centroid of each observation.</param>
/// <param name="centroids">Row after row, each value representable in 32 bits.</param>
/// <param name="inertia">Sum of squared distances to the nearest centroid.</param>
/// <param name="convergence">How it ended; the shift is squared.</param>
internal sealed class LloydResult(int[] labels, double[] centroids, double inertia, Convergence convergence)
{
    public int[] Labels { get; } = labels;

    public double[] Centroids { get; } = centroids;

    public double Inertia { get; } = inertia;

    public Convergence Convergence { get; } = convergence;
}
