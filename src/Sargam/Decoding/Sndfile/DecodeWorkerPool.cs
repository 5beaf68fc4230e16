using System.Collections.Concurrent;

namespace Sargam.Decoding.Sndfile;

/// <summary>Workers waiting for files. As many are started as files are open at once, and they serve until the end.</summary>
internal sealed class DecodeWorkerPool(WorkerCommand command) : IAsyncDisposable
{
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private volatile bool _isDisposed;

    /// <summary>A worker that nobody else uses.</summary>
    /// <exception cref="AudioDecodeException">None could be started.</exception>
    public async ValueTask<WorkerProcess> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _idle.TryPop(out WorkerProcess? worker) ? worker : await WorkerProcess.StartAsync(command, cancellationToken);
    }

    /// <summary>Takes a worker back that is ready for another file.</summary>
    public async ValueTask ReturnAsync(WorkerProcess worker)
    {
        _idle.Push(worker);
        if (_isDisposed) await EndIdleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await EndIdleAsync();
    }

    private async ValueTask EndIdleAsync()
    {
        while (_idle.TryPop(out WorkerProcess? worker)) await worker.DisposeAsync();
    }
}
