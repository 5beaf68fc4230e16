using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Tests.Features;

public sealed class HarmonicPercussiveTests
{
    private const int SampleRate = 22_050;

    [Theory]
    [InlineData(128, 1)]
    [InlineData(128, 2)]
    [InlineData(128, 15)]
    [InlineData(128, 33)]
    [InlineData(128, 100)]
    [InlineData(13, 40)]
    [InlineData(1, 40)]
    public void Shares_are_those_of_sorted_medians(int bands, int frameCount)
    {
        FrameBlocks power = Frames.Powers((ulong)(bands * 1000 + frameCount), bands, frameCount, float.NaN);
        HarmonicPercussiveShares actual = new HarmonicPercussive().Shares(power);
        (double harmonic, double percussive) = Slow(power);

        Assert.Equal(harmonic, actual.Harmonic, 1e-6);
        Assert.Equal(percussive, actual.Percussive, 1e-6);
    }

    [Fact]
    public void Held_tones_are_harmonic()
    {
        HarmonicPercussiveShares shares = Shares(5, t => 0.2 * Math.Sin(2 * Math.PI * 440 * t) + 0.1 * Math.Sin(2 * Math.PI * 1318.5 * t));
        Assert.InRange(shares.Harmonic, 0.97, 1);
        Assert.InRange(shares.Percussive, 0, 0.01);
    }

    [Fact]
    public void Clicks_are_percussive()
    {
        HarmonicPercussiveShares shares = Shares(5, t => t % 0.5 < 1.0 / SampleRate ? 0.9 : 0);
        Assert.InRange(shares.Harmonic, 0, 0.01);
        Assert.InRange(shares.Percussive, 0.97, 1);
    }

    [Fact]
    public void Noise_is_neither()
    {
        var rng = new Rng(1);
        HarmonicPercussiveShares shares = Shares(5, _ => 0.1 * rng.Normal());
        Assert.InRange(shares.Harmonic, 0.15, 0.35);
        Assert.InRange(shares.Percussive, 0.15, 0.35);
    }

    [Fact]
    public void Silence_has_no_shares()
    {
        Assert.Equal(default, Shares(1, _ => 0));
        Assert.Equal(default, new HarmonicPercussive().Shares(new FrameBlocks()));
    }

    private static HarmonicPercussiveShares Shares(double seconds, Func<double, double> sound)
    {
        var samples = new float[(int)(seconds * SampleRate)];
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)sound((double)i / SampleRate);
        return HarmonicPercussive.Compute(new AudioBuffer(samples, SampleRate));
    }

    private static (double Harmonic, double Percussive) Slow(FrameBlocks power)
    {
        double total = 0, harmonic = 0, percussive = 0;
        for (int band = 0; band < power.RowCount; band++)
        {
            for (int frame = 0; frame < power.FrameCount; frame++)
            {
                double alongTime = Median(k => power[band, Mirror(frame + k, power.FrameCount)]);
                double alongFrequency = Median(k => power[Mirror(band + k, power.RowCount), frame]);
                double mask = alongTime / (alongTime + alongFrequency);
                total += power[band, frame];
                harmonic += power[band, frame] * mask * mask;
                percussive += power[band, frame] * (1 - mask) * (1 - mask);
            }
        }

        return (harmonic / total, percussive / total);
    }

    private static double Median(Func<int, float> around) => Enumerable.Range(-15, 31).Select(around).Order().ElementAt(15);

    private static int Mirror(int index, int count)
    {
        while (index < 0 || index >= count) index = index < 0 ? -1 - index : 2 * count - 1 - index;
        return index;
    }
}
