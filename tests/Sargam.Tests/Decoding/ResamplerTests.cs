using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Decoding;

public sealed class ResamplerTests
{
    // In-band signal-to-noise ratios against soxr HQ: the "good" column of the reference data.
    public static TheoryData<int, int, double> Ratios => new()
    {
        { 44100, 22050, 110 }, { 22050, 44100, 110 }, { 48000, 22050, 85 }, { 16000, 22050, 85 },
    };

    // Simple, with many phases, interpolated, far apart.
    public static TheoryData<int, int> ToneRatios => new()
    {
        { 44100, 22050 }, { 22050, 44100 }, { 48000, 22050 }, { 16000, 22050 }, { 96000, 22050 },
        { 44056, 22050 }, { 47999, 22050 }, { 22050, 47999 }, { 768000, 22050 }, { 768000, 22051 }, { 1000, 22050 },
    };

    [Theory]
    [MemberData(nameof(Ratios))]
    public void A_chirp_agrees_with_soxr_in_band(int from, int to, double decibels) =>
        AssertLikeSoxr(Golden.Committed($"resample/{from}_{to}/chirp_in.npy"), Golden.Committed($"resample/{from}_{to}/chirp_out.npy"), from, to, decibels);

    [Theory]
    [MemberData(nameof(Ratios))]
    public void A_recording_agrees_with_soxr_in_band(int from, int to, double decibels) =>
        AssertLikeSoxr(Golden.Shared($"resample/{from}_{to}/clip_in.npy"), Golden.Shared($"resample/{from}_{to}/clip_out.npy"), from, to, decibels);

    [Theory]
    [MemberData(nameof(ToneRatios))]
    public void Tones_in_band_keep_their_gain_and_their_place(int from, int to)
    {
        foreach (double position in (double[])[0.01, 0.3, 0.7, 0.9])
        {
            double hertz = position * Math.Min(from, to) / 2;
            float[] output = Resampler.Resample(Tone(hertz, from, SampleCount(from, to)), from, to);
            (double gain, double offset, _) = Fit(output, hertz, to);

            string what = $"{position} of Nyquist: gain {20 * Math.Log10(gain):g3} dB, offset {offset:g3} samples";
            Assert.True(Math.Abs(20 * Math.Log10(gain)) <= 0.01, what);
            Assert.True(Math.Abs(offset) <= 0.001, what);
        }
    }

    [Theory]
    [MemberData(nameof(ToneRatios))]
    public void Tones_in_band_stay_pure(int from, int to)
    {
        foreach (double position in (double[])[0.1, 0.85])
        {
            double hertz = position * Math.Min(from, to) / 2;
            float[] output = Resampler.Resample(Tone(hertz, from, SampleCount(from, to)), from, to);
            (double gain, _, double residual) = Fit(output, hertz, to);

            double decibels = 20 * Math.Log10(residual / gain);
            Assert.True(decibels <= -100, $"{position} of Nyquist: images and noise at {decibels:f1} dB");
        }
    }

    [Theory]
    [InlineData(44100, 22050)]
    [InlineData(48000, 22050)]
    [InlineData(96000, 22050)]
    [InlineData(44056, 22050)]
    [InlineData(47999, 22050)]
    [InlineData(768000, 22051)]
    public void Tones_above_the_new_band_vanish(int from, int to)
    {
        foreach (double position in (double[])[1.05, 1.2, 1.7])
        {
            float[] output = Resampler.Resample(Tone(position * to / 2, from, SampleCount(from, to)), from, to);
            int cut = output.Length / 4;
            double power = output.Skip(cut).Take(2 * cut).Average(value => (double)value * value);

            double decibels = 10 * Math.Log10(power / 0.5);
            Assert.True(decibels <= -110, $"{position} of the new Nyquist: alias at {decibels:f1} dB");
        }
    }

    [Theory]
    [MemberData(nameof(ToneRatios))]
    public void A_constant_stays_one_between_the_ends(int from, int to)
    {
        var samples = new float[SampleCount(from, to)];
        Array.Fill(samples, 0.5f);
        float[] output = Resampler.Resample(samples, from, to);

        foreach (float value in output.AsSpan(output.Length / 4, output.Length / 2)) Assert.Equal(0.5f, value, 2e-6f);
    }

