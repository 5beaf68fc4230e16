using System.Buffers.Binary;
using Sargam.Cli;
using Sargam.Cli.Rendering;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class BadInputTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "1", "--null-draws", "0", "--epochs", "5", "--permutations", "99"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_bad_file_becomes_a_row_with_its_reason_and_the_rest_is_clustered()
    {
        GoodTracks(8);
        byte[] good = Tones.Wav(1);
        byte[] absurd = [.. good];
        BinaryPrimitives.WriteInt32LittleEndian(absurd.AsSpan(24), int.MaxValue);
        _folder.Write("music/x-absurd-rate.wav", absurd);
        _folder.Write("music/x-empty.wav");
        _folder.Write("music/x-jpeg.mp3", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        _folder.Write("music/x-nan.wav", FloatWav(float.NaN));
        _folder.Write("music/x-silent.wav", Tones.Wav(new float[Tones.SampleRate]));
        _folder.Write("music/x-text.flac", "not music at all");
        _folder.Write("music/x-truncated.wav", good[..(good.Length / 2)]);
        _folder.Write("music/x-zero-frames.wav", Tones.Wav([]));
        _folder.Write("music/x-two-samples.wav", Tones.Wav([0.5f, -0.5f]));
        _folder.Write("music/y-seventh-of-a-second.wav", Tones.Wav([.. Enumerable.Range(0, Tones.SampleRate / 7).Select(i => (float)Math.Sin(i * 0.1))]));

        CliRun.Result result = await Run();

        Assert.True(result.ExitCode == 3, result.Error);
        CsvTable failures = CsvTable.Read(_folder.File("ws/failures.csv"));
        string[] failed = [.. Enumerable.Range(0, failures.Rows.Count).Select(row => failures.Cell(row, "path")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["x-absurd-rate.wav", "x-empty.wav", "x-jpeg.mp3", "x-nan.wav", "x-silent.wav", "x-text.flac", "x-truncated.wav", "x-two-samples.wav", "x-zero-frames.wav"],
            failed);
        Assert.All(Enumerable.Range(0, failures.Rows.Count), row => Assert.True(failures.Cell(row, "reason").Length > 10));
        Assert.Equal(9, CsvTable.Read(_folder.File("ws/runs/0001-sargam/clusters.csv")).Rows.Count);
        Assert.Contains("9 files could not be used", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("--strict")).ExitCode);
    }

    [Fact]
    public async Task Names_of_files_cannot_command_the_terminal_or_forge_a_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "other systems have no such names");
        GoodTracks(4);
        _folder.Write("music/x\u001b[2J\u202e\nscan      all is well.flac", "no music");
        File.Move(_folder.File("music/0.wav"), _folder.File("music/0\u001b]0;title\u0007.wav"));

        CliRun.Result result = await Run("--null-draws", "0");

        Assert.True(result.ExitCode == 3, result.Error);
        Assert.DoesNotContain(result.Error + result.Output, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        Assert.DoesNotContain("\nscan      all is well", result.Error, StringComparison.Ordinal);
        Assert.Contains("1 track left out of playlists", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_workspace_in_which_nothing_was_done_is_removed()
    {
        CliRun.Result absent = await CliRun.RunAsync("run", _folder.File("nowhere"), "-w", _folder.File("new/ws"));
        Assert.Contains("nowhere does not exist", absent.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("new")));

        Directory.CreateDirectory(_folder.File("music"));
        CliRun.Result empty = await Run();
        Assert.Contains("holds no audio files", empty.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("ws")));

        Directory.CreateDirectory(_folder.File("ws"));
        await Run();
        Assert.True(Directory.Exists(_folder.File("ws")));
    }

    [Fact]
    public async Task An_output_that_takes_no_more_is_a_plain_error()
    {
        GoodTracks(1);
        using var error = new StringWriter();
        int code = await CommandLineProgram.RunAsync(
            ["scan", _folder.File("music"), "-w", _folder.File("ws"), "-q"], Terminal.Of(new FullWriter(), error), TimeProvider.System, _ => null, TestContext.Current.CancellationToken);

        Assert.Equal(1, code);
        Assert.Equal("sargam: reading or writing failed: No space left on device", error.ToString().Trim());
    }

    [Fact]
    public async Task A_folder_without_audio_is_refused()
    {
        _folder.Write("music/cover.jpg", "x");

        CliRun.Result result = await Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds no audio files", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("ws/runs")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Too_few_tracks_are_refused(int count)
    {
        GoodTracks(count);

        CliRun.Result result = await Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"at least 3 usable tracks with different content, got {count}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_tracks_are_enough()
    {
        GoodTracks(3);

        CliRun.Result result = await Run("--null-draws", "2");

        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Fact]
    public async Task More_clusters_than_tracks_are_refused()
    {
        GoodTracks(5);

        CliRun.Result result = await Run("--clusters", "6");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--clusters must be at most the number of usable tracks (5), got 6", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_written_is_explained()
    {
        GoodTracks(3);
        _folder.Write("file", "not a folder");

        CliRun.Result result = await CliRun.RunAsync("run", _folder.File("music"), "-w", _folder.File("file/ws"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Choose a folder you may write to with --workspace", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_among_the_music_is_refused()
    {
        GoodTracks(3);

        CliRun.Result result = await CliRun.RunAsync("run", _folder.File("music"), "-w", _folder.File("music/ws"));

        Assert.Equal(1, result.ExitCode);
        Assert.False(Directory.Exists(_folder.File("music/ws")));
    }

    [Fact]
    public async Task A_locked_workspace_says_who_holds_it()
    {
        GoodTracks(3);
        using WorkspaceLock held = WorkspaceLock.Take(_folder.File("ws"), "sargam run");

        CliRun.Result result = await Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is in use by sargam run", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_titles_and_labels_reach_no_output_unescaped()
    {
        GoodTracks(6);
        const string Hostile = "=cmd|<script>alert(1)</script>'&";
        string rows = string.Join('\n', Enumerable.Range(0, 6).Select(i => $"{i}.wav,{Hostile},{(i % 2 == 0 ? "<b>a" : "=b")}"));
        string metadata = _folder.Write("m.csv", $"path,title,genre\n{rows}\n");

        CliRun.Result result = await Run("--metadata", metadata);

        Assert.True(result.ExitCode == 0, result.Error);
        string run = _folder.File("ws/runs/0001-sargam");
        foreach (string file in Directory.GetFiles(run, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".html" or ".svg"))
        {
            Assert.DoesNotContain("<script>alert", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(",=", File.ReadAllText(Path.Combine(run, "clusters.csv")), StringComparison.Ordinal);
        Assert.DoesNotContain(",=", File.ReadAllText(_folder.File("ws/tracks.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "must have a column path")]
    [InlineData("", "is empty")]
    public async Task Metadata_that_cannot_be_used_is_explained(string content, string reason)
    {
        GoodTracks(3);

        CliRun.Result result = await Run("--metadata", _folder.Write("m.csv", content));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    private Task<CliRun.Result> Run(params string[] options) =>
        CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), .. options, .. Quick.Chunk(2).Where(pair => !options.Contains(pair[0])).SelectMany(pair => pair)]);

    private void GoodTracks(int count)
    {
        for (int i = 0; i < count; i++) _folder.Write($"music/{i}.wav", Tones.Wav((ulong)i));
    }

    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    /// <summary>A 32-bit float WAV of one repeated value: 16-bit files cannot hold NaN.</summary>
    private static byte[] FloatWav(float value)
    {
        var wav = new byte[44 + 4000];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 3);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Tones.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Tones.SampleRate * 4);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 4);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 32);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), 4000);
        for (int i = 44; i < wav.Length; i += 4) BinaryPrimitives.WriteSingleLittleEndian(wav.AsSpan(i), value);
        return wav;
    }
}
