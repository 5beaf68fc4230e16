using Sargam.Decoding;

namespace Sargam.Tests.Decoding;

public sealed class ExcerptRuleTests
{
    [Theory]
    [InlineData("all")]
    [InlineData("30s@middle")]
    [InlineData("45s@start")]
    [InlineData("2.5s@start")]
    [InlineData("0.0000001s@middle")]
    public void A_rule_is_written_as_it_is_read(string text) => Assert.Equal(text, ExcerptRule.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ALL")]
    [InlineData("30s")]
    [InlineData("30@middle")]
    [InlineData("30s@end")]
    [InlineData("@middle")]
    [InlineData("s@middle")]
    [InlineData("0s@middle")]
    [InlineData("-3s@start")]
    [InlineData("NaNs@start")]
    [InlineData("1e9s@start")]
    [InlineData("999999999s@start")]
    [InlineData("30s@middle ")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        var exception = Assert.Throws<FormatException>(() => ExcerptRule.Parse(text));

        Assert.Equal($"excerpt must be \"all\", or a length in seconds and a place such as \"30s@middle\" or \"30s@start\", got \"{text}\"", exception.Message);
    }

    [Fact]
    public void Nothing_is_refused_too() => Assert.False(ExcerptRule.TryParse(null, out _, out _));

    [Theory]
    [InlineData(100_000, 35_000, 30_000)]
    [InlineData(45_001, 7_500, 30_000)]
    [InlineData(45_000, 0, 45_000)]
    [InlineData(10, 0, 10)]
    [InlineData(0, 0, 0)]
    public void The_default_takes_thirty_seconds_from_the_middle_of_tracks_longer_than_forty_five(long frames, long start, long count) =>
        Assert.Equal(new FrameRange(start, count), ExcerptRule.Default.Select(frames, sampleRate: 1000));

    [Fact]
    public void Start_takes_the_beginning() =>
        Assert.Equal(new FrameRange(0, 30_000), ExcerptRule.Parse("30s@start").Select(100_000, sampleRate: 1000));

    [Fact]
    public void All_takes_everything() =>
        Assert.Equal(new FrameRange(0, long.MaxValue), ExcerptRule.All.Select(long.MaxValue, sampleRate: 768_000));

    [Fact]
    public void An_uninitialised_rule_takes_everything() => Assert.Equal(ExcerptRule.All, default);

    [Fact]
    public void A_length_must_be_sensible()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExcerptRule.Of(TimeSpan.Zero, ExcerptAnchor.Start));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExcerptRule.Of(TimeSpan.FromDays(2), ExcerptAnchor.Start));
        Assert.Equal(ExcerptRule.Default, ExcerptRule.Of(TimeSpan.FromSeconds(30), ExcerptAnchor.Middle));
    }
}
