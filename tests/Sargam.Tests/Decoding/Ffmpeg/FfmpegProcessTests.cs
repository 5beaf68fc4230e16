using System.Diagnostics;
using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Processes;

namespace Sargam.Tests.Decoding.Ffmpeg;

/// <summary>What happens to the programs: none outlives its file.</summary>
public sealed class FfmpegProcessTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Cancellation_ends_the_program_and_what_it_started()
    {
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: Endless));
        using var cancellation = new CancellationTokenSource();
        await using IAudioStream stream = await decoder.OpenAsync(AnyFile(), cancellation.Token);
        Task<int> read = ReadUntilEndAsync(stream, cancellation.Token);
        int[] processes = await ProcessesAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.All(processes, AssertGone);
    }

    [Fact]
    public async Task Disposing_midway_ends_the_program_and_what_it_started()
    {
        // More than one block, and little enough for the rest to fit into the pipe.
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: $"head -c 150000 /dev/zero; {Endless}"));
        IAudioStream stream = await decoder.OpenAsync(AnyFile(), TestContext.Current.CancellationToken);
        Assert.Equal(10, await stream.ReadAsync(new float[10], TestContext.Current.CancellationToken));
        int[] processes = await ProcessesAsync();
        await stream.DisposeAsync();

        Assert.All(processes, AssertGone);
    }

    [Fact]
    public async Task A_file_that_takes_too_long_is_given_up()
    {
        var options = new FfmpegOptions { TimeLimit = TimeSpan.FromSeconds(1.5) };
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: Endless), options);

        Assert.Equal("decoding took longer than 1.5 seconds and was stopped", await ReasonAsync(decoder));
        Assert.All(ProcessesSoFar(), AssertGone);
    }

    [Fact]
    public async Task A_probe_that_takes_too_long_is_given_up()
    {
        var options = new FfmpegOptions { TimeLimit = TimeSpan.FromSeconds(1) };
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "exit 0", ffprobe: Endless), options);

        Assert.Equal("decoding took longer than 1 seconds and was stopped", await ReasonAsync(decoder));
        Assert.All(ProcessesSoFar(), AssertGone);
    }

    [Fact]
    public async Task Audio_before_a_failure_does_not_make_it_a_success()
    {
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "printf 12345678; echo '[x @ 0x55d] something broke' >&2; exit 69"));

        Assert.Equal("ffmpeg: something broke", await ReasonAsync(decoder));
    }

    [Fact]
    public async Task A_failure_without_words_gives_the_exit_code()
    {
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "exit 3"));

        Assert.Equal("ffmpeg ended with exit code 3", await ReasonAsync(decoder));
    }

    [Fact]
    public async Task A_success_without_audio_is_a_failure()
    {
        var silent = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "exit 0"));
        Assert.Equal("the file holds no audio", await ReasonAsync(silent));

        var talking = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "echo 'every frame is broken' >&2"));
        Assert.Equal("the file holds no audio (ffmpeg: every frame is broken)", await ReasonAsync(talking));
    }

    [Fact]
    public async Task A_flood_of_messages_neither_blocks_nor_fills_memory()
    {
        const string Flood = "i=0; while [ $i -lt 20000 ]; do echo 'the same complaint again and again and again' >&2; i=$((i+1)); done; ";
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: Flood + "echo 'the last straw' >&2; exit 1"));

        Assert.Equal("ffmpeg: the last straw", await ReasonAsync(decoder));
    }

    [Theory]
    [InlineData("yes 123456789")]
    [InlineData("echo nonsense")]
    [InlineData("echo '{\"streams\": 7}'")]
    [InlineData("echo '{\"streams\":[{\"sample_rate\":\"8000\",\"channels\":\"two\"}]}'")]
    public async Task A_senseless_answer_is_a_reason(string ffprobe)
    {
        var decoder = new FfmpegDecoder(FakePrograms.Create(_scratch, ffmpeg: "exit 0", ffprobe: ffprobe));

        Assert.Contains(await ReasonAsync(decoder), (string[])["ffprobe gave no readable answer", "ffmpeg answered with too much text"]);
    }

    [Fact]
    public async Task A_program_that_vanished_is_a_reason()
    {
        var decoder = new FfmpegDecoder(new FfmpegPrograms(_scratch.File("nowhere"), _scratch.File("nothing"), "0"));

        Assert.StartsWith("nothing could not be started", await ReasonAsync(decoder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_in_which_nobody_waits_for_the_program_does_not_count()
    {
        var budget = new TimeBudget(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(i, await budget.SpendAsync(_ => ValueTask.FromResult(i), TestContext.Current.CancellationToken));
            await Task.Delay(600, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A script that starts another program, writes down both process ids, and never ends.</summary>
    private string Endless => $"sleep 600 & echo $$ $! > '{_scratch.File("pids.tmp")}'; mv '{_scratch.File("pids.tmp")}' '{_scratch.File("pids")}'; wait";

    private string AnyFile() => _scratch.Write("any.mp3", new byte[100]);

    private async Task<int[]> ProcessesAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(_scratch.File("pids")))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "the script did not start");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return ProcessesSoFar();
    }

    /// <summary>None when the script was ended before it could write them down.</summary>
    private int[] ProcessesSoFar() =>
        File.Exists(_scratch.File("pids")) ? [.. File.ReadAllText(_scratch.File("pids")).Split(' ').Select(int.Parse)] : [];

    /// <summary>Not even a zombie: an orphan is reaped by the system a moment after its end.</summary>
    private static void AssertGone(int processId)
    {
        long start = Stopwatch.GetTimestamp();
        while (IsThere(processId))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"process {processId} is still there");
            Thread.Sleep(20);
        }
    }

    private static bool IsThere(int processId)
    {
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

    private static async Task<int> ReadUntilEndAsync(IAudioStream stream, CancellationToken cancellationToken)
    {
        var block = new float[1000];
        int count = 0;
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and int frames) count += frames;
        return count;
    }

    private async Task<string> ReasonAsync(FfmpegDecoder decoder)
    {
        string path = AnyFile();
        return (await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(decoder, path))).Message;
    }
}