    [Theory]
    [InlineData(0, 44100, 22050, 0)]
    [InlineData(1, 44100, 22050, 1)]
    [InlineData(2, 44100, 22050, 1)]
    [InlineData(3, 44100, 22050, 2)]
    [InlineData(96001, 48000, 22050, 44101)]
    [InlineData(147, 44100, 48000, 160)]
    [InlineData(1, 1000, 22050, 23)]
    [InlineData(5, 768000, 1000, 1)]
    [InlineData(1000, 47999, 22050, 460)]
    public void The_length_is_rounded_up(int count, int from, int to, int expected)
    {
        float[] output = Resampler.Resample(new float[count], from, to);

        Assert.Equal(expected, output.Length);
        Assert.All(output, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Equal_rates_copy()
    {
        float[] samples = [1, 2, 3];
        float[] output = Resampler.Resample(samples, 44100, 44100);

        Assert.Equal(samples, output);
        Assert.NotSame(samples, output);
    }

    [Fact]
    public void A_delayed_signal_gives_a_delayed_result_to_the_bit()
    {
        // 4000 samples earlier are 5512.5 outputs at 16000 -> 22050: take 320 samples, exactly 441 outputs.
        float[] samples = Noise(1, 4000);
        float[] delayed = [.. new float[320], .. samples];
        float[] output = Resampler.Resample(samples, 16000, 22050);
        float[] outputDelayed = Resampler.Resample(delayed, 16000, 22050);

        Assert.Equal(output, outputDelayed[441..]);
    }

    [Theory]
    [MemberData(nameof(ToneRatios))]
    public void Short_and_long_signals_agree_where_both_are_inside(int from, int to)
    {
        // Different split between edges and inside, and different groups of periods: the same numbers.
        float[] samples = Noise(2, SampleCount(from, to));
        float[] whole = Resampler.Resample(samples, from, to);
        float[] half = Resampler.Resample(samples.AsSpan(0, samples.Length / 2), from, to);

        Assert.Equal(whole[..(half.Length / 2)], half[..(half.Length / 2)]);
    }

    [Theory]
    [InlineData(44100, 22050)]
    [InlineData(88200, 22050)]
    [InlineData(66150, 22050)]
    public void A_whole_fraction_of_the_rate_delays_to_the_bit_and_needs_no_length(int from, int to)
    {
        int period = from / to;
        float[] samples = Noise(4, 9001);
        float[] output = Resampler.Resample(samples, from, to);

        // 2000 results later: in another block, and in another place of it.
        Assert.Equal(output, Resampler.Resample([.. new float[2000 * period], .. samples], from, to)[2000..]);
        foreach (int length in (int[])[1, 2, 3, 17, 500]) Assert.Equal((length + period - 1) / period, Resampler.Resample(samples.AsSpan(0, length), from, to).Length);
    }

    [Fact]
    public void More_ratios_than_are_kept_give_the_same_results_from_many_threads()
    {
        float[] samples = Noise(3, 3000);
        int[] rates = [.. Enumerable.Range(0, 24).Select(i => 8000 + 1000 * (i % 12))];
        float[][] alone = [.. rates.Select(rate => Resampler.Resample(samples, rate, 22050))];
        var together = new float[rates.Length][];
        Parallel.For(0, rates.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = Resampler.Resample(samples, rates[i], 22050));

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(0, 22050)]
    [InlineData(44100, -1)]
    [InlineData(1, 1025)]
    [InlineData(int.MaxValue, 22050)]
    public void Impossible_rates_are_rejected(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resample([1f], from, to));

    private static void AssertLikeSoxr(NpyArray input, NpyArray expected, int from, int to, double decibels)
    {
        float[] output = Resampler.Resample(input.ToMatrix().Values, from, to);

        Assert.Equal(expected.Values.Length, output.Length);
        double cutoff = 0.8 * Math.Min(from, to) / 2 / to;
        double measured = LowPass.SignalToNoise(expected.Values, output, cutoff, cut: to / 20);
        Assert.True(measured >= decibels, $"{from} -> {to}: {measured:f1} dB, at least {decibels} expected");
    }

    // Enough for 1500 samples at the lower rate.
    private static int SampleCount(int from, int to) => (int)(1500L * from / Math.Min(from, to));

    private static float[] Tone(double hertz, int rate, int count)
    {
        var samples = new float[count];
        for (int i = 0; i < count; i++) samples[i] = (float)Math.Sin(2 * Math.PI * hertz / rate * i);
        return samples;
    }

    private static float[] Noise(ulong seed, int count)
    {
        var samples = new float[count];
        new Rng(seed).Normal(samples);
        return samples;
    }

    // Least squares of sine and cosine over the middle half: gain, delay in output samples, what is left over.
    private static (double Gain, double Offset, double Residual) Fit(float[] output, double hertz, int rate)
    {
        int start = output.Length / 4;
        int end = 3 * output.Length / 4;
        double step = 2 * Math.PI * hertz / rate;
        double ss = 0, sc = 0, cc = 0, ys = 0, yc = 0;
        for (int i = start; i < end; i++)
        {
            (double s, double c) = Math.SinCos(step * i);
            (ss, sc, cc, ys, yc) = (ss + s * s, sc + s * c, cc + c * c, ys + output[i] * s, yc + output[i] * c);
        }

        double determinant = ss * cc - sc * sc;
        double a = (ys * cc - yc * sc) / determinant;
        double b = (yc * ss - ys * sc) / determinant;
        double left = 0;
        for (int i = start; i < end; i++)
        {
            double difference = output[i] - a * Math.Sin(step * i) - b * Math.Cos(step * i);
            left += difference * difference;
        }

        double gain = Math.Sqrt(a * a + b * b);
        return (gain, Math.Atan2(b, a) / step, Math.Sqrt(2 * left / (end - start)));
    }
}
