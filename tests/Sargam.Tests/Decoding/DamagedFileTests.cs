using System.Diagnostics;
using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;
using Sargam.Numerics;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Sndfile;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Decoding;

/// <summary>
/// Real files, damaged at random: always audio or a reason, never a crash or a hang. <c>SARGAM_DAMAGED_FILES</c> sets how many
/// are tried (a few otherwise), <c>SARGAM_DAMAGED_SEED</c> which is the first.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int UsualCount = 12;
    private const int SoundSeconds = 2;

    // A length field may be changed so that more is believed; headers may change the rate, from which seconds follow.
    private const double LongestCredibleSeconds = 60;
    private const float LoudestCredible = 100;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);
    private static readonly string[] Extensions = ["wav", "flac", "ogg", "mp3", "m4a", "opus"];

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_file_gives_audio_or_a_reason(bool withLibsndfile)
    {
        string folder = RepositoryRoot.Shared("golden/audio/formats");
        SndfileDecoder? sndfile = withLibsndfile ? await SndfileForTests.RequireAsync() : null;
        DecoderSet decoders = DecoderSet.Create(new FfmpegLocation(await FfmpegForTests.RequireAsync(), ""), sndfile: sndfile);
        byte[][] originals = [.. Extensions.Select(extension => File.ReadAllBytes(Path.Combine(folder, $"trumpet_44100_stereo.{extension}")))];
        int count = Setting("SARGAM_DAMAGED_FILES", UsualCount);
        int first = Setting("SARGAM_DAMAGED_SEED", 1);
        int decoded = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            int kind = seed % Extensions.Length;
            string path = _scratch.Write($"damaged.{Extensions[kind]}", Damage(originals[kind], new Rng((ulong)seed)));
            if (await CheckAsync(decoders, path, new Rng((ulong)seed).NextInt(2) == 0, $"seed {seed} ({Extensions[kind]})")) decoded++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{decoded} of {count} damaged files were decoded, the others gave a reason");
        if (count >= 100) Assert.InRange(decoded, 1, count - 1);
    }

    private static async Task<bool> CheckAsync(DecoderSet decoders, string path, bool isWhole, string what)
    {
        var options = new AudioLoaderOptions { Excerpt = isWhole ? ExcerptRule.All : ExcerptRule.Parse("0.5s@middle") };
        long start = Stopwatch.GetTimestamp();
        try
        {
            LoadedAudio loaded = await new AudioLoader(decoders, options).LoadAsync(path, TestContext.Current.CancellationToken);
            double seconds = loaded.Audio.Duration.TotalSeconds;
            Assert.True(seconds is > 0 and < LongestCredibleSeconds, $"{what}: {seconds} s of audio from a file of {SoundSeconds} s");
            bool holdsFloats = loaded.SourceFormat.Codec.StartsWith("pcm_f", StringComparison.Ordinal);
            foreach (float sample in loaded.Audio.Samples.Span) Assert.True(holdsFloats || Math.Abs(sample) < 2 * LoudestCredible, $"{what}: a sample of {sample}");
            return true;
        }
        catch (AudioDecodeException exception)
        {
            Assert.True(exception.Message.Length is > 0 and < 400, $"{what}: {exception.Message}");
            Assert.False(exception.Message.Contains("crashed", StringComparison.Ordinal), $"{what}: {exception.Message}");
            return false;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException and not OperationCanceledException)
        {
            Assert.Fail($"{what}: {exception}");
            return false;
        }
        finally
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeLimit, $"{what}: took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        }
    }

    /// <summary>One to four of: flipped bits, bytes of a header or a length field, exchanged blocks, a hole, an early end.</summary>
    private static byte[] Damage(byte[] original, Rng rng)
    {
        byte[] bytes = [.. original];
        int changes = 1 + rng.NextInt(4);
        for (int i = 0; i < changes; i++)
        {
            switch (rng.NextInt(5))
            {
                case 0:
                    for (int flips = 1 + rng.NextInt(20); flips > 0; flips--) bytes[rng.NextInt(bytes.Length)] ^= (byte)(1 << rng.NextInt(8));
                    break;
                case 1:
                    bytes[rng.NextInt(Math.Min(200, bytes.Length))] = (byte)rng.NextInt(256);
                    break;
                case 2:
                    int field = rng.NextInt(Math.Max(1, Math.Min(100, bytes.Length - 4)));
                    for (int j = 0; j < 4 && field + j < bytes.Length; j++) bytes[field + j] = (byte)(rng.NextInt(2) * 255);
                    break;
                case 3:
                    int length = Math.Min(1 + rng.NextInt(5000), bytes.Length / 2);
                    int from = rng.NextInt(bytes.Length - length + 1);
                    int to = rng.NextInt(bytes.Length - length + 1);
                    byte[] block = bytes[from..(from + length)];
                    bytes.AsSpan(to, length).CopyTo(bytes.AsSpan(from));
                    block.CopyTo(bytes.AsSpan(to));
                    break;
                default:
                    if (rng.NextInt(2) == 0) bytes = bytes[..Math.Max(1, rng.NextInt(bytes.Length))];
                    else bytes.AsSpan(rng.NextInt(bytes.Length), 1).Clear();
                    break;
            }
        }

        return bytes;
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int value) && value > 0 ? value : otherwise;
}
