using Sargam.Comparison;
using Sargam.Evaluation;

namespace Sargam.Tests.Comparison;

public sealed class ComparisonSentencesTests
{
    [Fact]
    public void Only_differences_whose_interval_leaves_out_0_are_told()
    {
        string[] sentences = Of(
            [Score("a", 1, Verdict.NoneBeyondChance), Score("b", 2, Verdict.NoneBeyondChance), Score("c", 3, Verdict.NoneBeyondChance)],
            [Own("a", 0.5, 0.001), Own("b", 0.3, 0.2), Difference("a", "b", 0.2, 0.1, 0.3), Difference("a", "c", -0.3, -0.4, -0.2), Difference("b", "c", -0.5, -1, 0.1)]);

        Assert.Contains("in the one space that all share", sentences[0], StringComparison.Ordinal);
        Assert.Contains(": a: vae + kmeans. Labels", sentences[0], StringComparison.Ordinal);
        Assert.StartsWith("No method's clusters are beyond", sentences[1], StringComparison.Ordinal);
        Assert.Equal("genre: 1 of 2 methods agree with it beyond chance, with all 2 methods allowed for: a: vae + kmeans (0.500).", sentences[2]);
        Assert.Equal(
            "genre, beyond what other artists would change (9 drawn anew): a: vae + kmeans is above b: vae + kmeans by 0.200 (0.100 to 0.300); "
            + "a: vae + kmeans is below c: vae + kmeans by 0.300 (0.200 to 0.400). No other difference is.", sentences[3]);
    }

    [Fact]
    public void It_is_said_when_nothing_is_beyond_chance()
    {
        string[] sentences = Of([Score("a", 1, Verdict.Structure), Score("b", 2, Verdict.Weak)], [Own("a", 0.01, 0.5), Own("b", 0, 0.9), Difference("a", "b", 0.01, -0.1, 0.1)]);

        Assert.Equal("Clusters beyond what data without clusters gives: a: vae + kmeans.", sentences[1]);
        Assert.Equal("genre: no method agrees with it beyond chance, with all 2 methods allowed for.", sentences[2]);
        Assert.Equal("genre: the difference between the methods is not beyond what other artists would change (9 drawn anew).", sentences[3]);
    }

    [Theory]
    [InlineData(Verdict.Weak, "Only part of the evidence")]
    [InlineData(Verdict.Untested, "Nothing was tested")]
    public void The_verdicts_are_summed_up(Verdict verdict, string start)
    {
        Assert.StartsWith(start, Of([Score("a", 1, verdict)], [])[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_are_degenerate_nothing_is_first()
    {
        Assert.Equal("No method is ranked: all of them are degenerate.", Of([Score("a", null, Verdict.Degenerate)], [])[0]);
    }

    private static string[] Of(ComparedScore[] methods, MethodComparison[] differences) => [.. new ComparisonSentences(methods, methods[0].Name, differences).Of(10)];

    private static MethodComparison Own(string recipe, double ami, double p) => new("genre", $"{recipe}: vae + kmeans", "", ami, 0, 1, "artists", 9, p);

    private static MethodComparison Difference(string first, string second, double value, double lower, double upper) =>
        new("genre", $"{first}: vae + kmeans", $"{second}: vae + kmeans", value, lower, upper, "artists", 9, null);

    private static ComparedScore Score(string recipe, int? place, Verdict verdict) => new()
    {
        Recipe = recipe,
        Representation = "vae",
        Clusterer = "kmeans",
        IsMain = true,
        MinClusters = 2,
        MaxClusters = 2,
        SeedCount = 1,
        Place = place,
        MeanRank = place,
        Common = [new CommonScore("mfcc_stats", new ScoreSpread(0.1, null), place)],
        Labels = [],
        Verdict = verdict,
        Marks = [],
    };
}
