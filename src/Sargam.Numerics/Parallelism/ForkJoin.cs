using System.Runtime.ExceptionServices;

namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Fork and join: a caller publishes a job, claims chunks together with the workers, and returns when the last chunk is done.
/// A worker that the system does not schedule costs nothing, because the caller takes its chunks.
/// </summary>
/// <remarks>
/// <para>
/// Chunks are claimed by one compare-and-swap on a word that holds (allowed workers, chunks left). It counts down to 0, so a thread
/// that arrives late finds nothing to claim, and a claim that succeeds always belongs to the job that is published at that moment:
/// the job's fields are read after the claim, and they cannot change before that chunk is reported done.
/// </para>
/// <para>One job at a time. A caller that finds the pool taken (by another thread, or by its own caller) works alone.</para>
/// </remarks>
internal sealed class ForkJoin
{
    private const int MaxWorkerCount = 255;

    private readonly Parking _caller = new();
    private readonly Lock _failureLock = new();
    private ForkJoinWorker[] _workers = [];
    private int _taken;
    private long _claims;
    private int _unfinished;
    private ChunkJob? _job;
    private int _chunkCount;
    private CancellationToken _cancellationToken;
    private Exception? _failure;
    private int _failedChunk;

    /// <summary>Worker threads started so far.</summary>
    internal int WorkerCount => _workers.Length;

    /// <summary>Runs chunks 0 .. <paramref name="chunkCount"/>-1, each once.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="chunkCount">How many chunks; 0 does nothing.</param>
    /// <param name="threadCount">Threads to use at most, the caller's included.</param>
    /// <param name="cancellationToken">Checked before every chunk.</param>
    /// <remarks>If chunks fail, the exception of the one with the lowest number is thrown as it is, as a plain loop would.</remarks>
    public void Run(ChunkJob job, int chunkCount, int threadCount, CancellationToken cancellationToken)
    {
        int workerCount = Math.Min(Math.Min(threadCount, chunkCount) - 1, MaxWorkerCount);
        if (workerCount <= 0 || Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            job.RunInline(chunkCount, cancellationToken);
            return;
        }

        Exception? failure;
        try
        {
            EnsureWorkers(workerCount);
            WorkerPool.IsInsideJob = true;
            Publish(job, chunkCount, workerCount, cancellationToken);
            while (TryRunChunk(0)) { }
            _caller.WaitUntil(static pool => Volatile.Read(ref pool._unfinished) == 0, this);
            failure = _failure;
        }
        finally
        {
            WorkerPool.IsInsideJob = false;
            (_job, _failure, _cancellationToken) = (null, null, default);
            Volatile.Write(ref _taken, 0);
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Whether a worker has chunks to claim.</summary>
    /// <param name="worker">Its number, from 1.</param>
    internal bool HasWork(int worker) => IsClaimable(Volatile.Read(ref _claims), worker);

    /// <summary>Claims one chunk and runs it; false if none is left.</summary>
    /// <param name="worker">The worker's number, from 1; the caller is 0.</param>
    internal bool TryRunChunk(int worker)
    {
        long claims;
        do
        {
            claims = Volatile.Read(ref _claims);
            if (!IsClaimable(claims, worker)) return false;
        }
        while (Interlocked.CompareExchange(ref _claims, claims - 1, claims) != claims);

        RunChunk(_chunkCount - (int)(uint)claims);
        if (Interlocked.Decrement(ref _unfinished) == 0) _caller.Wake();
        return true;
    }

    private static bool IsClaimable(long claims, int worker) => (uint)claims > 0 && worker <= (int)(claims >> 32);

    private void Publish(ChunkJob job, int chunkCount, int workerCount, CancellationToken cancellationToken)
    {
        (_job, _chunkCount, _cancellationToken) = (job, chunkCount, cancellationToken);
        (_failure, _failedChunk) = (null, int.MaxValue);
        _unfinished = chunkCount;
        Volatile.Write(ref _claims, ((long)workerCount << 32) | (uint)chunkCount);
        for (int i = 0; i < workerCount; i++) _workers[i].Wake();
    }

    private void RunChunk(int chunk)
    {
        // Chunks are claimed in ascending order, so whatever would fail before the failed one is already running: skipping
        // the later ones cannot change which exception is reported.
        if (Volatile.Read(ref _failedChunk) < chunk) return;
#pragma warning disable CA1031 // Every exception is handed to the caller.
        try
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _job!.Run(chunk);
        }
        catch (Exception exception)
        {
            lock (_failureLock)
            {
                if (chunk >= _failedChunk) return;
                _failure = exception;
                Volatile.Write(ref _failedChunk, chunk);
            }
        }
#pragma warning restore CA1031
    }

    private void EnsureWorkers(int count)
    {
        if (_workers.Length >= count) return;
        var workers = new ForkJoinWorker[count];
        _workers.CopyTo(workers, 0);
        for (int i = _workers.Length; i < count; i++) workers[i] = ForkJoinWorker.Start(this, i + 1);
        _workers = workers;
    }
}
