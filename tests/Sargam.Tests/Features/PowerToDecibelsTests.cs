using Sargam.Features.Audio;
using Sargam.Numerics;

namespace Sargam.Tests.Features;

public sealed class PowerToDecibelsTests
{
    [Fact]
    public void Powers_become_decibels_within_the_range_below_the_loudest()
    {
        float[] values = [1f, 100f, 0.1f, 0f, 1e-5f, 1e-6f, 1e-7f, 50f, 2f, 3f, 4f];
        PowerToDecibels.Apply(values);

        Assert.Equal([0, 20, -10, -60, -50, -60, -60, 16.9897, 3.0103, 4.7712, 6.0206], values.Select(v => Math.Round((double)v, 4)));
    }

    [Fact]
    public void The_floor_holds_when_there_is_no_range()
    {
        float[] values = [0f, 1f, 1e-30f];
        PowerToDecibels.Apply(values, new DecibelOptions { TopDecibels = null });

        Assert.Equal([-100, 0, -100], values.Select(v => Math.Round((double)v, 4)));
    }

    [Fact]
    public void The_reference_is_0_decibels()
    {
        float[] values = [1000f, 10f];
        PowerToDecibels.Apply(values, new DecibelOptions { Reference = 100 });

        Assert.Equal([10, -10], values.Select(v => Math.Round((double)v, 4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(10_000)]
    public void Every_length_is_exact_to_a_hundred_thousandth_of_a_decibel(int length)
    {
        var rng = new Rng((ulong)length);
        var powers = new float[length];
        for (int i = 0; i < length; i++) powers[i] = (float)Math.Exp(rng.Uniform(-20, 10));
        var decibels = (float[])powers.Clone();
        PowerToDecibels.Apply(decibels, new DecibelOptions { TopDecibels = null });

        for (int i = 0; i < length; i++) Assert.Equal(10 * Math.Log10(powers[i]), decibels[i], 2e-5);
    }

    [Fact]
    public void Nothing_stays_nothing() => PowerToDecibels.Apply([]);

    [Fact]
    public void Bad_options_are_all_named()
    {
        var options = new DecibelOptions { Reference = 0, MinPower = float.NaN, TopDecibels = -1 };
        Assert.Equal(["Reference", "MinPower", "TopDecibels"], options.Validate().Select(error => error.Option));
    }
}
