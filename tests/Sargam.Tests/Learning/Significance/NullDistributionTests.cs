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

    [Fact]
    public void A_few_draws_predict_another_as_students_t_does()
    {
        // scipy.stats: t.ppf(.95, 7), t.sf(..., 7)
        NullDistribution result = NullDistribution.Predict(0.37, [.31, .28, .35, .30, .29, .33, .27, .32]);

        Assert.Equal(0.3598890804730715, result.Upper95, 1e-9);
        Assert.Equal(0.029524711001840186, result.P, 1e-12);
        Assert.True(result.BeatsNull);
        Assert.Equal(1, NullDistribution.Predict(1, [1, 1, 1, 1, 1]).P);
        Assert.Equal(0, NullDistribution.Predict(2, [1, 1, 1, 1, 1]).P);
        Assert.Throws<ArgumentException>(() => NullDistribution.Predict(1, [1]));
    }

    [Theory]
    [InlineData(2.5, 1, 0.12111894159084335)]
    [InlineData(2.5, 2, 0.0648058601107554)]
    [InlineData(2.5, 5, 0.027245049671188102)]
    [InlineData(2.5, 18, 0.011154010116011115)]
    [InlineData(-1.3, 4, 0.868274201764388)]
    public void The_tail_of_students_t_is_scipys(double t, int degreesOfFreedom, double expected)
    {
        Assert.Equal(expected, StudentT.UpperTail(t, degreesOfFreedom), 1e-13);
        if (expected <= 0.5) Assert.Equal(t, StudentT.UpperQuantile(expected, degreesOfFreedom), 1e-8);
    }

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
