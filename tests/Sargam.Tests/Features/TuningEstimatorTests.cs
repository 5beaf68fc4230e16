using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Tests.Features;

public sealed class TuningEstimatorTests
{
    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Tuning_is_librosas(string name) =>
        Assert.Equal(LibrosaTuning.Of(name), TuningEstimator.Compute(LibrosaClip.Open(name).Audio), 1e-9);

    [Fact]
    public void Tuning_is_that_of_the_definition()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var options = new TuningOptions { MinFrequency = 50.0 * (seed % 4), MaxFrequency = seed % 3 == 0 ? 50_000 : 3000, Threshold = 0.02f * seed };
            float[] samples = Chord(seed, tuning: 0.05 * (seed % 9) - 0.2, noise: 0.1 * (seed % 2));
            double tuning = TuningEstimator.Compute(new AudioBuffer(samples, 22050), options);

            Assert.True(Defined(new Stft().PowerSpectrogram(samples), 22050, 2048, options) == tuning, $"seed {seed}: {tuning}");
        }
    }

    [Theory]
    [InlineData(-0.4)]
    [InlineData(-0.13)]
    [InlineData(0)]
    [InlineData(0.28)]
    [InlineData(0.45)]
    public void Detuned_chords_are_told(double tuning)
    {
        double estimate = TuningEstimator.Compute(
            new AudioBuffer(Chord(7, tuning, noise: 0), 22050), stftOptions: new StftOptions { FftSize = 8192 });

        double difference = estimate - tuning;
        Assert.InRange(difference - Math.Round(difference), -0.04, 0.04); // 0.5 above one semitone is 0.5 below the next
    }

    [Fact]
    public void Silence_is_in_tune() => Assert.Equal(0, TuningEstimator.Compute(new AudioBuffer(new float[5000], 22050)));

    [Fact]
    public void A_track_leaves_no_traces_in_the_next()
    {
        var stft = new Stft();
        StftWorkspace workspace = stft.CreateWorkspace();
        var estimator = new TuningEstimator(22050, 2048);
        float[] first = Chord(1, 0.3, 0.2);
        float[] second = Chord(2, -0.2, 0.2);
        foreach (float[] samples in (float[][])[first, second, new float[100], first])
        {
            stft.Analyze(samples, workspace, [estimator], TestContext.Current.CancellationToken);
            Assert.Equal(TuningEstimator.Compute(new AudioBuffer(samples, 22050)), estimator.Tuning);
        }
    }

    [Fact]
    public void Later_tracks_of_the_same_size_take_no_memory()
    {
        var stft = new Stft();
        StftWorkspace workspace = stft.CreateWorkspace();
        IPowerSpectrumVisitor[] visitors = [new TuningEstimator(22050, 2048)];
        float[] samples = Chord(3, 0.1, 0.5);
        stft.Analyze(samples, workspace, visitors, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        stft.Analyze(samples, workspace, visitors, CancellationToken.None);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void The_A_is_exactly_in_tune() => Assert.Equal(0, new TuningHistogram().Mode([440f, 880f, 27.5f, 441f], [1f, 1f, 1f, 1f]));

    [Fact]
    public void The_first_of_equally_full_bins_counts() =>
        Assert.Equal(TuningHistogram.Edge(20), new TuningHistogram().Mode([Detuned(0.305), Detuned(-0.295), Detuned(-0.1)], [2f, 2f, 1f]));

    [Fact]
    public void Medians_are_those_of_a_sort()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var rng = new Rng(seed);
            var values = new float[1 + seed % 50];
            for (int i = 0; i < values.Length; i++) values[i] = seed % 3 == 0 ? (float)Math.Floor(rng.Uniform(0, 4)) : (float)Math.Exp(rng.Uniform(-80, 80));
            float[] sorted = [.. values.Order()];
            int middle = sorted.Length / 2;
            float expected = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;

            Assert.True(expected == PositiveMedian.Of(values, new int[PositiveMedian.DigitCount]), $"seed {seed}");
        }
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        var options = new TuningOptions { MinFrequency = -1, MaxFrequency = -2, Threshold = 1 };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new TuningEstimator(22050, 2048, options));
        foreach (string name in (string[])["MinFrequency", "MaxFrequency", "Threshold"]) Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static float Detuned(double semitones) => (float)(440 * Math.Pow(2, semitones / 12));

    private static float[] Chord(ulong seed, double tuning, double noise)
    {
        var rng = new Rng(seed);
        var samples = new float[22050];
        for (int note = 0; note < 6; note++)
        {
            double frequency = 440 * Math.Pow(2, (Math.Floor(rng.Uniform(0, 30)) + tuning) / 12);
            double amplitude = rng.Uniform(0.5, 1);
            for (int i = 0; i < samples.Length; i++) samples[i] += (float)(amplitude * Math.Sin(2 * Math.PI * frequency * i / 22050));
        }

        for (int i = 0; i < samples.Length; i++) samples[i] += (float)(noise * rng.Normal());
        return samples;
    }

    // As librosa says it, one number at a time.
    private static double Defined(Matrix power, int sampleRate, int fftSize, TuningOptions options)
    {
        var peaks = new List<(float Pitch, float Power)>();
        for (int frame = 0; frame < power.ColumnCount; frame++)
        {
            float loudest = Enumerable.Range(0, power.RowCount).Max(bin => power[bin, frame]);
            for (int bin = 1; bin < power.RowCount - 1; bin++)
            {
                double frequency = (double)bin * sampleRate / fftSize;
                if (frequency < options.MinFrequency || frequency >= Math.Min(options.MaxFrequency, sampleRate / 2.0)) continue;
                (float before, float here, float after) = (power[bin - 1, frame], power[bin, frame], power[bin + 1, frame]);
                if (here <= options.Threshold * loudest || here <= before || here < after) continue;
                double a = before + after - 2.0 * here;
                double b = (after - before) / 2;
                float shift = Math.Abs(b) >= Math.Abs(a) ? 0 : (float)(-b / a);
                peaks.Add(((float)((bin + (double)shift) * sampleRate / fftSize), here + 0.5f * (float)b * shift));
            }
        }

        float[] sorted = [.. peaks.Select(peak => peak.Power).Order()];
        float median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        var counts = new int[100];
        foreach ((float pitch, float strength) in peaks)
        {
            if (strength < median) continue;
            double semitone = 12 * Math.Log2(pitch / 27.5);
            double residual = semitone - Math.Floor(semitone);
            if (residual >= 0.5) residual -= 1;
            counts[(int)Math.Floor((residual + 0.5) * 100)]++;
        }

        return Array.IndexOf(counts, counts.Max()) * 0.01 - 0.5;
    }
}
