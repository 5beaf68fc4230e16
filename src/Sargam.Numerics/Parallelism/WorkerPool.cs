namespace Sargam.Numerics.Parallelism;

/// <summary>
/// How many threads the current flow of calls may use. A limit changes how long work takes, never its result:
/// all parallel work goes through <see cref="FixedChunks"/>.
/// </summary>
/// <remarks>
/// One set of background threads serves the process; they are started when first needed. Parallel work that starts inside other
/// parallel work, or while another caller has the threads, runs on the thread that started it.
/// </remarks>
public static class WorkerPool
{
    private static readonly AsyncLocal<int> Limited = new();
    private static readonly ForkJoin Shared = new();

    [ThreadStatic]
    private static bool _isInsideJob;

    /// <summary>
    /// Threads that parallel work started here may use: the innermost limit, else the machine's cores; 1 inside parallel work.
    /// </summary>
    public static int ThreadCount =>
        _isInsideJob ? 1
        : Limited.Value > 0 ? Limited.Value
        : Environment.ProcessorCount;

    /// <summary>Whether this thread is doing a part of parallel work: whatever it starts then stays on it.</summary>
    internal static bool IsInsideJob
    {
        get => _isInsideJob;
        set => _isInsideJob = value;
    }

    /// <summary>Limits the threads of the calls made until the result is disposed (threadpoolctl: <c>threadpool_limits</c>).</summary>
    /// <param name="threadCount">At least 1. More than the machine has cores is allowed; it helps tests, not speed.</param>
    public static IDisposable Limit(int threadCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threadCount);
        var previous = new Restore(Limited.Value);
        Limited.Value = threadCount;
        return previous;
    }

    /// <summary>Runs a job's chunks on the threads allowed here and returns when all are done. Allocates nothing once warm.</summary>
    internal static void Run(ChunkJob job, int chunkCount, CancellationToken cancellationToken = default) =>
        Shared.Run(job, chunkCount, chunkCount <= 1 ? 1 : ThreadCount, cancellationToken);

    private sealed class Restore(int previous) : IDisposable
    {
        public void Dispose() => Limited.Value = previous;
    }
}
