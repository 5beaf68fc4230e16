using System.Runtime.InteropServices;
using Sargam.Decoding.Processes;

namespace Sargam.Decoding.Sndfile;

/// <summary>The parent's end of one worker. Used by one stream at a time.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A small, quiet process: hard limit on the managed heap (64 MB, hexadecimal), no diagnostics files left in the temporary
    /// folder when it is killed, no dumps, and code that is compiled once.
    /// </summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["DOTNET_GCHeapHardLimit"] = "4000000",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_DbgEnableMiniDump"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_QuickJitForLoops"] = "0",
    };

    private readonly ChildProcess _process;
    private readonly byte[] _header = new byte[WorkerMessage.HeaderLength];
    private readonly byte[] _body = new byte[WorkerMessage.MaxBodyLength];

    private WorkerProcess(ChildProcess process) => _process = process;

    /// <summary>The library that the worker has loaded.</summary>
    public SndfileLibrary Library { get; private set; } = new("", false, "");

    /// <summary>Whether it ended instead of giving an answer.</summary>
    public bool HasDied { get; private set; }

    /// <summary>For tests.</summary>
    public int ProcessId => _process.ProcessId;

    /// <summary>Starts a worker and waits for its greeting.</summary>
    /// <exception cref="AudioDecodeException">It did not start, or what started is no worker.</exception>
    public static async ValueTask<WorkerProcess> StartAsync(WorkerCommand command, CancellationToken cancellationToken)
    {
        var worker = new WorkerProcess(ChildProcess.StartTalking(command.Program, command.Arguments, Settings));
        try
        {
            var budget = new TimeBudget(StartLimit);
            ReadOnlyMemory<byte> body = await budget.SpendAsync(token => worker.ReceiveAsync(WorkerMessageKind.Hello, token), cancellationToken);
            using BinaryReader reader = Reader(body);
            if (reader.ReadInt32() != WorkerMessage.ProtocolVersion) throw new InvalidDataException("another protocol");
            worker.Library = new SndfileLibrary(WorkerMessage.ReadText(reader), reader.ReadBoolean(), WorkerMessage.ReadText(reader));
            return worker;
        }
        catch (Exception exception)
        {
            worker.Kill();
            await worker.DisposeAsync();
            if (exception is OperationCanceledException or AudioDecodeException) throw;
            throw new AudioDecodeException("the decoding worker did not start", exception);
        }
    }

    /// <summary>Opens a file.</summary>
    public async ValueTask<AudioFormat> OpenAsync(string path, long memoryLimit, CancellationToken cancellationToken)
    {
        await SendAsync(WorkerMessageKind.Open, writer =>
        {
            writer.Write(memoryLimit);
            WorkerMessage.WriteText(writer, path);
        }, cancellationToken);
        using BinaryReader reader = Reader(await ReceiveAsync(WorkerMessageKind.Opened, cancellationToken));
        int sampleRate = reader.ReadInt32();
        int channelCount = reader.ReadInt32();
        long frameCount = reader.ReadInt64();
        string codec = WorkerMessage.ReadText(reader);
        AudioLimits.Check(sampleRate, channelCount);
        return new AudioFormat(sampleRate, channelCount, frameCount < 0 ? null : frameCount, codec);
    }

    public async ValueTask SeekAsync(long frame, CancellationToken cancellationToken)
    {
        await SendAsync(WorkerMessageKind.Seek, writer => writer.Write(frame), cancellationToken);
        await ReceiveAsync(WorkerMessageKind.Done, cancellationToken);
    }

    /// <summary>Fills a buffer with samples; less than it holds also before the end, none only there.</summary>
    public async ValueTask<int> ReadAsync(Memory<float> samples, long maxFrames, bool mix, CancellationToken cancellationToken)
    {
        await SendAsync(WorkerMessageKind.Read, writer =>
        {
            writer.Write(maxFrames);
            writer.Write(mix);
        }, cancellationToken);
        ReadOnlyMemory<byte> body = await ReceiveAsync(WorkerMessageKind.Block, cancellationToken);
        ReadOnlySpan<float> read = MemoryMarshal.Cast<byte, float>(body.Span);
        if (read.Length > samples.Length) throw new InvalidDataException("more samples than were asked for");
        read.CopyTo(samples.Span);
        return read.Length;
    }

    /// <summary>Closes the file; the worker is free for another.</summary>
    /// <returns>Whether files have left so much memory behind that the worker should be ended instead.</returns>
    public async ValueTask<bool> CloseAsync(CancellationToken cancellationToken)
    {
        await SendAsync(WorkerMessageKind.Close, _ => { }, cancellationToken);
        using BinaryReader reader = Reader(await ReceiveAsync(WorkerMessageKind.Closed, cancellationToken));
        return reader.ReadBoolean();
    }

    public void Kill() => _process.Kill();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async ValueTask SendAsync(WorkerMessageKind kind, Action<BinaryWriter> writeBody, CancellationToken cancellationToken)
    {
        try
        {
            await _process.WriteAsync(WorkerMessage.Create(kind, writeBody), cancellationToken);
        }
        catch (IOException)
        {
            throw await DeathAsync(cancellationToken);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(WorkerMessageKind expected, CancellationToken cancellationToken)
    {
        if (await _process.ReadAsync(_header, cancellationToken) < _header.Length) throw await DeathAsync(cancellationToken);
        (WorkerMessageKind kind, int length) = WorkerMessage.ReadHeader(_header);
        Memory<byte> body = _body.AsMemory(0, length);
        if (await _process.ReadAsync(body, cancellationToken) < length) throw await DeathAsync(cancellationToken);
        if (kind == expected) return body;
        if (kind is not (WorkerMessageKind.Failed or WorkerMessageKind.Unsupported)) throw new InvalidDataException($"{kind} in the place of {expected}");
        using BinaryReader reader = Reader(body);
        throw new WorkerAnswerException(WorkerMessage.ReadText(reader), kind == WorkerMessageKind.Unsupported);
    }

    private async ValueTask<AudioDecodeException> DeathAsync(CancellationToken cancellationToken)
    {
        HasDied = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ExitLimit);
        try
        {
            return new AudioDecodeException(Obituary(await _process.WaitForExitAsync(limit.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AudioDecodeException("the decoding worker stopped answering on this file");
        }
    }

    /// <summary>The reason by the exit code; on Unix 128 and the signal.</summary>
    private static string Obituary(int exitCode) => exitCode switch
    {
        137 or -1 => "decoding the file took too much memory and was stopped",
        134 or 135 or 136 or 139 => $"the decoder crashed on this file (signal {exitCode - 128})",
        _ => $"the decoding worker ended on this file (exit code {exitCode})",
    };

    private static BinaryReader Reader(ReadOnlyMemory<byte> body) => new(new MemoryStream(body.ToArray()));
}
