using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Sargam.Decoding.Sndfile;

/// <summary>Workers waiting for files. As many are started as files are open at once, and they serve until the end.</summary>
internal sealed class DecodeWorkerPool(WorkerCommand command) : IAsyncDisposable
{
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private volatile bool _isDisposed;

    /// <summary>A worker that waits for a file. It may have died meanwhile.</summary>
    public bool TryRent([NotNullWhen(true)] out WorkerProcess? worker)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _idle.TryPop(out worker);
    }

    /// <summary>A fresh worker.</summary>
    /// <exception cref="AudioDecodeException">It could not be started.</exception>
    public ValueTask<WorkerProcess> StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return WorkerProcess.StartAsync(command, cancellationToken);
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
