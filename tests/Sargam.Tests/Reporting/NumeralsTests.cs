using Sargam.Reporting.Markup;

namespace Sargam.Tests.Reporting;

public sealed class NumeralsTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.001, "0")]
    [InlineData(12.3456, "12.35")]
    [InlineData(-7.5, "-7.5")]
    [InlineData(double.NaN, "0")]
    [InlineData(double.PositiveInfinity, "0")]
    [InlineData(1e300, "10000000")]
    public void Coordinates_are_short_plain_numbers(double value, string expected) => Assert.Equal(expected, Numerals.Coordinate(value));

    [Theory]
    [InlineData(0.3944, "0.394")]
    [InlineData(-0.0114, "−0.011")]
    [InlineData(-0.0001, "0.000")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "–")]
    [InlineData(null, "–")]
    public void Scores_have_fixed_decimals_and_a_dash_where_undefined(double? value, string expected) => Assert.Equal(expected, Numerals.Score(value));

    [Theory]
    [InlineData(9.84, "9.8")]
    [InlineData(71.26, "71.3")]
    [InlineData(1234.6, "1,235")]
    [InlineData(null, "–")]
    public void Unbounded_scores_lose_decimals_as_they_grow(double? value, string expected) => Assert.Equal(expected, Numerals.Unbounded(value));

    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(0.001, "<1 %")]
    [InlineData(0.286, "29 %")]
    [InlineData(0.999, ">99 %")]
    [InlineData(1.0, "100 %")]
    public void Percents_are_whole_but_never_a_false_0_or_100(double share, string expected) => Assert.Equal(expected, Numerals.Percent(share));

    [Theory]
    [InlineData(0.0001, "<0.001")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.17, "0.170")]
    [InlineData(double.NaN, "–")]
    public void P_is_never_zero(double p, string expected) => Assert.Equal(expected, Numerals.P(p));

    [Theory]
    [InlineData(0.3, 0.05, "0.30")]
    [InlineData(-2.0, 1.0, "−2")]
    [InlineData(15000.0, 5000.0, "15,000")]
    public void Ticks_have_the_decimals_of_their_step(double value, double step, string expected) => Assert.Equal(expected, Numerals.Tick(value, step));

    [Theory]
    [InlineData(1, "1 track")]
    [InlineData(0, "0 tracks")]
    [InlineData(200_000, "200,000 tracks")]
    public void Counts_agree_with_their_noun(int count, string expected) => Assert.Equal(expected, Numerals.Count(count, "track"));
}
