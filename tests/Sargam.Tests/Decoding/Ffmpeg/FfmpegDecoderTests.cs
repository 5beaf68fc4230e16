using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Wav;

namespace Sargam.Tests.Decoding.Ffmpeg;

public sealed class FfmpegDecoderTests : IDisposable
{
    private const int SampleRate = 44_100;
    private const int FrameCount = 3 * SampleRate;
    private static readonly short[] Tones = Signals.Tones(FrameCount, 2, SampleRate);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Container, codec for the encoder, and whether every sample comes back.</summary>
    public static TheoryData<string, string, bool> Containers => new()
    {
        { "wav", "pcm_s16le", true },
        { "w64", "pcm_s16le", true },
        { "aiff", "pcm_s16be", true },
        { "au", "pcm_s16be", true },
        { "caf", "pcm_s16be", true },
        { "voc", "pcm_s16le", true },
        { "flac", "flac", true },
        { "oga", "flac", true },
        { "wv", "wavpack", true },
        { "tta", "tta", true },
        { "m4a", "alac", true },
        { "mov", "pcm_s16le", true },
        { "mka", "flac", true },
        { "avi", "pcm_s16le", true },
        { "mp3", "libmp3lame", false },
        { "mp2", "mp2", false },
        { "m4a", "aac", false },
        { "aac", "aac", false },
        { "ogg", "libvorbis", false },
        { "webm", "libvorbis", false },
        { "opus", "libopus", false },
        { "wma", "wmav2", false },
        { "ac3", "ac3", false },
        { "eac3", "eac3", false },
        { "flv", "libmp3lame", false },
        { "ts", "aac", false },
        { "mpg", "mp2", false },
        { "rm", "ac3", false },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task A_container_of_the_whitelist_is_decoded(string extension, string codec, bool lossless)
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("encoded." + extension), "-i", source, "-c:a", codec, "-b:a", "192k", "-strict", "-2");
        FfmpegDecoder decoder = await FfmpegForTests.DecoderAsync();
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        float[] decoded = await Signals.ReadAllAsync(stream);

