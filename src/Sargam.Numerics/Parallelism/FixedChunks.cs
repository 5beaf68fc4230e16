namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Splits work into chunks whose borders depend on the amount of work only, never on the number of threads, and merges
/// results in chunk order: the same bits on one core as on sixty-four.
/// </summary>
public static class FixedChunks
{
    /// <summary>One chunk of work: the items <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public delegate void ChunkBody(int start, int end);

    /// <summary>Runs the body once per chunk, on up to <see cref="WorkerPool.ThreadCount"/> threads. Bodies may not share writes.</summary>
    /// <param name="itemCount">Items to cover; 0 does nothing.</param>
    /// <param name="chunkSize">Items per chunk, at least 1; choose it from the work, never from the machine.</param>
    /// <param name="body">Called for [start, end) ranges, in any order.</param>
    /// <param name="cancellationToken">Checked between chunks.</param>
    public static void ForEach(int itemCount, int chunkSize, ChunkBody body, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        ArgumentNullException.ThrowIfNull(body);
        int chunkCount = (int)(((long)itemCount + chunkSize - 1) / chunkSize);
        void Run(int chunk)
        {
            int start = chunk * chunkSize;
            body(start, (int)Math.Min((long)start + chunkSize, itemCount));
        }

        if (chunkCount <= 1 || WorkerPool.ThreadCount == 1)
        {
            for (int chunk = 0; chunk < chunkCount; chunk++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(chunk);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = WorkerPool.ThreadCount, CancellationToken = cancellationToken };
        Parallel.For(0, chunkCount, options, Run);
    }

    /// <summary>Computes one result per chunk; results are in chunk order.</summary>
    public static T[] Map<T>(int itemCount, int chunkSize, Func<int, int, T> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        var results = new T[(int)(((long)itemCount + chunkSize - 1) / chunkSize)];
        ForEach(itemCount, chunkSize, (start, end) => results[start / chunkSize] = body(start, end), cancellationToken);
        return results;
    }

    /// <summary>Adds up the chunks' partial sums in chunk order.</summary>
    public static double Sum(int itemCount, int chunkSize, Func<int, int, double> body, CancellationToken cancellationToken = default)
    {
        double sum = 0;
        foreach (double part in Map(itemCount, chunkSize, body, cancellationToken)) sum += part;
        return sum;
    }
}
