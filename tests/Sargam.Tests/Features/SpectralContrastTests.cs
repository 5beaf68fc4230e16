using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class SpectralContrastTests
{
    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Contrast_is_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        NpyArray expected = clip.Reference("contrast");
        Matrix contrast = SpectralContrast.Compute(clip.Audio);

        Assert.Equal([contrast.RowCount, contrast.ColumnCount], expected.Shape);
        Approx.Equal(expected.Values, contrast.Values, 1e-3, "contrast");
    }

    [Theory]
    [InlineData(22050, 2048, 6, 200, 0.02)]
    [InlineData(22050, 2048, 3, 500, 0.2)]
    [InlineData(8000, 512, 4, 100, 0.5)]
    [InlineData(44100, 256, 2, 1000, 0.001)]
    [InlineData(16000, 1024, 5, 200, 0.99)]
    public void Any_bands_and_quantile_are_those_of_the_definition(int sampleRate, int fftSize, int bandCount, double minFrequency, double quantile)
    {
        var options = new SpectralContrastOptions { BandCount = bandCount, MinFrequency = minFrequency, Quantile = quantile };
        var frames = new StftOptions { FftSize = fftSize, HopLength = fftSize / 4 };
        for (ulong seed = 0; seed < 3; seed++)
        {
            var samples = new float[fftSize * 3 + 17];
            new Rng(seed).Normal(samples);
            Matrix contrast = SpectralContrast.Compute(new AudioBuffer(samples, sampleRate), options, frames);

            double[] expected = Defined(new Stft(frames).PowerSpectrogram(samples), sampleRate, fftSize, options);
            Approx.Equal(expected, contrast.Values, 1e-4, $"contrast with seed {seed}");
        }
    }

    [Fact]
    public void Contrast_does_not_depend_on_loudness()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var samples = new float[30_000];
            new Rng(seed).Normal(samples);
            Matrix loud = SpectralContrast.Compute(new AudioBuffer([.. samples], 22050));
            Matrix quiet = SpectralContrast.Compute(new AudioBuffer([.. samples.Select(sample => sample / 64)], 22050));

            Approx.Equal(Approx.Widen(loud.Values), quiet.Values, 1e-4, $"seed {seed}");
        }
    }

    [Fact]
    public void A_track_leaves_no_traces_in_the_next()
    {
        var noise = new float[40_000];
        new Rng(1).Normal(noise);
        var stft = new Stft();
        StftWorkspace workspace = stft.CreateWorkspace();
        var used = new SpectralContrast(22050, 2048);
        stft.Analyze(noise, workspace, [used], TestContext.Current.CancellationToken);
        stft.Analyze(noise.AsSpan(0, 9000), workspace, [used], TestContext.Current.CancellationToken);

        Matrix fresh = SpectralContrast.Compute(new AudioBuffer(noise[..9000], 22050));
        Assert.Equal(fresh.Values.ToArray(), used.Contrast.ToMatrix().Values.ToArray());
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        var options = new SpectralContrastOptions { BandCount = 0, MinFrequency = double.NaN, Quantile = 1 };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectralContrast(22050, 2048, options));
        foreach (string name in (string[])["BandCount", "MinFrequency", "Quantile"]) Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_must_begin_below_half_the_sample_rate()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectralContrast(8000, 2048));
        Assert.Contains("4000 Hz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_without_a_bin_are_rejected()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectralContrast(22050, 64));
        Assert.Contains("FftSize must be larger, got 64", error.Message, StringComparison.Ordinal);
    }

    // As the paper and librosa say it, with sorts, in 64 bits.
    private static double[] Defined(Matrix power, int sampleRate, int fftSize, SpectralContrastOptions options)
    {
        int rowCount = options.BandCount + 1;
        var peaks = new double[rowCount * power.ColumnCount];
        var valleys = new double[rowCount * power.ColumnCount];
        for (int row = 0; row < rowCount; row++)
        {
            double low = row == 0 ? 0 : options.MinFrequency * Math.Pow(2, row - 1);
            double high = options.MinFrequency * Math.Pow(2, row);
            List<int> bins =
                [.. Enumerable.Range(0, power.RowCount).Where(bin => (double)bin * sampleRate / fftSize is { } f && f >= low && f <= high)];
            if (row > 0) bins.Insert(0, bins[0] - 1);
            while (row == options.BandCount && bins[^1] < power.RowCount - 1) bins.Add(bins[^1] + 1);
            int count = (int)Math.Max(1, Math.Round(options.Quantile * bins.Count));
            if (row < options.BandCount) bins.RemoveAt(bins.Count - 1);
            for (int frame = 0; frame < power.ColumnCount; frame++)
            {
                double[] sorted = [.. bins.Select(bin => Math.Sqrt(power[bin, frame])).Order()];
                valleys[row * power.ColumnCount + frame] = sorted.Take(count).Average();
                peaks[row * power.ColumnCount + frame] = sorted.TakeLast(count).Average();
            }
        }

        return [.. Decibels(peaks).Zip(Decibels(valleys), (peak, valley) => peak - valley)];
    }

    private static double[] Decibels(double[] values)
    {
        double[] decibels = [.. values.Select(value => 10 * Math.Log10(Math.Max(1e-10, value)))];
        double floor = decibels.Max() - 80;
        return [.. decibels.Select(value => Math.Max(value, floor))];
    }
}
