namespace Sargam.Numerics.Parallelism;

/// <summary>
/// How many threads the current flow of calls may use. A limit changes how long work takes, never its result:
/// all parallel work goes through <see cref="FixedChunks"/>.
/// </summary>
public static class WorkerPool
{
    private static readonly AsyncLocal<int> Limited = new();

    /// <summary>Threads that parallel work started here may use: the innermost limit, else the machine's cores.</summary>
    public static int ThreadCount => Limited.Value > 0 ? Limited.Value : Environment.ProcessorCount;

    /// <summary>Limits the threads of the calls made until the result is disposed (threadpoolctl: <c>threadpool_limits</c>).</summary>
    /// <param name="threadCount">At least 1.</param>
    public static IDisposable Limit(int threadCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threadCount);
        var previous = new Restore(Limited.Value);
        Limited.Value = threadCount;
        return previous;
    }

    private sealed class Restore(int previous) : IDisposable
    {
        public void Dispose() => Limited.Value = previous;
    }
}
