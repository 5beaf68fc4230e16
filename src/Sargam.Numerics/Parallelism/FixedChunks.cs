namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Splits work into chunks whose borders depend on the amount of work only, never on the number of threads, and merges
/// results in chunk order: the same bits on one core as on sixty-four.
/// </summary>
/// <remarks>
/// An exception in a body reaches the caller as it was thrown; of several, the one of the lowest chunk. Starting a call costs about
/// a microsecond and allocates nothing beyond what the caller's lambda captures: cache the delegate in inner loops.
/// </remarks>
public static class FixedChunks
{
    [ThreadStatic]
    private static DelegateJob? _reusable;

    /// <summary>One chunk of work: the items <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public delegate void ChunkBody(int start, int end);

    /// <summary>Runs the body once per chunk, on up to <see cref="WorkerPool.ThreadCount"/> threads. Bodies may not share writes.</summary>
    /// <param name="itemCount">Items to cover; 0 does nothing.</param>
    /// <param name="chunkSize">Items per chunk, at least 1; choose it from the work, never from the machine.</param>
    /// <param name="body">Called for [start, end) ranges, in any order.</param>
    /// <param name="cancellationToken">Checked between chunks.</param>
    public static void ForEach(int itemCount, int chunkSize, ChunkBody body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        int chunkCount = Count(itemCount, chunkSize);
        DelegateJob job = _reusable ?? new DelegateJob();
        _reusable = null; // a body may call ForEach again on this thread
        try
        {
            job.Set(body, itemCount, chunkSize);
            WorkerPool.Run(job, chunkCount, cancellationToken);
        }
        finally
        {
            job.Clear();
            _reusable = job;
        }
    }

    /// <summary>Computes one result per chunk; results are in chunk order.</summary>
    /// <inheritdoc cref="ForEach" path="/param"/>
    public static T[] Map<T>(int itemCount, int chunkSize, Func<int, int, T> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var results = new T[Count(itemCount, chunkSize)];
        ForEach(itemCount, chunkSize, (start, end) => results[start / chunkSize] = body(start, end), cancellationToken);
        return results;
    }

    /// <summary>Adds up the chunks' partial sums in chunk order.</summary>
    /// <inheritdoc cref="ForEach" path="/param"/>
    public static double Sum(int itemCount, int chunkSize, Func<int, int, double> body, CancellationToken cancellationToken = default)
    {
        double sum = 0;
        foreach (double part in Map(itemCount, chunkSize, body, cancellationToken)) sum += part;
        return sum;
    }

    private static int Count(int itemCount, int chunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        return (int)(((long)itemCount + chunkSize - 1) / chunkSize);
    }

    private sealed class DelegateJob : ChunkJob
    {
        private ChunkBody? _body;
        private int _itemCount;
        private int _chunkSize;

        public void Set(ChunkBody body, int itemCount, int chunkSize) =>
            (_body, _itemCount, _chunkSize) = (body, itemCount, chunkSize);

        public void Clear() => _body = null;

        public override void Run(int chunk)
        {
            int start = chunk * _chunkSize;
            _body!(start, (int)Math.Min((long)start + _chunkSize, _itemCount));
        }
    }
}
