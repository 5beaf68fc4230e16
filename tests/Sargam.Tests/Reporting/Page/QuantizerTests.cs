using Sargam.Reporting.Page;

namespace Sargam.Tests.Reporting.Page;

public sealed class QuantizerTests
{
    [Fact]
    public void The_wider_direction_fills_the_range_and_the_other_keeps_its_scale()
    {
        (uint[] x, uint[] y) = Quantizer.Quantize([0, 10, 5], [1, 1, 6]);
        Assert.Equal([0u, 65534, 32767], x);
        Assert.Equal([0u, 0, 32767], y);
    }

    [Fact]
    public void What_has_no_position_says_so_and_does_not_disturb_the_others()
    {
        (uint[] x, uint[] y) = Quantizer.Quantize([double.NaN, 0, 1], [0, 0, double.PositiveInfinity]);
        Assert.Equal([Quantizer.None, 0, Quantizer.None], x);
        Assert.Equal([Quantizer.None, 0, Quantizer.None], y);
    }

    [Fact]
    public void The_largest_numbers_there_are_have_places() =>
        Assert.Equal([0u, 65534], Quantizer.Quantize([-double.MaxValue, double.MaxValue], [0, 0]).X);

    [Fact]
    public void One_place_for_all_is_a_place() => Assert.Equal([0u, 0], Quantizer.Quantize([3, 3], [4, 4]).X);

    [Theory]
    [InlineData(0.0, 0u)]
    [InlineData(0.25, 127u)]
    [InlineData(9.0, 254u)]
    [InlineData(double.NaN, 255u)]
    [InlineData(null, 255u)]
    public void Shares_are_cut_to_their_range(double? value, uint expected) => Assert.Equal(expected, Quantizer.Share(value, to: 0.5));
}
