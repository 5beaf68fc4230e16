using Sargam.Learning.Significance;

namespace Sargam.Tests.Learning.Significance;

public sealed class NullDistributionTests
{
    [Fact]
    public void Draws_are_summed_up_as_numpy_does()
    {
        // numpy.percentile([0..9], 95) = 8.55
        NullDistribution result = NullDistribution.Compare(8, [3, 1, 0, 2, 9, 4, 8, 7, 5, 6]);

        Assert.Equal(4.5, result.Mean, 1e-15);
        Assert.Equal(8.55, result.Upper95, 1e-14);
        Assert.Equal(3 / 11.0, result.P, 1e-15);
        Assert.False(result.BeatsNull);
    }

    [Fact]
    public void A_draw_equal_up_to_rounding_counts_as_reached() =>
        Assert.Equal(1, NullDistribution.Compare(0.1 + 0.2, [0.3]).P);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 2.5)]
    [InlineData(100, 4)]
    [InlineData(25, 1.75)]
    public void Percentiles_interpolate(double percent, double expected) =>
        Assert.Equal(expected, NullDistribution.Percentile([4, 1, 3, 2], percent), 1e-15);

    [Fact]
    public void Nothing_to_compare_with_is_refused()
    {
        Assert.Throws<ArgumentException>(() => NullDistribution.Compare(1, []));
        Assert.Throws<ArgumentException>(() => NullDistribution.Compare(double.NaN, [1]));
        Assert.Throws<ArgumentException>(() => NullDistribution.Percentile([], 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => NullDistribution.Percentile([1], 101));
    }
}
