using Sargam.Decoding.Processes;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// A file open in a worker. A worker that crashed, was too slow, or whose answer was not waited for, is ended, and so is one
/// that earlier files have left large; a well one goes back to the pool.
/// </summary>
internal sealed class SndfileAudioStream : IMonoAudioStream
{
    private readonly DecodeWorkerPool _pool;
    private readonly TimeBudget _budget;
    private WorkerProcess? _worker;
    private long _startFrame;
    private long _framesRead;
    private bool _hasBegun;

    private SndfileAudioStream(DecodeWorkerPool pool, WorkerProcess worker, TimeBudget budget)
    {
        _pool = pool;
        _worker = worker;
        _budget = budget;
    }

    public AudioFormat Format { get; private set; }

    /// <summary>Opens a file in a worker of the pool.</summary>
    public static async ValueTask<SndfileAudioStream> OpenAsync(
        DecodeWorkerPool pool, string path, SndfileOptions options, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(options.TimeLimit);
        if (pool.TryRent(out WorkerProcess? waiting))
        {
            try
            {
                return await OpenAsync(pool, waiting, path, options, budget, cancellationToken);
            }
            catch (AudioDecodeException) when (waiting.HasDied)
            {
                // While it waited, or by this file: a worker that has seen no other file tells.
            }
        }

        return await OpenAsync(pool, await StartAsync(pool, cancellationToken), path, options, budget, cancellationToken);
    }

    public ValueTask SeekAsync(long frame, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        if (_hasBegun) throw new InvalidOperationException("SeekAsync must come before the first ReadAsync");
        _startFrame = frame;
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> ReadAsync(Memory<float> interleaved, CancellationToken cancellationToken) =>
        ReadAsync(interleaved, AudioStreams.FrameCapacity(interleaved.Length, Format.ChannelCount), mix: false, cancellationToken);

    public ValueTask<int> ReadMonoAsync(Memory<float> mono, CancellationToken cancellationToken) =>
        ReadAsync(mono, mono.Length, mix: true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_worker is not { } worker) return;
        bool isWorn;
        try
        {
            isWorn = await AskAsync((process, token) => process.CloseAsync(token), CancellationToken.None);
        }
        catch (AudioDecodeException)
        {
            return; // what the file had to give has been read
        }

        _worker = null;
        if (isWorn) await worker.DisposeAsync();
        else await _pool.ReturnAsync(worker);
    }

    private static async ValueTask<SndfileAudioStream> OpenAsync(
        DecodeWorkerPool pool, WorkerProcess worker, string path, SndfileOptions options, TimeBudget budget, CancellationToken cancellationToken)
    {
        var stream = new SndfileAudioStream(pool, worker, budget);
        long memoryLimit = options.MemoryLimitMegabytes * 1_000_000L;
        stream.Format = await stream.AskAsync((process, token) => process.OpenAsync(path, memoryLimit, token), cancellationToken);
        return stream;
    }

    private static async ValueTask<WorkerProcess> StartAsync(DecodeWorkerPool pool, CancellationToken cancellationToken)
    {
        try
        {
            return await pool.StartAsync(cancellationToken);
        }
        catch (AudioDecodeException exception)
        {
            // Nothing is wrong with the file: another decoder may read it.
            throw new AudioDecodeException($"{exception.Message}, so that the file needs ffmpeg to decode", exception) { IsUnsupported = true };
        }
    }

    private async ValueTask<int> ReadAsync(Memory<float> samples, int maxFrames, bool mix, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_hasBegun && _startFrame > 0)
        {
            _hasBegun = true;
            await AskAsync(async (process, token) =>
            {
                await process.SeekAsync(_startFrame, token);
                return 0;
            }, cancellationToken);
        }

        _hasBegun = true;
        int count = await AskAsync((process, token) => process.ReadAsync(samples, maxFrames, mix, token), cancellationToken);
        int frames = mix ? count : count / Format.ChannelCount;
        _framesRead += frames;
        if (frames == 0 && _startFrame == 0) CheckLength();
        return frames;
    }

    /// <summary>ffmpeg finds its way past damage that libsndfile stops at, an MP3 frame of noise for example.</summary>
    private void CheckLength()
    {
        try
        {
            LengthCheck.ThrowIfShort(Format, _framesRead);
        }
        catch (AudioDecodeException exception)
        {
            throw new AudioDecodeException(exception.Message, exception) { IsUnsupported = true };
        }
    }

    /// <summary>One question and its answer. After anything but an answer the worker is of no more use.</summary>
    private async ValueTask<T> AskAsync<T>(Func<WorkerProcess, CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        WorkerProcess worker = _worker ?? throw new AudioDecodeException("the decoding worker of this file has ended");
        try
        {
            return await _budget.SpendAsync(token => ask(worker, token), cancellationToken);
        }
        catch (WorkerAnswerException answer)
        {
            await DisposeAsync();
            throw answer.ToDecodeException();
        }
        catch (Exception exception)
        {
            _worker = null;
            worker.Kill();
            await worker.DisposeAsync();
            if (exception is OperationCanceledException or AudioDecodeException) throw;
            throw new AudioDecodeException("the decoding worker gave no readable answer", exception);
        }
    }
}
