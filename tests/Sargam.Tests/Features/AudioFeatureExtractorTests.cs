using Sargam.Decoding;
using Sargam.Features;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Features;

public sealed class AudioFeatureExtractorTests
{
    private static readonly FeatureSchema[] Every = [.. FeatureSchemas.All, FeatureSchemas.Stack.With(CropRule.Parse("spread:3"), removesTrackMean: true)];
    private static readonly FeatureSchema[] Both = [FeatureSchemas.MfccStats, FeatureSchemas.MfccSequence];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Vectors_come_in_the_order_of_the_schemas()
    {
        float[][] vectors = new AudioFeatureExtractor().Extract(Noise(1, 50_000), [FeatureSchemas.MfccSequence, FeatureSchemas.MfccStats], Cancel);

        Assert.Equal([2600, 40], vectors.Select(vector => vector.Length));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(70_000)]
    public void Statistics_are_those_of_the_coefficients(int sampleCount)
    {
        AudioBuffer audio = Noise(2, sampleCount);
        float[] vector = new AudioFeatureExtractor().Extract(audio, Both, Cancel)[0];

        Matrix mfcc = Mfcc.Compute(audio);
        for (int i = 0; i < 20; i++)
        {
            double[] row = [.. mfcc.Row(i).ToArray().Select(value => (double)value)];
            double mean = row.Average();
            Assert.Equal(mean, vector[i], 1e-4);
            Assert.Equal(Math.Sqrt(row.Average(value => (value - mean) * (value - mean))), vector[20 + i], 1e-4);
        }
    }

    [Fact]
    public void A_sequence_ends_in_zeros_where_the_track_is_short()
    {
        AudioBuffer audio = Noise(3, 512 * 5);
        float[] vector = new AudioFeatureExtractor().Extract(audio, Both, Cancel)[1];

        Matrix mfcc = Mfcc.Compute(audio, stftOptions: new StftOptions { Precision = FftPrecision.Bits32 });
        Assert.Equal(6, mfcc.ColumnCount);
        for (int row = 0; row < 20; row++)
        {
            Assert.Equal(mfcc.Row(row).ToArray(), vector.AsSpan(row * 130, 6).ToArray());
            Assert.All(vector.AsSpan(row * 130 + 6, 124).ToArray(), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Results_do_not_depend_on_threads_or_on_earlier_tracks()
    {
        AudioBuffer[] tracks = [.. Enumerable.Range(0, 30).Select(i => Noise((ulong)i, 1 + i * i * 137 % 90_000))];
        float[][][] alone = [.. tracks.Select(track => new AudioFeatureExtractor().Extract(track, Every, Cancel))];
        var shared = new AudioFeatureExtractor();
        var together = new float[tracks.Length][][];
        Parallel.For(0, tracks.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = shared.Extract(tracks[i], Every, Cancel));

        for (int track = 0; track < tracks.Length; track++)
        {
            for (int i = 0; i < Every.Length; i++) Same(Every[i], alone[track][i], together[track][i], track);
        }
    }

    [Fact]
    public void A_schema_has_the_same_numbers_alone_and_with_others()
    {
        AudioBuffer audio = Noise(7, 100_000);
        float[][] together = new AudioFeatureExtractor().Extract(audio, Every, Cancel);

        for (int i = 0; i < Every.Length; i++) Assert.Equal(new AudioFeatureExtractor().Extract(audio, [Every[i]], Cancel)[0], together[i]);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 4_999)]
    [InlineData(float.NegativeInfinity, 2_500)]
    public void Samples_that_are_no_numbers_are_a_reason_to_fail(float value, int position)
    {
        float[] samples = Noise(4, 5_000).Samples.ToArray();
        samples[position] = value;
        Assert.Equal("the audio contains NaN or infinite samples", Reason(samples));
    }

    [Fact]
    public void Silence_is_a_reason_to_fail()
    {
        Assert.Equal("the audio is silent", Reason(new float[10_000]));
        Assert.Equal("the audio is silent", Reason([-0f, 0f]));
    }

    [Fact]
    public void Emptiness_is_a_reason_to_fail() => Assert.Equal("the audio has no samples", Reason([]));

    [Fact]
    public void Samples_whose_squares_would_overflow_are_a_reason_to_fail() =>
        Assert.Equal("the audio contains samples as large as 1e+20, where full scale is 1", Reason([0f, -1e20f]));

    [Theory]
    [InlineData(1e-45f)]
    [InlineData(1e-20f)]
    [InlineData(1e6f)]
    public void Every_accepted_loudness_gives_finite_numbers(float scale)
    {
        float[] samples = Noise(5, 20_000).Samples.ToArray();
        for (int i = 0; i < samples.Length; i++) samples[i] = Math.Clamp(samples[i], -1, 1) * scale;
        samples[0] = scale;
        float[][] vectors = new AudioFeatureExtractor().Extract(new AudioBuffer(samples, 22050), Every, Cancel);

        Assert.All(vectors, vector => Assert.All(vector, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Another_sample_rate_is_rejected()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new AudioFeatureExtractor().Extract(new AudioBuffer([1f], 44100), Both, Cancel));
        Assert.Contains("must have 22050 samples per second, got 44100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_from_elsewhere_is_rejected()
    {
        var schema = new FeatureSchema("mfcc-stats", 2, [new FeatureColumn("x", "", "a number")]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new AudioFeatureExtractor().Extract(Noise(6, 10), [schema], Cancel));
        Assert.Contains("got mfcc-stats-v2", error.Message, StringComparison.Ordinal);
    }

    private static void Same(FeatureSchema schema, float[] expected, float[] actual, int track)
    {
        int at = Array.FindIndex(expected.Zip(actual, (a, b) => a.Equals(b)).ToArray(), isEqual => !isEqual);
        if (at >= 0) Assert.Fail($"{schema} of track {track}: {schema.Columns.ElementAt(at)} is {actual[at]:R}, expected {expected[at]:R}");
    }

    private static string Reason(float[] samples) =>
        Assert.Throws<AudioFeatureException>(() => new AudioFeatureExtractor().Extract(new AudioBuffer(samples, 22050), Both, Cancel)).Message;

    private static AudioBuffer Noise(ulong seed, int length)
    {
        var samples = new float[length];
        new Rng(seed).Normal(samples);
        for (int i = 0; i < length; i++) samples[i] *= 0.1f;
        return new AudioBuffer(samples, 22050);
    }
}
