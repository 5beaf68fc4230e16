using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class RealFftTests
{
    public static TheoryData<int> Sizes => [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Spectra_are_those_of_the_definition(int size)
    {
        var fft = new RealFft(WindowFunction.Hann(size));
        int hop = size / 4 + 3;
        float[] samples = Noise(1, fft.SampleCount(hop));
        (float[] re, float[] im) = Spectra(fft, samples, hop);

        double[] window = WindowFunction.Hann(size);
        double scale = Math.Sqrt(size);
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            for (int bin = 0; bin < fft.BinCount; bin += size > 512 ? 29 : 1)
            {
                (double expectedRe, double expectedIm) = NaiveDft.Bin(samples.AsSpan(lane * hop, size), window, bin);
                Assert.Equal(expectedRe, re[bin * Lanes.Count + lane], 2e-6 * scale);
                Assert.Equal(expectedIm, im[bin * Lanes.Count + lane], 2e-6 * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Power_is_the_squared_magnitude(int size)
    {
        var fft = new RealFft(size);
        float[] samples = Noise(2, fft.SampleCount(hopLength: 5));
        (float[] re, float[] im) = Spectra(fft, samples, 5);
        float[] power = Power(fft, samples, 5);

        for (int i = 0; i < power.Length; i++) Assert.Equal(re[i] * (double)re[i] + im[i] * (double)im[i], power[i], 1e-5 * size);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Energy_is_the_same_in_time_and_frequency(int size)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var fft = new RealFft(size);
            float[] samples = Noise(seed, fft.SampleCount(size));
            float[] power = Power(fft, samples, size);
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                double inTime = 0;
                foreach (float sample in samples.AsSpan(lane * size, size)) inTime += sample * (double)sample;
                double inFrequency = 0;
                for (int bin = 0; bin < fft.BinCount; bin++)
                {
                    inFrequency += (bin == 0 || bin == size / 2 ? 1 : 2) * (double)power[bin * Lanes.Count + lane];
                }

                Assert.True(Math.Abs(inFrequency / size - inTime) <= 1e-6 * inTime, $"size {size}, seed {seed}, lane {lane}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Spectra_in_64_bits_are_those_of_the_definition_rounded_once(int size)
    {
        var fft = new RealFft(WindowFunction.Hann(size), FftPrecision.Bits64);
        int hop = size / 4 + 3;
        float[] samples = Noise(6, fft.SampleCount(hop));
        (float[] re, float[] im) = Spectra(fft, samples, hop);
        float[] power = Power(fft, samples, hop);

        double[] window = WindowFunction.Hann(size);
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            for (int bin = 0; bin < fft.BinCount; bin += size > 512 ? 29 : 1)
            {
                (double expectedRe, double expectedIm) = NaiveDft.Bin(samples.AsSpan(lane * hop, size), window, bin);
                int at = bin * Lanes.Count + lane;
                double magnitude = Math.Sqrt(expectedRe * expectedRe + expectedIm * expectedIm);
                Assert.Equal(expectedRe, re[at], 1e-7 * magnitude + 1e-10);
                Assert.Equal(expectedIm, im[at], 1e-7 * magnitude + 1e-10);
                Assert.Equal(magnitude * magnitude, power[at], 1e-7 * magnitude * magnitude + 1e-12);
            }
        }
    }

    [Fact]
    public void The_transform_is_linear()
    {
        var fft = new RealFft(WindowFunction.Hann(2048));
        float[] x = Noise(3, fft.SampleCount(512));
        float[] y = Noise(4, fft.SampleCount(512));
        float[] sum = [.. x.Zip(y, (a, b) => 2 * a - 3 * b)];
        (float[] xRe, float[] xIm) = Spectra(fft, x, 512);
        (float[] yRe, float[] yIm) = Spectra(fft, y, 512);
        (float[] re, float[] im) = Spectra(fft, sum, 512);

        for (int i = 0; i < re.Length; i++)
        {
            Assert.Equal(2 * xRe[i] - 3 * yRe[i], re[i], 2e-4f);
            Assert.Equal(2 * xIm[i] - 3 * yIm[i], im[i], 2e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_constant_is_all_in_bin_0(int size)
    {
        var fft = new RealFft(size);
        var samples = new float[fft.SampleCount(hopLength: 0)];
        Array.Fill(samples, 0.5f);
        float[] power = Power(fft, samples, 0);

        Assert.Equal(size * size / 4f, power[0], size * size * 1e-7f);
        Assert.All(power.Skip(Lanes.Count), value => Assert.Equal(0, value, 1e-9f));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_impulse_is_the_same_in_every_bin(int size)
    {
        var fft = new RealFft(size);
        foreach (int at in (int[])[0, 1, size / 2, size - 1])
        {
            var samples = new float[fft.SampleCount(hopLength: 0)];
            samples[at] = 1;
            Assert.All(Power(fft, samples, 0), value => Assert.Equal(1, value, 1e-6f));
        }
    }

    [Theory]
    [InlineData(64, 5)]
    [InlineData(2048, 1)]
    [InlineData(2048, 512)]
    [InlineData(2048, 1023)]
    public void A_tone_at_a_bin_is_in_that_bin_only(int size, int bin)
    {
        var fft = new RealFft(size);
        var samples = new float[fft.SampleCount(hopLength: 0)];
        for (int t = 0; t < size; t++) samples[t] = (float)Math.Cos(2 * Math.PI * ((long)bin * t % size) / size + 0.3);
        float[] power = Power(fft, samples, 0);

        for (int k = 0; k < fft.BinCount; k++) Assert.Equal(k == bin ? size * size / 4.0 : 0, power[k * Lanes.Count], size * size * 1e-6);
    }

    [Fact]
    public void A_frame_has_the_same_spectrum_in_every_lane()
    {
        var fft = new RealFft(WindowFunction.Hann(256));
        float[] frame = Noise(5, 256);
        var samples = new float[fft.SampleCount(hopLength: 256)];
        for (int lane = 0; lane < Lanes.Count; lane++) frame.CopyTo(samples, lane * 256);
        float[] power = Power(fft, samples, 256);

        for (int i = 0; i < power.Length; i++) Assert.Equal(power[i - i % Lanes.Count], power[i]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(2047)]
    public void A_size_that_is_no_power_of_two_from_16_on_is_rejected(int size)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RealFft(size));
        Assert.Contains($"power of two of at least 16, got {size}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_that_are_too_short_are_rejected()
    {
        var fft = new RealFft(64);
        var samples = new float[fft.SampleCount(16)];
        var work = new float[64 * Lanes.Count];
        var power = new float[fft.BinCount * Lanes.Count];

        Assert.Throws<ArgumentException>(() => fft.PowerSpectra(samples.AsSpan(1), 16, work, power));
        Assert.Throws<ArgumentException>(() => fft.PowerSpectra(samples, 16, work.AsSpan(1), power));
        Assert.Throws<ArgumentException>(() => fft.PowerSpectra(samples, 16, work, power.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => fft.Spectra(samples, 16, work, power.AsSpan(1), power));
        Assert.Throws<ArgumentException>(() => fft.Spectra(samples, 16, work, power, power.AsSpan(1)));
    }

    private static float[] Noise(ulong seed, int length)
    {
        var samples = new float[length];
        new Rng(seed).Normal(samples);
        return samples;
    }

    private static float[] Power(RealFft fft, float[] samples, int hop)
    {
        var power = new float[fft.BinCount * Lanes.Count];
        fft.PowerSpectra(samples, hop, Lanes.Allocate(fft.WorkspaceRowCount).Span, power);
        return power;
    }

    private static (float[] Re, float[] Im) Spectra(RealFft fft, float[] samples, int hop)
    {
        var re = new float[fft.BinCount * Lanes.Count];
        var im = new float[re.Length];
        fft.Spectra(samples, hop, Lanes.Allocate(fft.WorkspaceRowCount).Span, re, im);
        return (re, im);
    }
}
