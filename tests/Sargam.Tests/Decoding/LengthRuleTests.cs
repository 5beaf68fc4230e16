using Sargam.Decoding;

namespace Sargam.Tests.Decoding;

public sealed class LengthRuleTests
{
    private static readonly float[] Samples = [1, 2, 3, 4];

    [Theory]
    [InlineData("as-is")]
    [InlineData("30s")]
    [InlineData("0.5s")]
    public void A_rule_is_written_as_it_is_read(string text) => Assert.Equal(text, LengthRule.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("as is")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        var exception = Assert.Throws<FormatException>(() => LengthRule.Parse(text));

        Assert.Equal($"length must be \"as-is\" or a length in seconds such as \"30s\", got \"{text}\"", exception.Message);
    }

    [Fact]
    public void As_is_changes_nothing() => Assert.Same(Samples, LengthRule.AsIs.Apply(Samples, 2));

    [Fact]
    public void Longer_audio_is_trimmed_at_its_end() =>
        Assert.Equal([1f, 2f, 3f], LengthRule.Exactly(TimeSpan.FromSeconds(1.5)).Apply(Samples, 2));

    [Fact]
    public void Shorter_audio_is_padded_at_its_end() =>
        Assert.Equal([1f, 2f, 3f, 4f, 0f, 0f], LengthRule.Exactly(TimeSpan.FromSeconds(3)).Apply(Samples, 2));

    [Fact]
    public void The_array_that_was_given_stays_as_it_is()
    {
        float[] given = [.. Samples];
        LengthRule.Exactly(TimeSpan.FromSeconds(3)).Apply(given, 2)[0] = 99;

        Assert.Equal(Samples, given);
    }
}
