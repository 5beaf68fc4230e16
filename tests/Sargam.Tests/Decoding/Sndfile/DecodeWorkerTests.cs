using System.Diagnostics;
using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;
using Sargam.Tests.Decoding.Ffmpeg;

namespace Sargam.Tests.Decoding.Sndfile;

/// <summary>Workers that crash, hang, lie or are orphaned: each costs one file, and none stays behind.</summary>
public sealed class DecodeWorkerTests : IDisposable
{
    private const int SampleRate = 44_100;
    private const int FrameCount = 40 * SampleRate;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_worker_that_dies_costs_one_file()
    {
        await using SndfileDecoder decoder = await StartAsync();
        string path = MakeAu();
        IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        await stream.ReadAsync(new float[10], TestContext.Current.CancellationToken);
        int[] before = Workers();
        foreach (int worker in before) Signal(worker, "KILL");
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(stream));
        await stream.DisposeAsync();

        Assert.Equal("decoding the file took too much memory and was stopped", exception.Message);
        Assert.False(exception.IsUnsupported);
        Assert.Equal(FrameCount, (await Signals.ReadAllAsync(decoder, path)).Length);
        Assert.Empty(Workers().Intersect(before));
    }

    [Fact]
    public async Task A_worker_that_died_while_it_waited_costs_no_file()
    {
        await using SndfileDecoder decoder = await StartAsync();
        string path = MakeAu();
        Assert.Equal(FrameCount, (await Signals.ReadAllAsync(decoder, path)).Length);
        int[] waiting = Workers();
        foreach (int worker in waiting) Signal(worker, "KILL");
        await AssertGoneAsync(waiting, TimeSpan.FromSeconds(5));

        Assert.Equal(FrameCount, (await Signals.ReadAllAsync(decoder, path)).Length);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task A_worker_that_comes_back_large_is_replaced(bool isWorn, int workers)
    {
        byte[] opened = WorkerMessage.Create(WorkerMessageKind.Opened, writer =>
        {
            writer.Write(SampleRate);
            writer.Write(1);
            writer.Write((long)FrameCount);
            WorkerMessage.WriteText(writer, "fake");
        });
        byte[] closed = WorkerMessage.Create(WorkerMessageKind.Closed, writer => writer.Write(isWorn));
        string once = _scratch.Write("answers", [.. opened, .. closed]);
        await using SndfileDecoder decoder = await FakeAsync(
            $"echo $$ >> '{_scratch.File("workers")}'\ncat '{once}' '{once}' '{once}'\nexec cat > /dev/null", TimeSpan.FromSeconds(20));
        for (int i = 0; i < 3; i++)
        {
            IAudioStream stream = await decoder.OpenAsync(MakeAu(), TestContext.Current.CancellationToken);
            await stream.DisposeAsync();
        }

        Assert.Equal(workers, File.ReadAllLines(_scratch.File("workers")).Length);
    }

    [Fact]
    public void Memory_is_counted_from_the_start_of_each_file()
    {
        (long resident, int kills) = (100, 0);
        using var guard = new MemoryGuard(() => resident, () => kills++);
        resident = 140;
        guard.Watch(100);
        resident = 220;
        guard.Look();
        guard.Rest();
        Assert.Equal(0, kills);
        Assert.True(guard.IsWorn);

        resident = 149;
        Assert.False(guard.IsWorn);
        guard.Watch(100);
        guard.Rest();
        resident = 250;
        guard.Look();
        Assert.Equal(1, kills);
    }

    [Fact]
    public async Task A_file_that_needs_too_much_memory_is_given_up()
    {
        await using SndfileDecoder decoder = await StartAsync(new SndfileOptions { MemoryLimitMegabytes = 1 });
        string path = MakeAu();
        string reason = "";
        for (int i = 0; i < 50 && reason.Length == 0; i++)
        {
            try
            {
                await Signals.ReadAllAsync(decoder, path);
            }
            catch (AudioDecodeException exception)
            {
                reason = exception.Message;
            }
        }

        Assert.Equal("decoding the file took too much memory and was stopped", reason);
    }

    [Fact]
    public async Task One_worker_serves_file_after_file_and_several_at_once()
    {
        await using SndfileDecoder decoder = await StartAsync();
        string path = MakeAu();
        int[] others = Workers();
        for (int i = 0; i < 5; i++) Assert.Equal(FrameCount, (await Signals.ReadAllAsync(decoder, path)).Length);
        Assert.Equal(others.Order(), Workers().Order());
        float[][] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Signals.ReadAllAsync(decoder, path)));

        Assert.All(all, samples => Assert.Equal(all[0], samples));
        Assert.InRange(Workers().Length - others.Length, 0, 3);
    }

    [Fact]
    public async Task A_stream_left_midway_or_refused_gives_its_worker_back()
    {
        await using SndfileDecoder decoder = await StartAsync();
        int[] workers = Workers();
        for (int i = 0; i < 3; i++)
        {
            await using IAudioStream stream = await decoder.OpenAsync(MakeAu(), TestContext.Current.CancellationToken);
            await stream.ReadAsync(new float[10], TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<AudioDecodeException>(async () => await decoder.OpenAsync(_scratch.Write("x.au", new byte[99]), TestContext.Current.CancellationToken));
        Assert.Equal(workers.Order(), Workers().Order());
    }

    [Fact]
    public async Task Disposing_the_decoder_ends_its_workers()
    {
        SndfileDecoder decoder = await StartAsync();
        int[] own = Workers();
        await decoder.DisposeAsync();

        Assert.NotEmpty(own);
        await AssertGoneAsync(own, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_search_for_decoders_that_fails_leaves_no_worker_behind()
    {
        await SndfileForTests.RequireAsync();
        await FfmpegForTests.RequireAsync();
        var options = new DecoderOptions { Worker = NotedWorker(), Ffmpeg = new FfmpegOptions { TimeLimit = TimeSpan.Zero } };

        await Assert.ThrowsAsync<ArgumentException>(async () => await DecoderSet.FindAsync(options, TestContext.Current.CancellationToken));

        int worker = int.Parse(Assert.Single(File.ReadAllLines(_scratch.File("workers"))));
        await AssertGoneAsync([worker], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_worker_that_hangs_is_ended_at_the_time_limit()
    {
        SndfileDecoder decoder = await FakeAsync($"echo $$ > '{_scratch.File("pid")}'; exec sleep 600", TimeSpan.FromSeconds(1));
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(decoder, MakeAu()));

        Assert.Equal("decoding took longer than 1 seconds and was stopped", exception.Message);
        await AssertGoneAsync([int.Parse(await File.ReadAllTextAsync(_scratch.File("pid"), TestContext.Current.CancellationToken))], TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("printf 'this is not a message at all'; exec sleep 600", "the decoding worker gave no readable answer")]
    [InlineData("exit 7", "the decoding worker ended on this file (exit code 7)")]
    [InlineData("kill -ABRT $$", "the decoder crashed on this file (signal 6)")]
    public async Task A_worker_that_goes_mad_is_a_reason(string script, string reason)
    {
        SndfileDecoder decoder = await FakeAsync(script, TimeSpan.FromSeconds(20));

        Assert.Equal(reason, (await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(decoder, MakeAu()))).Message);
    }

    [Fact]
    public async Task Cancellation_ends_the_worker_and_is_not_a_reason()
    {
        SndfileDecoder decoder = await FakeAsync($"echo $$ > '{_scratch.File("pid")}'; exec sleep 600", TimeSpan.FromSeconds(60));
        using var cancellation = new CancellationTokenSource();
        Task<IAudioStream> open = decoder.OpenAsync(MakeAu(), cancellation.Token).AsTask();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open);
        await AssertGoneAsync([int.Parse(await File.ReadAllTextAsync(_scratch.File("pid"), TestContext.Current.CancellationToken))], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Workers_ignore_the_interrupt_key()
    {
        await using SndfileDecoder decoder = await StartAsync();
        string path = MakeAu();
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        foreach (int worker in Workers()) Signal(worker, "INT");
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.Equal(FrameCount, (await Signals.ReadAllAsync(stream)).Length);
    }

    [Fact]
    public async Task A_worker_is_gone_within_a_second_of_its_parent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        await SndfileForTests.RequireAsync();
        string script = FakePrograms.Script(
            _scratch, "parent", $"mkfifo '{_scratch.File("in")}'\n{CommandLine} < '{_scratch.File("in")}' > '{_scratch.File("out")}' &\necho $! > '{_scratch.File("pid")}'\nexec 3> '{_scratch.File("in")}'\nwait");
        using Process parent = Process.Start(new ProcessStartInfo(script))!;
        await UntilAsync(() => File.Exists(_scratch.File("out")) && new FileInfo(_scratch.File("out")).Length > 0, TimeSpan.FromSeconds(30));
        int worker = int.Parse(await File.ReadAllTextAsync(_scratch.File("pid"), TestContext.Current.CancellationToken));
        Assert.True(IsThere(worker));
        parent.Kill();

        await AssertGoneAsync([worker], TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Options_are_checked()
    {
        var options = new SndfileOptions { TimeLimit = TimeSpan.Zero, MemoryLimitMegabytes = 0 };

        Assert.Equal(["TimeLimit", "MemoryLimitMegabytes"], options.Validate().Select(error => error.Option));
    }

    /// <summary>A script that greets as a worker does, waits for the first request, and then does what the test wants.</summary>
    private async Task<SndfileDecoder> FakeAsync(string script, TimeSpan timeLimit)
    {
        byte[] hello = WorkerMessage.Create(WorkerMessageKind.Hello, writer =>
        {
            writer.Write(WorkerMessage.ProtocolVersion);
            WorkerMessage.WriteText(writer, "9.9.9");
            writer.Write(true);
            WorkerMessage.WriteText(writer, "");
        });
        string greeting = _scratch.Write("hello", hello);
        string program = FakePrograms.Script(_scratch, "worker", $"cat '{greeting}'\nhead -c 8 > /dev/null\n{script}");
        (SndfileDecoder? decoder, string problem) = await SndfileDecoder.StartAsync(
            new WorkerCommand(program, []), new SndfileOptions { TimeLimit = timeLimit }, TestContext.Current.CancellationToken);
        Assert.True(decoder is not null, problem);
        return decoder!;
    }

    /// <summary>Mono, 16 bits, big endian: what no other decoder here reads.</summary>
    private string MakeAu()
    {
        short[] samples = Signals.Tones(FrameCount, 1, SampleRate);
        byte[] header = [.. ".snd"u8, 0, 0, 0, 24, .. BigEndian(samples.Length * 2), .. BigEndian(3), .. BigEndian(SampleRate), .. BigEndian(1)];
        return _scratch.Write("a.au", [.. header, .. samples.SelectMany(sample => new[] { (byte)(sample >> 8), (byte)sample })]);
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    /// <summary>A decoder whose workers write down their process ids.</summary>
    private async Task<SndfileDecoder> StartAsync(SndfileOptions? options = null)
    {
        await SndfileForTests.RequireAsync();
        return (await SndfileDecoder.StartAsync(NotedWorker(), options, TestContext.Current.CancellationToken)).Decoder!;
    }

    private WorkerCommand NotedWorker() =>
        new(FakePrograms.Script(_scratch, "worker", $"echo $$ >> '{_scratch.File("workers")}'\nexec {CommandLine}"), []);

    private static string CommandLine =>
        string.Join(' ', SndfileForTests.Command.Arguments.Prepend(SndfileForTests.Command.Program).Select(word => $"'{word}'"));

    private int[] Workers() => [.. File.ReadAllLines(_scratch.File("workers")).Select(int.Parse).Where(IsThere)];

    private static void Signal(int processId, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, processId.ToString()]);
        kill.WaitForExit();
    }

    private static Task AssertGoneAsync(int[] processes, TimeSpan limit) => UntilAsync(() => !processes.Any(IsThere), limit);

    private static async Task UntilAsync(Func<bool> condition, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < limit, $"not within {limit.TotalSeconds} s");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static bool IsThere(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
