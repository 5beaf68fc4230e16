using Sargam.Demo;

namespace Sargam.Tests.Demo;

public sealed class DemoSoundTests
{
    [Theory]
    [InlineData(DemoKind.Mixed)]
    [InlineData(DemoKind.Null)]
    public void Tracks_are_loud_enough_not_clipped_and_6_to_8_seconds_long(DemoKind kind)
    {
        RenderedCollection collection = RenderedCollection.Of(kind);
        for (int t = 0; t < collection.Tracks.Count; t++)
        {
            float[] samples = collection.Samples[t];
            string what = $"{collection.Tracks[t].Style}, track {t + 1}";
            Assert.False(Array.Exists(samples, sample => !(Math.Abs(sample) <= 0.95f)), $"{what} has a sample beyond 0.95, or NaN");
            Assert.InRange((double)samples.Length / DemoCollection.SampleRate, 6, 8);
            Assert.InRange(Decibels(samples), -25, -12);
            Assert.InRange(samples.Max(Math.Abs), 0.2f, 0.95f);
            Assert.InRange(samples.Average(sample => (double)sample), -0.002, 0.002);
        }
    }

    [Theory]
    [InlineData(DemoKind.Mixed)]
    [InlineData(DemoKind.Null)]
    public void Tracks_start_and_end_without_a_click_and_have_no_gap(DemoKind kind)
    {
        foreach (float[] samples in RenderedCollection.Of(kind).Samples)
        {
            Assert.InRange(samples[0], -1e-3f, 1e-3f);
            Assert.InRange(samples[^1], -1e-3f, 1e-3f);
            const int Second = DemoCollection.SampleRate;
            for (int start = 0; start + Second <= samples.Length; start += Second) Assert.InRange(Decibels(samples[start..(start + Second)]), -40, -8);
        }
    }

    private static double Decibels(float[] samples) => 10 * Math.Log10(samples.Average(sample => (double)sample * sample));
}
