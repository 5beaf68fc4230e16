using Sargam.Features.Audio;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class TempogramTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(7, 17)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    [InlineData(100, 31)]
    [InlineData(1, 384)]
    [InlineData(40, 384)]
    [InlineData(400, 40)]
    public void Mean_is_that_of_every_frames_normalised_autocorrelation(int frameCount, int windowLength)
    {
        float[] strengths = Frames.Strengths((ulong)(frameCount * 1000 + windowLength), frameCount);
        var actual = new float[windowLength];
        new Tempogram(new TempogramOptions { WindowLength = windowLength }).Mean(strengths, actual);

        Approx.Equal(Slow(strengths, windowLength), actual, 1e-6, "tempogram");
    }

    [Fact]
    public void It_does_not_depend_on_how_loud_the_onsets_are()
    {
        float[] strengths = Frames.Strengths(7, 300);
        float[] loud = [.. strengths.Select(value => 1024 * value)];
        float[] first = new float[384], second = new float[384];
        var tempogram = new Tempogram();
        tempogram.Mean(strengths, first);
        tempogram.Mean(loud, second);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Frames_far_from_any_onset_count_as_nothing()
    {
        var strengths = new float[2000];
        strengths[500] = 3;
        var mean = new float[384];
        new Tempogram().Mean(strengths, mean);

        Assert.Equal(383 / 2000.0, mean[0], 1e-6); // the first value of a periodic Hann window is 0
        Assert.Equal(0, mean[100], 1e-6);
    }

    [Fact]
    public void Silence_gives_zeros()
    {
        float[] mean = [.. Enumerable.Repeat(1f, 384)];
        new Tempogram().Mean(new float[500], mean);
        Assert.All(mean, value => Assert.Equal(0, value));
        new Tempogram().Mean([], mean);
        Assert.All(mean, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Bands_cover_the_lags_from_8_once_and_widen_with_them()
    {
        var bands = new TempogramBands(22_050);

        Assert.Equal(32, bands.Bands.Count);
        int next = 8;
        foreach (TempogramBand band in bands.Bands)
        {
            Assert.Equal(next, band.FirstLag);
            Assert.InRange((double)band.LagCount / band.FirstLag, 0.07, 0.2);
            Assert.Equal(60.0 * 22_050 / 512 / band.FirstLag, band.MaxTempo, 1e-9);
            Assert.Equal(60.0 * 22_050 / 512 / (band.FirstLag + band.LagCount - 1), band.MinTempo, 1e-9);
            next += band.LagCount;
        }

        Assert.Equal(384, next);
    }

    [Fact]
    public void Pooling_averages_the_lags_of_a_band()
    {
        var bands = new TempogramBands(22_050);
        float[] lags = [.. Enumerable.Range(0, 384).Select(lag => (float)lag)];
        var pooled = new float[32];
        bands.Pool(lags, pooled);

        for (int i = 0; i < 32; i++) Assert.Equal(bands.Bands[i].FirstLag + (bands.Bands[i].LagCount - 1) / 2.0, pooled[i], 1e-4);
    }

    [Theory]
    [InlineData(0, 384, 8)]
    [InlineData(32, 384, 1)]
    [InlineData(32, 20, 8)]
    [InlineData(1, 8, 8)]
    [InlineData(1, 8, 0)]
    public void Bands_without_lags_are_refused(int bandCount, int windowLength, int firstLag) =>
        Assert.ThrowsAny<ArgumentException>(() => new TempogramBands(22_050, 512, bandCount, windowLength, firstLag));

    [Fact]
    public void Wrong_lengths_are_named()
    {
        Assert.Contains("WindowLength", Assert.Throws<ArgumentException>(() => new Tempogram(new TempogramOptions { WindowLength = 1 })).Message);
        Assert.Contains("384", Assert.Throws<ArgumentException>(() => new Tempogram().Mean(new float[9], new float[383])).Message);
        Assert.Contains("384 lags", Assert.Throws<ArgumentException>(() => new TempogramBands(22_050).Pool(new float[383], new float[32])).Message);
    }

    private static double[] Slow(float[] strengths, int windowLength)
    {
        int half = windowLength / 2;
        int n = strengths.Length;
        double At(int i) => i < 0 ? strengths[0] * (double)(half + i) / half : i < n ? strengths[i] : strengths[^1] * (double)(half - 1 - (i - n)) / half;
        var mean = new double[windowLength];
        for (int frame = 0; frame < n; frame++)
        {
            var x = new double[windowLength];
            for (int i = 0; i < windowLength; i++) x[i] = (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / windowLength)) * At(frame - half + i);
            var correlation = new double[windowLength];
            for (int lag = 0; lag < windowLength; lag++)
            {
                for (int i = 0; i + lag < windowLength; i++) correlation[lag] += x[i] * x[i + lag];
            }

            double largest = correlation.Max();
            for (int lag = 0; lag < windowLength; lag++) mean[lag] += largest > 0 ? correlation[lag] / largest / n : 0;
        }

        return mean;
    }
}
