using Sargam.Decoding;
using Sargam.Features;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

/// <summary>What a schema writes is what the features say, in the order that the columns name.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Audible => [.. LibrosaClip.All.Select(row => row.Data).Where(clip => clip != "synth/silence")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Audible))]
    public void The_stack_is_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);

        Approx.Equal(clip.Reference("block_39x130").Values, Extract(clip.Audio, FeatureSchemas.Stack), 2e-3, "stack-39x130");
    }

    [Theory]
    [MemberData(nameof(Audible))]
    public void Log_mel_spectrograms_are_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        foreach (int bands in (int[])[64, 128])
        {
            ReadOnlySpan<double> expected = clip.Reference($"mel{bands}_db").Values;
            float[] actual = Extract(clip.Audio, FeatureSchemas.Find($"logmel-{bands}x128"));
            int frameCount = expected.Length / bands;
            for (int band = 0; band < bands; band++)
            {
                int present = Math.Min(128, frameCount);
                Approx.Equal(expected.Slice(band * frameCount, present), actual.AsSpan(band * 128, present), 1e-3, $"band {band}");
                Assert.All(actual.AsSpan(band * 128 + present, 128 - present).ToArray(), value => Assert.Equal(0, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Audible))]
    public void Moments_are_scipys(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        ReadOnlySpan<double> expected = clip.Reference("mfcc20_stats").Values;
        float[] actual = Extract(clip.Audio, FeatureSchemas.Find("mfcc-moments"));
        float[] thirteen = Extract(clip.Audio, FeatureSchemas.Find("mfcc-moments-13"));

        Approx.Equal(expected[..40], actual.AsSpan(0, 40), 1e-3, "mean and std");
        Approx.Equal(expected[40..], actual.AsSpan(40), 1e-4, "skewness and kurtosis");
        for (int moment = 0; moment < 4; moment++) Assert.Equal(actual[(moment * 20)..(moment * 20 + 13)], thirteen[(moment * 13)..(moment * 13 + 13)]);
    }

    [Theory]
    [InlineData("synth/band")]
    [InlineData("synth/clicks")]
    [InlineData("robin")]
    public void Track_statistics_are_numpys_of_the_features_that_their_columns_name(string name)
    {
        AudioBuffer audio = LibrosaClip.Open(name).Audio;
        float[] vector = Extract(audio, FeatureSchemas.TrackStats);
        string[] columns = [.. FeatureSchemas.TrackStats.Columns];
        foreach ((string row, double[] values) in RowsOf(audio))
        {
            foreach ((string statistic, double expected) in NaiveStatistics.Of(values))
            {
                float actual = vector[Array.IndexOf(columns, $"{row}_{statistic}")];
                double tolerance = 2e-3 * Math.Max(1, Math.Abs(expected));
                Assert.True(Math.Abs(expected - actual) <= tolerance, $"{row}_{statistic} is {actual}, expected {expected}");
            }
        }

        float[] lags = Tempogram.ComputeMean(audio);
        var bands = new float[32];
        new TempogramBands(22050).Pool(lags, bands);
        Approx.Equal(Approx.Widen(bands), vector.AsSpan(vector.Length - 32), 1e-4, "tempogram");
    }

    [Fact]
    public void Crops_are_stretches_of_the_whole_sequence()
    {
        AudioBuffer audio = LibrosaClip.Open("synth/band").Audio;
        Matrix mfcc = Mfcc.Compute(audio, stftOptions: new StftOptions { Precision = FftPrecision.Bits32 });
        CropRule rule = CropRule.Parse("spread:3");
        float[] crops = Extract(audio, FeatureSchemas.MfccSequence.With(rule, removesTrackMean: false));

        for (int crop = 0; crop < 3; crop++)
        {
            int first = rule.FirstFrame(crop, mfcc.ColumnCount, 130);
            int count = Math.Min(130, mfcc.ColumnCount);
            for (int row = 0; row < 20; row++)
            {
                Assert.Equal(mfcc.Row(row).Slice(first, count).ToArray(), crops.AsSpan((crop * 20 + row) * 130, count).ToArray());
            }
        }
    }

    [Fact]
    public void Normalised_sequences_have_mean_zero_over_the_track()
    {
        LibrosaClip clip = LibrosaClip.Open("synth/clicks");
        Matrix mfcc = Mfcc.Compute(clip.Audio);
        float[] plain = Extract(clip.Audio, FeatureSchemas.MfccSequence);
        float[] centred = Extract(clip.Audio, FeatureSchemas.MfccSequence.With(CropRule.Start, removesTrackMean: true));

        int present = Math.Min(130, mfcc.ColumnCount);
        for (int row = 0; row < 20; row++)
        {
            double mean = mfcc.Row(row).ToArray().Average(value => (double)value);
            for (int frame = 0; frame < 130; frame++)
            {
                Assert.Equal(frame < present ? plain[row * 130 + frame] - mean : 0, centred[row * 130 + frame], 1e-3);
            }
        }
    }

    [Fact]
    public void Descriptors_say_what_is_heard()
    {
        var tone = new float[10 * 22050];
        var clicks = new float[tone.Length];
        for (int i = 0; i < tone.Length; i++)
        {
            tone[i] = 0.5f * (float)Math.Sin(2 * Math.PI * 440 * i / 22050);
            clicks[i] = i % 11025 < 200 ? ((i * 7919 % 200) - 100) / 200f : 0;
        }

        Dictionary<string, float> held = Described(tone), struck = Described(clicks);
        Assert.InRange(held["harmonic_share"], 0.9f, 1);
        Assert.InRange(struck["percussive_share"], 0.8f, 1);
        Assert.Equal(-9, held["loudness"], 0.3f);
        Assert.InRange(held["brightness"], 435, 460);
        Assert.InRange(struck["tempo"], 115, 125);
        Assert.Equal(2, struck["onset_rate"], 0.2f);
        Assert.InRange(struck["noisiness"], 0.01f, 1);
        Assert.True(held["noisiness"] < struck["noisiness"]);
    }

    private static Dictionary<string, float> Described(float[] samples) =>
        FeatureSchemas.Descriptors.Columns.Zip(Extract(new AudioBuffer(samples, 22050), FeatureSchemas.Descriptors)).ToDictionary(pair => pair.First, pair => pair.Second);

    private static float[] Extract(AudioBuffer audio, FeatureSchema schema) => new AudioFeatureExtractor().Extract(audio, [schema], Cancel)[0];

    private static IEnumerable<(string Name, double[] Values)> RowsOf(AudioBuffer audio)
    {
        int frameCount = 1 + audio.Samples.Length / 512;
        (string Name, Matrix Rows)[] blocks =
        [
            ("mfcc", Mfcc.Compute(audio)), ("mfcc_delta", Delta.Compute(audio)), ("mfcc_delta2", Delta.Compute(audio, order: 2)),
            ("contrast", SpectralContrast.Compute(audio)),
        ];
        foreach ((string name, Matrix rows) in blocks)
        {
            for (int row = 0; row < rows.RowCount; row++) yield return (name == "contrast" ? $"{name}_{row + 1}" : $"{name}_{row + 1:00}", Approx.Widen(rows.Row(row)));
        }

        yield return ("chroma_a", Approx.Widen(ChromaStft.Compute(audio).Row(9)));
        yield return ("tonnetz_major_y", Approx.Widen(Tonnetz.Compute(audio).Row(5)));
        var values = new float[frameCount];
        ZeroCrossingRate.Compute(audio.Samples.Span, values);
        yield return ("zero_crossing_rate", Approx.Widen(values));
        Rms.Compute(audio.Samples.Span, values);
        yield return ("log_rms", Logarithm(values, 1e-5));
        Matrix shape = SpectralShape.Compute(audio);
        yield return ("log_centroid", Logarithm(shape.Row(0), 1));
        yield return ("log_bandwidth", Logarithm(shape.Row(1), 1));
        yield return ("log_rolloff", Logarithm(shape.Row(2), 1));
        yield return ("log_flatness", Logarithm(shape.Row(3), 1e-10));
    }

    private static double[] Logarithm(ReadOnlySpan<float> values, double floor) => [.. values.ToArray().Select(value => Math.Log(Math.Max(value, floor)))];
}
