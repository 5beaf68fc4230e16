using Sargam.Features;

namespace Sargam.Tests.Features;

public sealed class CropRuleTests
{
    [Theory]
    [InlineData("start", 1, "0")]
    [InlineData("middle", 1, "435")]
    [InlineData("spread:2", 2, "0 870")]
    [InlineData("spread:4", 4, "0 290 580 870")]
    public void Crops_lie_where_the_rule_says(string text, int count, string firstFrames)
    {
        CropRule rule = CropRule.Parse(text);

        Assert.Equal(text, rule.ToString());
        Assert.Equal(count, rule.Count);
        Assert.Equal(firstFrames, string.Join(' ', Enumerable.Range(0, count).Select(crop => rule.FirstFrame(crop, 1000, 130))));
        Assert.All(Enumerable.Range(0, count), crop => Assert.Equal(0, rule.FirstFrame(crop, 129, 130)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("end")]
    [InlineData("spread")]
    [InlineData("spread:1")]
    [InlineData("spread:65")]
    [InlineData("spread:-3")]
    public void Other_texts_are_refused_with_what_is_accepted(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => CropRule.Parse(text));
        Assert.Contains($"must be start, middle or spread:2 to spread:64, got \"{text}\"", error.Message, StringComparison.Ordinal);
    }
}
