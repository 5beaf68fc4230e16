using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Wav;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Wav;

namespace Sargam.Tests.Decoding;

/// <summary>Everything but resampling: the files have the rate that is asked for.</summary>
public sealed class AudioLoaderTests : IDisposable
{
    private const int SampleRate = 8000;

    private static readonly DecoderSet WavOnly = new([new WavDecoder()], []);
    private static readonly AudioLoaderOptions Options = new() { SampleRate = SampleRate };

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_short_track_is_used_whole()
    {
        short[] samples = Signals.Ramp(45 * SampleRate);
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of(samples));

        Assert.Equal(Signals.Floats(samples), loaded.Audio.Samples.ToArray());
        Assert.Equal(SampleRate, loaded.Audio.SampleRate);
        Assert.Equal("wav", loaded.Decoder);
        Assert.Equal(new AudioFormat(SampleRate, 1, samples.Length, "pcm_s16le"), loaded.SourceFormat);
        Assert.Equal(TimeSpan.FromSeconds(45), loaded.SourceDuration);
        Assert.Equal(TimeSpan.Zero, loaded.ExcerptStart);
    }

    [Fact]
    public async Task A_long_track_gives_its_middle()
    {
        short[] samples = Signals.Ramp(100 * SampleRate);
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of(samples));

        Assert.Equal(Signals.Floats(samples[(35 * SampleRate)..(65 * SampleRate)]), loaded.Audio.Samples.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(100), loaded.SourceDuration);
        Assert.Equal(TimeSpan.FromSeconds(35), loaded.ExcerptStart);
    }

    [Theory]
    [InlineData("2s@start", 0, 2)]
    [InlineData("4s@middle", 3, 4)]
    [InlineData("all", 0, 10)]
    [InlineData("9s@middle", 0, 10)]
    public async Task Other_rules_give_other_parts(string rule, int start, int length)
    {
        short[] samples = Signals.Ramp(10 * SampleRate);
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of(samples), Options with { Excerpt = ExcerptRule.Parse(rule) });

        Assert.Equal(Signals.Floats(samples[(start * SampleRate)..((start + length) * SampleRate)]), loaded.Audio.Samples.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(start), loaded.ExcerptStart);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Channels_are_mixed_by_their_mean(int channels)
    {
        short[] samples = Signals.Tones(3000, channels, SampleRate);
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of(samples, (ushort)channels));
        float[] expected = [.. Signals.Floats(samples).Chunk(channels).Select(frame => frame.Average())];

        Assert.Equal(expected.Length, loaded.Audio.Samples.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], loaded.Audio.Samples.Span[i], 1e-7f);
    }

    [Fact]
    public async Task A_length_rule_comes_last()
    {
        var padded = Options with { Length = LengthRule.Parse("3s") };
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of(Signals.Ramp(2 * SampleRate)), padded);

        Assert.Equal(3 * SampleRate, loaded.Audio.Samples.Length);
        Assert.Equal(0f, loaded.Audio.Samples.Span[^1]);
        Assert.Equal(TimeSpan.FromSeconds(2), loaded.SourceDuration);
    }

    [Fact]
    public async Task Two_samples_are_audio()
    {
        LoadedAudio loaded = await LoadAsync(WavBuilder.Of([1, 2]));

        Assert.Equal(Signals.Floats([1, 2]), loaded.Audio.Samples.ToArray());
    }

    [Fact]
    public async Task A_track_too_long_to_be_used_whole_fails_and_says_what_to_do()
    {
        var options = Options with { Excerpt = ExcerptRule.All, MaxDuration = TimeSpan.FromSeconds(6) };
        Assert.Equal(6 * SampleRate, (await LoadAsync(WavBuilder.Of(Signals.Ramp(6 * SampleRate)), options)).Audio.Samples.Length);

        string reason = await ReasonAsync("long.wav", WavBuilder.Of(Signals.Ramp(6 * SampleRate + 1)).Build(), options);
        Assert.Equal(
            "the track is longer than 0.1 minutes, the most that the excerpt \"all\" accepts: use an excerpt, such as --excerpt 30s@middle",
            reason);
    }

    public static TheoryData<byte[], string> Files => new()
    {
        { [], AudioFile.Empty },
        { new byte[11], "the file is only 11 bytes long, too short for audio" },
        { new WavBuilder().Build(), "the file holds no audio" },
        { "#EXTM3U\nhttp://example.org/a.mp3\n"u8.ToArray(), "not audio: the file is text" },
        { [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]], "not audio: the file is a JPEG image" },
        { [.. "ID3"u8, 4, .. new byte[100]], "needs ffmpeg to decode (MP3 file): install it, then run `sargam doctor`" },
        { [.. "fLaC"u8, 0, .. new byte[100]], "needs ffmpeg to decode (FLAC file): install it, then run `sargam doctor`" },
        { [1, 2, 3, 4, .. new byte[100]], "needs ffmpeg to decode (unknown format): install it, then run `sargam doctor`" },
        { new WavBuilder { Tag = 0x55, Bits = 0, Data = new byte[99] }.Build(), "WAV with MP3 (codec 0x0055) needs ffmpeg to decode: install it, then run `sargam doctor`" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_cannot_be_loaded_gives_a_reason(byte[] bytes, string reason) =>
        Assert.Equal(reason, await ReasonAsync("file.mp3", bytes));

    [Fact]
    public async Task Files_that_cannot_be_opened_give_a_reason()
    {
        Assert.Equal("the file is not there any more", await ReasonAsync(_scratch.File("absent.wav")));
        Assert.Equal("the file is not there any more", await ReasonAsync(_scratch.File("absent/too.wav")));
        Assert.Equal("it is a folder, not a file", await ReasonAsync(_scratch.Path));
        Assert.Equal("the file's name is not valid", await ReasonAsync(_scratch.File("null\0.wav")));
    }

    [Fact]
    public void What_the_file_system_refuses_becomes_a_reason()
    {
        Assert.Equal("the file may not be read: permission denied", AudioFile.Explain(new UnauthorizedAccessException("/home/me/secret.wav")));
        Assert.Equal("the file could not be read: input/output error", AudioFile.Explain(new IOException("/home/me/secret.wav")));
        Assert.Equal("the file's path is too long", AudioFile.Explain(new PathTooLongException()));
        Assert.Null(AudioFile.Explain(new InvalidOperationException()));
        Assert.Null(AudioFile.Explain(new OperationCanceledException()));
    }

    [Fact]
    public async Task A_named_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_scratch.File("pipe.wav")]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(AudioFile.Empty, await ReasonAsync(_scratch.File("pipe.wav")));
    }

    [Fact]
    public async Task A_codec_that_the_wav_decoder_lacks_goes_to_ffmpeg()
    {
        DecoderSet decoders = await AllDecodersAsync();
        short[] samples = Signals.Tones(SampleRate, 1, SampleRate);
        string source = _scratch.Write("source.wav", WavBuilder.Of(samples).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("law.wav"), "-i", source, "-c:a", "pcm_mulaw");
        LoadedAudio loaded = await new AudioLoader(decoders, Options).LoadAsync(path, TestContext.Current.CancellationToken);

        Assert.StartsWith("ffmpeg ", loaded.Decoder, StringComparison.Ordinal);
        Assert.Equal("pcm_mulaw", loaded.SourceFormat.Codec);
        double[] expected = [.. Signals.Floats(samples).Select(v => (double)v)];
        Assert.InRange(Signals.SnrDecibels(expected, loaded.Audio.Samples.Span), 30, 60);
    }

    [Fact]
    public async Task A_compressed_track_gives_its_middle_too()
    {
        DecoderSet decoders = await AllDecodersAsync();
        short[] samples = Signals.Ramp(20 * SampleRate);
        string source = _scratch.Write("source.wav", WavBuilder.Of(samples).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("a.flac"), "-i", source);
        var options = Options with { Excerpt = ExcerptRule.Parse("4s@middle") };
        LoadedAudio loaded = await new AudioLoader(decoders, options).LoadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(Signals.Floats(samples[(8 * SampleRate)..(12 * SampleRate)]), loaded.Audio.Samples.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(20), loaded.SourceDuration);
    }

    [Fact]
    public async Task Several_files_at_once_do_not_disturb_each_other()
    {
        var loader = new AudioLoader(await AllDecodersAsync(), Options with { Excerpt = ExcerptRule.Parse("4s@middle") });
        short[] samples = Signals.Ramp(20 * SampleRate);
        string wav = _scratch.Write("a.wav", WavBuilder.Of(samples).Build());
        string flac = await FfmpegForTests.MakeAsync(_scratch.File("a.flac"), "-i", wav);
        string broken = _scratch.Write("broken.mp3", [0xFF, 0xD8, 0xFF, .. new byte[1000]]);
        IEnumerable<Task<float[]>> loads = Enumerable.Range(0, 8).Select(async i =>
        {
            await Assert.ThrowsAsync<AudioDecodeException>(async () => await loader.LoadAsync(broken, TestContext.Current.CancellationToken));
            return (await loader.LoadAsync(i % 2 == 0 ? wav : flac, TestContext.Current.CancellationToken)).Audio.Samples.ToArray();
        });

        Assert.All(await Task.WhenAll(loads), loaded => Assert.Equal(Signals.Floats(samples[(8 * SampleRate)..(12 * SampleRate)]), loaded));
    }

    [Fact]
    public async Task Cancellation_is_not_a_reason()
    {
        string path = _scratch.Write("a.wav", WavBuilder.Of(Signals.Ramp(1000)).Build());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new AudioLoader(WavOnly, Options).LoadAsync(path, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_are_checked_together()
    {
        var options = new AudioLoaderOptions { SampleRate = 1, MaxDuration = TimeSpan.FromSeconds(10), Length = LengthRule.Parse("11s") };
        var exception = Assert.Throws<ArgumentException>(() => new AudioLoader(WavOnly, options));

        Assert.Contains("SampleRate must be 1000 to 768000 Hz, got 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Excerpt must be at most MaxDuration (00:00:10), got 30s@middle", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Length must be at most", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_that_no_array_can_hold_are_refused()
    {
        var options = new AudioLoaderOptions { SampleRate = 768_000, MaxDuration = TimeSpan.FromHours(1) };

        Assert.Contains("does not fit into one array", Assert.Single(options.Validate()).Message, StringComparison.Ordinal);
    }

    private static async Task<DecoderSet> AllDecodersAsync() =>
        DecoderSet.Create(new FfmpegLocation(await FfmpegForTests.RequireAsync(), ""));

    private async Task<LoadedAudio> LoadAsync(WavBuilder file, AudioLoaderOptions? options = null) =>
        await new AudioLoader(WavOnly, options ?? Options).LoadAsync(_scratch.Write("a.wav", file.Build()), TestContext.Current.CancellationToken);

    private Task<string> ReasonAsync(string name, byte[] bytes, AudioLoaderOptions? options = null) =>
        ReasonAsync(_scratch.Write(name, bytes), options);

    private static async Task<string> ReasonAsync(string path, AudioLoaderOptions? options = null) =>
        (await Assert.ThrowsAsync<AudioDecodeException>(
            async () => await new AudioLoader(WavOnly, options ?? Options).LoadAsync(path, TestContext.Current.CancellationToken))).Message;
}
