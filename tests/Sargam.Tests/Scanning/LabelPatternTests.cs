using Sargam.Scanning;

namespace Sargam.Tests.Scanning;

public sealed class LabelPatternTests
{
    [Fact]
    public void Names_take_what_stands_between_the_literal_parts()
    {
        IReadOnlyDictionary<string, string> labels = LabelPattern.Parse("{digit}_{speaker}_{*}").Match("sub/7_jackson_32.wav")!;

        Assert.Equal(new Dictionary<string, string> { ["digit"] = "7", ["speaker"] = "jackson" }, labels);
    }

    [Fact]
    public void A_pattern_with_a_slash_reads_folders() =>
        Assert.Equal("rock", LabelPattern.Parse("{genre}/{*}").Match("rock/song.with.dots.mp3")!["genre"]);

    [Theory]
    [InlineData("{a}-{b}", "no separator here.wav")]
    [InlineData("{a}_{b}", "_x.wav")]
    public void What_does_not_fit_gives_no_labels(string pattern, string path) => Assert.Null(LabelPattern.Parse(pattern).Match(path));

    [Theory]
    [InlineData("plain", "at least one name")]
    [InlineData("{*}_x", "at least one name")]
    [InlineData("{a}{b}", "text between")]
    [InlineData("{a}_{a}", "twice")]
    [InlineData("{a}_{b", "without its partner")]
    public void A_pattern_that_cannot_work_is_refused(string pattern, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => LabelPattern.Parse(pattern));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Regular_expression_characters_are_literal() => Assert.Equal("x", LabelPattern.Parse("(.*)+{a}$").Match("(.*)+x$.wav")!["a"]);

    [Theory]
    [InlineData("Main Genre", "main_genre")]
    [InlineData("cluster", "cluster_label")]
    [InlineData("শৈলী", "শৈলী")]
    [InlineData("=!", "label")]
    public void Label_sets_become_column_names(string name, string column) => Assert.Equal(column, LabelNames.Normalize(name));
}
