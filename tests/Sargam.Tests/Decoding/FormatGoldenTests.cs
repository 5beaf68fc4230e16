using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Sargam.Decoding;
using Sargam.Decoding.Sndfile;
using Sargam.Decoding.Wav;
using Sargam.Storage;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Sndfile;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Decoding;

/// <summary>Two seconds of real music in eight formats, against what ffmpeg made of them elsewhere.</summary>
public sealed class FormatGoldenTests
{
    private const string Folder = "audio/formats/";
    private static readonly string[] Clips = ["vibeace_a_44100_stereo", "trumpet_44100_stereo"];

    public static TheoryData<string> Wavs => [.. Clips.SelectMany(clip => new[] { $"{clip}.wav", $"{clip}_24.wav", $"{clip}_f32.wav" })];

    public static TheoryData<string> All =>
        [.. Wavs.Select(row => row.Data), .. Clips.SelectMany(clip => new[] { "flac", "mp3", "ogg", "opus", "m4a" }.Select(format => $"{clip}.{format}"))];

    [Theory]
    [MemberData(nameof(Wavs))]
    public Task Wav_without_help_is_exact(string name) => CheckAsync(new WavDecoder(), name, decibels: double.PositiveInfinity);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_format_through_ffmpeg_is_as_before(string name)
    {
        bool lossless = name.EndsWith(".wav", StringComparison.Ordinal) || name.EndsWith(".flac", StringComparison.Ordinal);
        await CheckAsync(await FfmpegForTests.DecoderAsync(), name, lossless ? double.PositiveInfinity : 100);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_format_through_libsndfile_is_what_ffmpeg_makes_of_it(string name)
    {
        SndfileDecoder decoder = await SndfileForTests.RequireAsync();
        Assert.SkipWhen(name.EndsWith(".m4a", StringComparison.Ordinal), "not a format of libsndfile");
        Assert.SkipWhen(name.EndsWith(".mp3", StringComparison.Ordinal) && !decoder.ReadsMp3, "libsndfile here is older than 1.1");
        bool lossless = name.EndsWith(".wav", StringComparison.Ordinal) || name.EndsWith(".flac", StringComparison.Ordinal);
        await CheckAsync(decoder, name, lossless ? double.PositiveInfinity : 100);
    }

    private static async Task CheckAsync(IAudioDecoder decoder, string name, double decibels)
    {
        string path = RepositoryRoot.Shared(Path.Combine("golden", Folder + name));
        JsonElement expected = Golden.SharedJson(Folder + "decoded.json").GetProperty(name);
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        float[] decoded = await Signals.ReadAllAsync(stream);

        Assert.Equal(expected.GetProperty("codec").GetString(), stream.Format.Codec);
        Assert.Equal(expected.GetProperty("sr").GetInt32(), stream.Format.SampleRate);
        Assert.Equal(expected.GetProperty("channels").GetInt32(), stream.Format.ChannelCount);
        Assert.Equal(expected.GetProperty("ffmpeg_decoded_frames").GetInt32(), decoded.Length / 2);
        Assert.InRange(stream.Format.FrameCount!.Value, decoded.Length / 2 - 2000, decoded.Length / 2 + 2000);

        NpyArray window = Golden.Shared($"{Folder}{name.Replace('.', '_')}_ffmpeg_20000_28192.npy");
        double snr = Signals.SnrDecibels(window.Values, decoded.AsSpan(2 * 20_000, 2 * 8_192));
        Assert.True(snr >= decibels, $"{name}: {snr:0.0} dB, {decibels} expected");
        if (expected.TryGetProperty("md5_pcm_s16le", out JsonElement md5)) Assert.Equal(md5.GetString(), Md5(decoded));
    }

    [SuppressMessage("Security", "CA5351", Justification = "The reference is an MD5; nothing is protected by it.")]
    private static string Md5(float[] samples)
    {
        short[] stored = [.. samples.Select(v => (short)(v * 32768f))];
        return Convert.ToHexStringLower(MD5.HashData(Signals.Bytes<short>(stored)));
    }
}
