using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;
using Sargam.Numerics;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Wav;

namespace Sargam.Tests.Decoding.Sndfile;

/// <summary>What comes out of files, sound ones and others.</summary>
public sealed class SndfileDecoderTests : IDisposable
{
    private const int SampleRate = 44_100;
    private const int FrameCount = 12 * SampleRate;
    private static readonly short[] Tones = Signals.Tones(FrameCount, 2, SampleRate);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Extension, ffmpeg's encoder, and the name that the codec must get.</summary>
    public static TheoryData<string, string, string> Lossless => new()
    {
        { "flac", "flac", "flac" },
        { "aiff", "pcm_s16be", "pcm_s16be" },
        { "aiff", "pcm_s24be", "pcm_s24be" },
        { "au", "pcm_s16be", "pcm_s16be" },
        { "caf", "pcm_s16be", "pcm_s16be" },
        { "wav", "pcm_mulaw", "pcm_mulaw" },
        { "wav", "pcm_alaw", "pcm_alaw" },
    };

    [Theory]
    [MemberData(nameof(Lossless))]
    public async Task What_is_exact_agrees_with_ffmpeg_to_the_bit(string extension, string encoder, string codec)
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = await EncodeAsync(extension, "-c:a", encoder);
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(codec, stream.Format.Codec);
        Assert.Equal(FrameCount, stream.Format.FrameCount);
        Assert.Equal(await Signals.ReadAllAsync(await FfmpegForTests.DecoderAsync(), path), await Signals.ReadAllAsync(stream));
    }

    /// <summary>Extension, ffmpeg's arguments, and how well the excerpt must agree with a decode from the start.</summary>
    public static TheoryData<string, string, double> Seekable => new()
    {
        { "flac", "-c:a flac", double.PositiveInfinity },
        { "ogg", "-c:a libvorbis -q:a 3", double.PositiveInfinity },
        { "opus", "-c:a libopus -b:a 64k", 120 },
        { "mp3", "-c:a libmp3lame -b:a 128k", 120 },
        { "mp3", "-c:a libmp3lame -q:a 9", 120 }, // frames that lean far back
        { "mp3", "-c:a libmp3lame -b:a 32k -ar 22050 -ac 1", 120 },
        { "mp3", "-c:a libmp3lame -b:a 8k -ar 8000 -ac 1", 120 },
    };

    [Theory]
    [MemberData(nameof(Seekable))]
    public async Task Seeking_gives_what_reading_up_to_there_gives(string extension, string arguments, double decibels)
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = await EncodeAsync(extension, arguments.Split(' '));
        await using IAudioStream straight = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        float[] whole = await Signals.ReadAllAsync(straight);
        (int channels, int rate) = (straight.Format.ChannelCount, straight.Format.SampleRate);
        foreach (int frame in (int[])[1, rate / 4, 3 * rate + 77, 7 * rate + 1234, whole.Length / channels - 5])
        {
            await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
            await stream.SeekAsync(frame, TestContext.Current.CancellationToken);
            float[] part = await Signals.ReadAllAsync(stream);
            double snr = Signals.SnrDecibels([.. whole[(frame * channels)..].Select(v => (double)v)], part);
            Assert.True(snr >= decibels, $"{arguments} at {frame}: {snr:0.0} dB, {decibels} expected");
        }
    }

    [Theory]
    [InlineData("mp3")]
    [InlineData("ogg")]
    [InlineData("flac")]
    public async Task Neither_blocks_nor_mixing_in_the_worker_change_a_bit(string extension)
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = await EncodeAsync(extension);
        float[] stereo = await ReadAsync(decoder, path, 1021);
        var mono = new float[stereo.Length / 2];
        MonoMixer.Mix(stereo, 2, mono);

        Assert.Equal(stereo, await ReadAsync(decoder, path, 300_000));
        Assert.Equal(stereo, await ReadAsync(decoder, path, 37 * 1021));
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        using var reader = new MonoReader(stream);
        Assert.Equal(mono, await reader.ReadAsync(long.MaxValue, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Beyond_the_end_there_is_nothing()
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        await using IAudioStream stream = await decoder.OpenAsync(await EncodeAsync("mp3"), TestContext.Current.CancellationToken);
        await stream.SeekAsync(100 * SampleRate, TestContext.Current.CancellationToken);

        Assert.Empty(await Signals.ReadAllAsync(stream));
    }

    [Fact]
    public async Task A_name_is_not_taken_for_a_format()
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = _scratch.Write("zeros.au", new byte[5000]);

        await Assert.ThrowsAsync<AudioDecodeException>(async () => await decoder.OpenAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_libsndfile_refuses_is_left_to_the_next_decoder()
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = _scratch.Write("a.flac", [.. "fLaC"u8, .. new byte[5000]]);
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(async () => await decoder.OpenAsync(path, TestContext.Current.CancellationToken));

        Assert.True(exception.IsUnsupported);
        Assert.Contains("needs ffmpeg to decode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_mp3_of_varying_rate_that_states_no_length_is_decoded_whole_by_ffmpeg()
    {
        // The quiet first half has frames a tenth as long as the loud second.
        string path = await FfmpegForTests.MakeAsync(
            _scratch.File("vbr.mp3"), "-f", "lavfi", "-i", "anoisesrc=d=20:seed=1:a=0.5", "-af", "volume='if(lt(t,10),0.0001,1)':eval=frame",
            "-ar", "44100", "-q:a", "5", "-write_xing", "0");

        await AssertLeftToFfmpegAsync(path, seconds: 20);
    }

    [Fact]
    public async Task Mp3s_joined_into_one_file_are_not_cut_after_the_first()
    {
        byte[] part = await File.ReadAllBytesAsync(
            await FfmpegForTests.MakeAsync(_scratch.File("part.mp3"), "-f", "lavfi", "-i", "anoisesrc=d=20:seed=1", "-b:a", "192k"), TestContext.Current.CancellationToken);

        await AssertLeftToFfmpegAsync(_scratch.Write("joined.mp3", [.. part, .. part]), seconds: 40);
    }

    [Fact]
    public async Task An_mp3_of_constant_rate_needs_no_stated_length()
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        string path = await EncodeAsync("mp3", "-b:a", "128k", "-write_xing", "0");

        Assert.InRange((await ReadAsync(decoder, path, 5000)).Length / 2.0 / SampleRate, 11.9, 12.2);
    }

    [Fact]
    public async Task A_picture_of_megabytes_is_skipped()
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        byte[] sound = await File.ReadAllBytesAsync(await EncodeAsync("mp3", "-id3v2_version", "0"), TestContext.Current.CancellationToken);
        const int Size = 6_000_000;
        byte[] frame = [.. "APIC"u8, 0, (Size - 10) >> 16, (Size - 10) >> 8 & 255, (Size - 10) & 255, 0, 0, .. new byte[Size - 10]];
        byte[] tag = [.. "ID3"u8, 3, 0, 0, Size >> 21, (Size >> 14) & 127, (Size >> 7) & 127, Size & 127, .. frame];

        Assert.Equal(FrameCount * 2, (await ReadAsync(decoder, _scratch.Write("cover.mp3", [.. tag, .. sound]), 5000)).Length);
    }

    [Fact]
    public async Task Damaged_frames_inside_an_mp3_cost_themselves()
    {
        byte[] bytes = await File.ReadAllBytesAsync(await EncodeAsync("mp3"), TestContext.Current.CancellationToken);
        var rng = new Rng(1);
        for (int i = bytes.Length / 2; i < bytes.Length / 2 + 3000; i++) bytes[i] = (byte)rng.NextInt(256);
        LoadedAudio loaded = await (await LoaderAsync()).LoadAsync(_scratch.Write("damaged.mp3", bytes), TestContext.Current.CancellationToken);

        Assert.InRange(loaded.SourceDuration.TotalSeconds, 11.5, 12.1);
        Assert.All(loaded.Audio.Samples.ToArray(), sample => Assert.True(Math.Abs(sample) < 4));
    }

    [Theory]
    [InlineData("flac", "the file ends early or is damaged: 12.0 seconds are promised, ")]
    [InlineData("mp3", "the file ends early or is damaged: 12.0 seconds are promised, ")]
    [InlineData("aiff", "the file ends early: the header promises ")]
    [InlineData("au", "the file ends early: the header promises ")]
    public async Task A_truncated_file_says_so(string extension, string reason)
    {
        byte[] bytes = await File.ReadAllBytesAsync(await EncodeAsync(extension), TestContext.Current.CancellationToken);
        string half = _scratch.Write("half." + extension, bytes[..(bytes.Length / 2)]);
        AudioLoader loader = await LoaderAsync();
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(async () => await loader.LoadAsync(half, TestContext.Current.CancellationToken));

        Assert.StartsWith(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8_000, 1)]
    [InlineData(192_000, 2)]
    [InlineData(48_000, 8)]
    public async Task Unusual_rates_and_numbers_of_channels_are_read(int rate, int channels)
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        short[] samples = Signals.Tones(rate, channels, rate);
        string source = _scratch.Write("source.wav", WavBuilder.Of(samples, (ushort)channels, (uint)rate).Build());
        string path = await FfmpegForTests.MakeAsync(_scratch.File("a.flac"), "-i", source);

        Assert.Equal(Signals.Floats(samples), await ReadAsync(decoder, path, 5000));
    }

    [Theory]
    [InlineData("ID3\u0004", true)]
    [InlineData("fLaC", true)]
    [InlineData("OggS", true)]
    [InlineData("RIFF    WAVE", true)]
    [InlineData("RIFX    WAVE", true)]
    [InlineData("    ftypM4A ", false)]
    [InlineData("#EXTM3U\n", false)]
    public async Task Only_its_own_formats_are_offered(string header, bool expected) =>
        Assert.Equal(expected, (await SndfileForTests.RequireAsync()).CanDecode(System.Text.Encoding.Latin1.GetBytes(header.PadRight(64, '\0'))));

    [Theory]
    [InlineData("libsndfile-1.2.0", "1.2.0")]
    [InlineData("libsndfile-1.0.31-exp", "1.0.31")]
    [InlineData("something", "of unknown version")]
    public void A_version_is_a_number(string text, string version) => Assert.Equal(version, SndfileLibrary.ParseVersion(text));

    private static async Task<float[]> ReadAsync(SndfileDecoder decoder, string path, int framesPerBlock)
    {
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        return await Signals.ReadAllAsync(stream, framesPerBlock);
    }

    private static async Task AssertLeftToFfmpegAsync(string path, double seconds)
    {
        LoadedAudio loaded = await (await LoaderAsync()).LoadAsync(path, TestContext.Current.CancellationToken);

        Assert.StartsWith("ffmpeg ", loaded.Decoder, StringComparison.Ordinal);
        Assert.InRange(loaded.SourceDuration.TotalSeconds, seconds - 0.2, seconds + 0.2);
    }

    private static async Task<AudioLoader> LoaderAsync() => new(
        DecoderSet.Create(new FfmpegLocation(await FfmpegForTests.RequireAsync(), ""), sndfile: await SndfileForTests.RequireAsync()),
        new AudioLoaderOptions { Excerpt = ExcerptRule.All });

    private async Task<string> EncodeAsync(string extension, params string[] arguments)
    {
        string source = _scratch.Write("source.wav", WavBuilder.Of(Tones, 2, SampleRate).Build());
        return await FfmpegForTests.MakeAsync(_scratch.File("encoded." + extension), ["-i", source, .. arguments]);
    }
}
