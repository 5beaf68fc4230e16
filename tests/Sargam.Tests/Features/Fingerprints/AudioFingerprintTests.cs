using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Features.Fingerprints;
using Sargam.Numerics;

namespace Sargam.Tests.Features.Fingerprints;

public sealed class AudioFingerprintTests
{
    private const int Rate = 22050;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(20 * 512 - 1, 0)]
    [InlineData(20 * 512, 1)]
    [InlineData(23 * 512 - 1, 1)]
    [InlineData(23 * 512, 2)]
    [InlineData(30 * Rate, 424)]
    [InlineData(45 * Rate, 640)]
    [InlineData(60 * Rate, 640)]
    public void Length_decides_the_number_of_words(int sampleCount, int wordCount) =>
        Assert.Equal(wordCount, Corpus.Fingerprint(Noise(1, sampleCount)).WordCount);

    [Fact]
    public void Long_audio_is_represented_by_its_middle()
    {
        float[] samples = Noise(2, 100 * Rate);
        AudioFingerprint whole = Corpus.Fingerprint(samples);
        AudioFingerprint part = Corpus.Fingerprint(samples[(40 * 512 * 30)..(70 * Rate)]);

        Assert.InRange(whole.StartSeconds, 27.4, 27.9);
        FingerprintMatch match = Assert.NotNull(new FingerprintMatcher().Match(whole, part));
        Assert.InRange(match.OffsetSeconds, -40 * 512 * 30.0 / Rate - 0.04, -40 * 512 * 30.0 / Rate + 0.04);
    }

    [Fact]
    public void Silence_and_steady_tones_have_nothing_to_rely_on()
    {
        Assert.Equal(0, Corpus.Fingerprint(new float[5 * Rate]).StrongBitCount);
        Assert.Equal(0, Corpus.Fingerprint(Wave(5, t => 0.3 * Math.Sin(2 * Math.PI * 440 * t) + 0.2 * Math.Sin(2 * Math.PI * 1250 * t)))
            .Strong.ToArray().Skip(2).SkipLast(2).Sum(word => (long)uint.PopCount(word)));
        Assert.True(Corpus.Fingerprint(Noise(3, 5 * Rate)).StrongBitCount > 200);
    }

    [Fact]
    public void Loudness_changes_almost_nothing()
    {
        float[] samples = Noise(4, 10 * Rate);
        AudioFingerprint loud = Corpus.Fingerprint(samples);
        AudioFingerprint quiet = Corpus.Fingerprint([.. samples.Select(x => x * 1e-3f)]);

        FingerprintMatch match = Assert.NotNull(new FingerprintMatcher().Match(loud, quiet));
        Assert.Equal(0, match.BitErrorRate);
        Assert.InRange(match.ComparedBits, loud.StrongBitCount - 5, loud.StrongBitCount);
    }

    [Fact]
    public void An_extractor_forgets_the_track_before()
    {
        var stft = new Stft();
        StftWorkspace workspace = stft.CreateWorkspace();
        var extractor = new FingerprintExtractor();
        foreach (int length in (int[])[50 * Rate, 3 * Rate, 100, 20 * Rate])
        {
            float[] samples = Noise((ulong)length, length);
            stft.Analyze(samples, workspace, [extractor], TestContext.Current.CancellationToken);
            Assert.Equal(Corpus.Fingerprint(samples).ToBytes(), extractor.ToFingerprint().ToBytes());
        }
    }

    [Fact]
    public void Samples_of_every_accepted_size_give_a_fingerprint()
    {
        foreach (float scale in (float[])[1e-45f, 1e-20f, 1e6f]) Assert.Equal(66, Corpus.Fingerprint([.. Noise(5, 5 * Rate).Select(x => x * scale)]).WordCount);
    }

    [Fact]
    public void Bytes_hold_everything()
    {
        AudioFingerprint fingerprint = Corpus.Fingerprint(Noise(6, 50 * Rate));
        byte[] bytes = fingerprint.ToBytes();
        AudioFingerprint read = AudioFingerprint.FromBytes(bytes);

        Assert.Equal(8 + 8 * 640, bytes.Length);
        Assert.Equal(fingerprint.Signs.ToArray(), read.Signs.ToArray());
        Assert.Equal(fingerprint.Strong.ToArray(), read.Strong.ToArray());
        Assert.Equal((fingerprint.StartSeconds, fingerprint.StrongBitCount), (read.StartSeconds, read.StrongBitCount));
    }

    [Fact]
    public void Damaged_bytes_are_refused_whatever_is_wrong()
    {
        byte[] bytes = Corpus.Fingerprint(Noise(7, 2 * Rate)).ToBytes();
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes([]));
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes([.. bytes, 0]));
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes([2, .. bytes.AsSpan(1)]));
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes([.. bytes.AsSpan(0, 7), 0x80, .. bytes.AsSpan(8)]));
        byte[] tooMany = new byte[8 + 8 * 641];
        (tooMany[0], tooMany[2], tooMany[3]) = (1, 641 & 0xFF, 641 >> 8);
        Assert.Throws<InvalidDataException>(() => AudioFingerprint.FromBytes(tooMany));
    }

    [Fact]
    public void Another_sample_rate_is_rejected()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => FingerprintExtractor.Compute(new AudioBuffer([1f], 44100), TestContext.Current.CancellationToken));
        Assert.Contains("must have 22050 samples per second, got 44100", error.Message, StringComparison.Ordinal);
    }

    private static float[] Wave(int seconds, Func<double, double> at) =>
        [.. Enumerable.Range(0, seconds * Rate).Select(i => (float)at(i / (double)Rate))];

    private static float[] Noise(ulong seed, int length)
    {
        var samples = new float[length];
        new Rng(seed).Normal(samples);
        for (int i = 0; i < length; i++) samples[i] *= 0.1f;
        return samples;
    }
}