        Assert.True(decoder.CanDecode(File.ReadAllBytes(path).AsSpan(0, 64)));
        Assert.Equal(2, stream.Format.ChannelCount);
        Assert.Equal(extension == "opus" ? 48_000 : SampleRate, stream.Format.SampleRate);
        Assert.NotEmpty(stream.Format.Codec);
        Assert.InRange(decoded.Length / 2.0 / stream.Format.SampleRate, 2.9, 3.2);
        if (lossless) Assert.Equal(Signals.Floats(Tones), decoded);
        Assert.InRange(Rms(decoded), Rms(Signals.Floats(Tones)) * 0.95, Rms(Signals.Floats(Tones)) * 1.05);
    }

    [Theory]
    [InlineData("flac", "flac", 300)]
    [InlineData("wav", "pcm_s16le", 300)]
    [InlineData("m4a", "alac", 300)]
    [InlineData("ogg", "libvorbis", 90)]
    [InlineData("opus", "libopus", 60)]
    [InlineData("mp3", "libmp3lame", 90)]
    [InlineData("m4a", "aac", 50)] // the encoder has the decoder fill some bands with noise, another noise after a seek
    public async Task Seeking_gives_what_reading_up_to_there_gives(string extension, string codec, double decibels)
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("encoded." + extension), "-i", source, "-c:a", codec, "-b:a", "192k");
        FfmpegDecoder decoder = await FfmpegForTests.DecoderAsync();
        float[] whole = await Signals.ReadAllAsync(decoder, path);
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        const int Frame = 76_543;
        await stream.SeekAsync(Frame, TestContext.Current.CancellationToken);
        float[] part = await Signals.ReadAllAsync(stream);

        double[] expected = [.. whole[(2 * Frame)..].Select(v => (double)v)];
        double snr = Signals.SnrDecibels(expected, part);
        Assert.True(snr >= decibels, $"{extension}: {snr:0.0} dB, {decibels} expected");
    }

    [Fact]
    public async Task Beyond_the_end_there_is_nothing()
    {
        string path = await MakeFlacAsync();
        await using IAudioStream stream = await (await FfmpegForTests.DecoderAsync()).OpenAsync(path, TestContext.Current.CancellationToken);
        await stream.SeekAsync(100 * SampleRate, TestContext.Current.CancellationToken);

        Assert.Empty(await Signals.ReadAllAsync(stream));
    }

    [Fact]
    public async Task Seeking_after_reading_is_the_callers_mistake()
    {
        string path = await MakeFlacAsync();
        await using IAudioStream stream = await (await FfmpegForTests.DecoderAsync()).OpenAsync(path, TestContext.Current.CancellationToken);
        await stream.ReadAsync(new float[2], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.SeekAsync(0, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(64)]
    public async Task Any_number_of_channels_stays_interleaved(int channels)
    {
        short[] samples = Signals.Ramp(channels * 2000);
        string path = _scratch.Write("many.wav", WavBuilder.Of(samples, (ushort)channels, SampleRate).Build());

        Assert.Equal(Signals.Floats(samples), await Signals.ReadAllAsync(await FfmpegForTests.DecoderAsync(), path));
    }

    [Fact]
    public async Task The_sound_of_a_video_is_its_first_audio_stream()
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        string path = await FfmpegForTests.MakeAsync(
            _scratch.File("video.mkv"), "-f", "lavfi", "-i", "testsrc=d=3:s=64x64", "-i", source, "-f", "lavfi", "-i", "anullsrc=d=3",
            "-map", "0", "-map", "1", "-map", "2", "-c:v", "mjpeg", "-c:a", "flac");

        Assert.Equal(Signals.Floats(Tones), await Signals.ReadAllAsync(await FfmpegForTests.DecoderAsync(), path));
    }

    [Fact]
    public async Task A_rate_that_changes_midway_is_brought_to_the_reported_one()
    {
        string low = await FfmpegForTests.MakeAsync(_scratch.File("low.mp3"), "-f", "lavfi", "-i", "sine=d=2:r=22050", "-ac", "2");
        string high = await FfmpegForTests.MakeAsync(_scratch.File("high.mp3"), "-f", "lavfi", "-i", "sine=d=2:r=44100");
        string path = _scratch.Write("both.mp3", [.. File.ReadAllBytes(low), .. File.ReadAllBytes(high)]);
        await using IAudioStream stream = await (await FfmpegForTests.DecoderAsync()).OpenAsync(path, TestContext.Current.CancellationToken);
        float[] decoded = await Signals.ReadAllAsync(stream);

        Assert.InRange(decoded.Length / (double)stream.Format.ChannelCount / stream.Format.SampleRate, 3.8, 4.4);
    }

    [Fact]
    public async Task The_same_file_gives_the_same_bits_twice()
    {
        string path = await FfmpegForTests.MakeAsync(_scratch.File("a.mp3"), "-f", "lavfi", "-i", "anoisesrc=d=2:seed=1", "-c:a", "libmp3lame");
        FfmpegDecoder decoder = await FfmpegForTests.DecoderAsync();

        Assert.Equal(await Signals.ReadAllAsync(decoder, path), await Signals.ReadAllAsync(decoder, path));
    }

    [Theory]
    [InlineData("flac", "flac")]
    [InlineData("aiff", "pcm_s16be")]
    [InlineData("wv", "wavpack")]
    [InlineData("mp3", "libmp3lame")]
    public async Task A_truncated_file_says_so(string extension, string codec)
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("encoded." + extension), "-i", source, "-c:a", codec);
        string half = _scratch.Write("half." + extension, File.ReadAllBytes(path)[..(int)(new FileInfo(path).Length / 2)]);

        string reason = await ReasonAsync(half);
        Assert.StartsWith("the file ends early or is damaged: 3.0 seconds are promised, ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_m4a_without_its_index_gives_a_reason()
    {
        string path = await FfmpegForTests.MakeAsync(_scratch.File("a.m4a"), "-f", "lavfi", "-i", "anoisesrc=d=2", "-c:a", "aac");
        string half = _scratch.Write("half.m4a", File.ReadAllBytes(path)[..(int)(new FileInfo(path).Length / 2)]);

        Assert.Equal("ffmpeg: Invalid data found when processing input", await ReasonAsync(half));
    }

    [Fact]
    public async Task An_image_called_mp3_is_not_audio()
    {
        string jpeg = await FfmpegForTests.MakeAsync(_scratch.File("a.jpg"), "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1");
        string path = _scratch.Write("song.mp3", File.ReadAllBytes(jpeg));

        Assert.False((await FfmpegForTests.DecoderAsync()).CanDecode(File.ReadAllBytes(path).AsSpan(0, 64)));
        Assert.Equal("not audio: ffmpeg takes the file for jpeg_pipe", await ReasonAsync(path));
    }

    [Fact]
    public async Task A_silent_film_is_not_audio()
    {
        string path = await FfmpegForTests.MakeAsync(_scratch.File("a.mkv"), "-f", "lavfi", "-i", "testsrc=d=1:s=64x64", "-c:v", "mjpeg");

        Assert.Equal("not audio: ffmpeg found no audio stream", await ReasonAsync(path));
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nsource.wav\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile source.wav\n")]
    public async Task A_playlist_that_names_another_file_is_not_followed(string playlist)
    {
        _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        string path = _scratch.Write("list.mp3", System.Text.Encoding.ASCII.GetBytes(playlist));

        Assert.StartsWith("not audio: ffmpeg takes the file for ", await ReasonAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Noise_gives_a_reason()
    {
        var noise = new byte[50_000];
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)(i * i * 2654435761L >> 13);
        string reason = await ReasonAsync(_scratch.Write("noise.mp3", noise));

        Assert.NotEmpty(reason);
        Assert.DoesNotContain(_scratch.Path, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("0x", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absurd_rate_is_refused()
    {
        string path = _scratch.Write("slow.wav", (WavBuilder.Of(Tones) with { SampleRate = 7 }).Build());

        Assert.Contains("a sample rate of 7 Hz", await ReasonAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_checked()
    {
        var programs = new FfmpegPrograms("ffmpeg", "ffprobe", "1");
        var exception = Assert.Throws<ArgumentException>(() => new FfmpegDecoder(programs, new FfmpegOptions { TimeLimit = TimeSpan.Zero }));

        Assert.Contains("TimeLimit must be more than 0", exception.Message, StringComparison.Ordinal);
    }

    private static double Rms(float[] samples) => Math.Sqrt(samples.Average(v => (double)v * v));

    private static async Task<string> ReasonAsync(string path)
    {
        FfmpegDecoder decoder = await FfmpegForTests.DecoderAsync();
        return (await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(decoder, path))).Message;
    }

    private async Task<string> MakeFlacAsync()
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        return await FfmpegForTests.MakeAsync(_scratch.File("a.flac"), "-i", source);
    }
}
