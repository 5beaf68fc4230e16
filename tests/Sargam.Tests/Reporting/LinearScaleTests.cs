using Sargam.Reporting.Figures;

namespace Sargam.Tests.Reporting;

public sealed class LinearScaleTests
{
    [Fact]
    public void A_covering_scale_ends_at_round_ticks()
    {
        LinearScale scale = LinearScale.Covering([0.013, 0.38, double.NaN, double.PositiveInfinity], 100, 0, 4);

        Assert.Equal((0.0, 0.4), (scale.Low, scale.High));
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4], scale.Ticks(4).Select(tick => Math.Round(tick, 9)));
        Assert.Equal((100.0, 0.0), (scale.At(scale.Low), scale.At(scale.High)));
    }

    [Fact]
    public void A_covering_scale_has_a_tick_at_both_ends()
    {
        for (int i = 1; i < 400; i++)
        {
            LinearScale scale = LinearScale.Covering([0.37 * i, 1.9 * i], 0, 100, 2 + i % 4);
            IReadOnlyList<double> ticks = scale.Ticks(2 + i % 4);
            Assert.Equal((0.0, 100.0), (Math.Round(scale.At(ticks[0]), 6), Math.Round(scale.At(ticks[^1]), 6)));
        }
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 3.0 })]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { -1e308, 1e308 })]
    [InlineData(new[] { 1e17, 1e17 + 16 })]
    public void Any_values_give_finite_positions_and_few_ticks(double[] values)
    {
        LinearScale scale = LinearScale.Covering(values, 0, 100, 5);

        Assert.True(scale.High > scale.Low);
        Assert.InRange(scale.Ticks(5).Count, 1, 25);
        Assert.All(scale.Ticks(5), tick => Assert.InRange(scale.At(tick), -1e-6, 100 + 1e-6));
    }

    [Fact]
    public void Counts_have_no_ticks_between_whole_numbers() =>
        Assert.Equal([1, 2, 3], new LinearScale(1, 3, 0, 100).Ticks(10, smallestStep: 1));
}
