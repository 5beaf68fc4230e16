using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.MiniBatchKMeans;

/// <summary>The steps of one fit: draw a batch, move each centroid to the mean of all that it ever drew, replace the idle ones.</summary>
internal sealed class BatchSteps
{
    private readonly MiniBatchKMeansOptions _options;
    private readonly MatrixView _observations;
    private readonly Frame _frame;
    private readonly int _columns;
    private readonly int _batchSize;
    private readonly double _squaredShiftLimit;
    private readonly AssignedBatch _batch;

    /// <summary>Observations that each centroid has drawn; less for those that were moved to a random one.</summary>
    private readonly double[] _drawn;
    private int _drawnSinceReassignment;

    public BatchSteps(MiniBatchKMeansOptions options, MatrixView observations, Frame frame, double[] start, int batchSize, double squaredShiftLimit)
    {
        _options = options;
        _observations = observations;
        _frame = frame;
        _columns = observations.ColumnCount;
        _batchSize = batchSize;
        _squaredShiftLimit = squaredShiftLimit;
        _batch = new AssignedBatch(batchSize, _columns);
        _drawn = new double[options.ClusterCount];
        Centroids = (double[])start.Clone();
    }

    /// <summary>Where the centroids are, row after row.</summary>
    public double[] Centroids { get; private set; }

    /// <summary>Steps until the smoothed inertia stops falling, the centroids hardly move, or the limit.</summary>
    public Convergence Run(Rng rng, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        int stepCount = (int)Math.Min(int.MaxValue, (long)_options.MaxEpochs * _observations.RowCount / _batchSize);
        var smoothed = new SmoothedInertia(2.0 * _batchSize / (_observations.RowCount + 1.0), _options.Patience);
        double shift = double.PositiveInfinity;
        for (int step = 1; step <= stepCount; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] before = (double[])Centroids.Clone();
            double inertia = Step(rng);
            shift = SquaredShift(before);
            progress?.Report(new FitProgress("mini-batch", step, stepCount, inertia * _observations.RowCount));

            // The first inertia is that of the start.
            if (step == 1) continue;
            bool stalled = smoothed.IsStalledBy(inertia);
            if (stalled || _options.Tolerance > 0 && shift <= _squaredShiftLimit) return new Convergence(true, step, shift);
        }

        return new Convergence(false, stepCount, shift);
    }

    private double Step(Rng rng)
    {
        _batch.Draw(_observations, _frame, rng);
        double inertia = _batch.Assign(Centroids, _frame);
        MoveToMeans();
        if (IsReassignmentDue() && _options.ReassignmentRatio > 0) Reassign(rng);
        return inertia;
    }

    private void MoveToMeans()
    {
        var sums = new double[Centroids.Length];
        var counts = new int[_drawn.Length];
        for (int i = 0; i < _batchSize; i++)
        {
            WideRows.Add(_batch.Rows.Row(i), sums.AsSpan(_batch.Labels[i] * _columns, _columns));
            counts[_batch.Labels[i]]++;
        }

        for (int c = 0; c < counts.Length; c++)
        {
            if (counts[c] == 0) continue;
            double total = _drawn[c] + counts[c];
            for (int p = c * _columns; p < (c + 1) * _columns; p++) Centroids[p] = (Centroids[p] * _drawn[c] + sums[p]) / total;
            _drawn[c] = total;
        }
    }

    /// <summary>Every ten observations per cluster, and whenever a centroid has drawn nothing.</summary>
    private bool IsReassignmentDue()
    {
        _drawnSinceReassignment += _batchSize;
        if (_drawnSinceReassignment < 10L * _drawn.Length && !_drawn.Contains(0)) return false;
        _drawnSinceReassignment = 0;
        return true;
    }

    /// <summary>Moves centroids that drew little, at most half a batch of them, to random rows of the batch.</summary>
    private void Reassign(Rng rng)
    {
        double least = _options.ReassignmentRatio * _drawn.Max();
        int[] idle = [.. Enumerable.Range(0, _drawn.Length).Where(c => _drawn[c] < least).OrderBy(c => _drawn[c]).Take(_batchSize / 2)];
        if (idle.Length == 0) return;
        int[] rows = rng.Permutation(_batchSize);
        for (int i = 0; i < idle.Length; i++)
        {
            ReadOnlySpan<float> row = _batch.Rows.Row(rows[i]);
            for (int p = 0; p < _columns; p++) Centroids[idle[i] * _columns + p] = row[p];
        }

        // Not so few that they would be moved again at once.
        double fewest = Enumerable.Range(0, _drawn.Length).Except(idle).Min(c => _drawn[c]);
        foreach (int c in idle) _drawn[c] = fewest;
    }

    private double SquaredShift(double[] before)
    {
        double sum = 0;
        for (int i = 0; i < before.Length; i++) sum += (Centroids[i] - before[i]) * (Centroids[i] - before[i]);
        return sum;
    }
}
