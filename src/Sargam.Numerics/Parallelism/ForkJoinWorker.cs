namespace Sargam.Numerics.Parallelism;

/// <summary>A background thread of <see cref="ForkJoin"/>: claims chunks while there are any, then spins briefly, then sleeps.</summary>
internal sealed class ForkJoinWorker
{
    private readonly Parking _parking = new();
    private readonly ForkJoin _pool;
    private readonly int _number;

    private ForkJoinWorker(ForkJoin pool, int number) => (_pool, _number) = (pool, number);

    public static ForkJoinWorker Start(ForkJoin pool, int number)
    {
        var worker = new ForkJoinWorker(pool, number);
        var thread = new Thread(worker.Loop) { IsBackground = true, Name = $"Sargam worker {number}" };

        // The caller's ambient state belongs to one call, and the thread outlives that call.
        thread.UnsafeStart();
        return worker;
    }

    /// <summary>Says that there may be work.</summary>
    public void Wake() => _parking.Wake();

    private void Loop()
    {
        WorkerPool.IsInsideJob = true;
        while (true)
        {
            _parking.WaitUntil(static worker => worker._pool.HasWork(worker._number), this);
            while (_pool.TryRunChunk(_number)) { }
        }
    }
}
