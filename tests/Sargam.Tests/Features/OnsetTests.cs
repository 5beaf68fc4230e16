using Sargam.Features.Audio;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class OnsetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(64)]
    public void Strength_is_the_mean_or_median_increase_two_frames_before(int frameCount)
    {
        foreach (int bands in (int[])[1, 5, 128])
        {
            FrameBlocks decibels = Frames.Decibels((ulong)(frameCount + 1000 * bands), bands, frameCount, float.NaN);
            var expected = new double[2][];
            for (int kind = 0; kind < 2; kind++)
            {
                expected[kind] = new double[frameCount];
                for (int frame = 3; frame < frameCount; frame++)
                {
                    double[] increases = [.. Enumerable.Range(0, bands).Select(band => Math.Max(0.0, decibels[band, frame - 2] - decibels[band, frame - 3])).Order()];
                    expected[kind][frame] = kind == 0 ? increases.Average() : 0.5 * (increases[(bands - 1) / 2] + increases[bands / 2]);
                }
            }

            var actual = new float[frameCount];
            var onsets = new OnsetStrength();
            onsets.Apply(decibels, OnsetAggregate.Mean, actual);
            Approx.Equal(expected[0], actual, 1e-5, "mean");
            onsets.Apply(decibels, OnsetAggregate.Median, actual);
            Approx.Equal(expected[1], actual, 1e-5, "median");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(50)]
    [InlineData(400)]
    public void Onsets_are_peaks_that_stand_out(int frameCount)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            float[] strengths = Frames.Strengths(seed, frameCount);
            int[] expected = Picked(strengths);
            var detector = new OnsetDetector(22_050);
            int[] actual = detector.Detect(strengths);

            Assert.True(expected.SequenceEqual(actual), $"seed {seed}: [{string.Join(' ', actual)}], expected [{string.Join(' ', expected)}]");
            Assert.Equal(actual.Length / (frameCount * 512 / 22_050.0), detector.OnsetsPerSecond(strengths), 1e-9);
        }
    }

    [Fact]
    public void Pulses_are_counted()
    {
        float[] strengths = Frames.Pulses(1292, 21.5, first: 10);
        Assert.Equal(2, new OnsetDetector(22_050).OnsetsPerSecond(strengths), 0.01);
        Assert.Equal([.. Enumerable.Range(0, strengths.Length).Where(i => strengths[i] > 0)], new OnsetDetector(22_050).Detect(strengths));
    }

    [Fact]
    public void Nothing_happens_where_all_is_equal()
    {
        var detector = new OnsetDetector(22_050);
        Assert.Empty(detector.Detect([]));
        Assert.Empty(detector.Detect(new float[100]));
        Assert.Equal(0, detector.OnsetsPerSecond(new float[100]));
        Assert.Equal(0, detector.OnsetsPerSecond([]));
        var steady = new float[100];
        new OnsetStrength().Apply(Frames.From((band, _) => band, 128, 100), OnsetAggregate.Mean, steady);
        Assert.All(steady, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_destination_of_another_length_is_refused() =>
        Assert.Contains("one per frame", Assert.Throws<ArgumentException>(
            () => new OnsetStrength().Apply(Frames.Decibels(1, 128, 10), OnsetAggregate.Mean, new float[9])).Message);

    // librosa's rule as it is documented, step by step, on strengths between 0 and 1: a maximum of this frame and the one
    // before, at least 0.07 above the mean of 4 frames on either side, more than 1 frame after the onset before.
    private static int[] Picked(float[] strengths)
    {
        double low = strengths.Min(), high = strengths.Max();
        if (high == low) return [];
        double[] x = [.. strengths.Select(value => (value - low) / (high - low))];
        var picked = new List<int>();
        for (int n = 0; n < x.Length; n++)
        {
            bool isMaximum = n == 0 || x[n] >= x[n - 1];
            double mean = x[Math.Max(0, n - 4)..Math.Min(n + 5, x.Length)].Average();
            bool isFree = picked.Count == 0 || n > picked[^1] + 1;
            if (isMaximum && isFree && x[n] >= mean + 0.07) picked.Add(n);
        }

        return [.. picked];
    }
}
