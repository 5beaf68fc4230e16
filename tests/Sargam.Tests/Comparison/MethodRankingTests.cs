using Sargam.Comparison;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Comparison;

public sealed class MethodRankingTests
{
    [Fact]
    public void The_highest_score_is_first_and_an_undefined_one_last()
    {
        Assert.Equal([2, 1, 4, 3], MethodRanking.Ranks([0.2, 0.5, null, -0.1]));
    }

    [Fact]
    public void Equal_scores_share_the_mean_of_their_places()
    {
        Assert.Equal([2.5, 1, 2.5, 4], MethodRanking.Ranks([0.2, 0.5, 0.2, 0.1]));
        Assert.Equal([1.5, 1.5], MethodRanking.Ranks([null, null]));
    }

    [Fact]
    public void The_order_is_by_the_mean_place_over_spaces()
    {
        double?[][] scores = [[0.9, 0.5, 0.1], [0.1, 0.3, 0.2], [0.0, 0.6, 0.7]];

        double[] means = MethodRanking.MeanRanks(scores);

        Approx.Equal([(1 + 3 + 3) / 3.0, (2 + 1 + 2) / 3.0, (3 + 2 + 1) / 3.0], means, 1e-12);
    }

    [Fact]
    public void Mean_and_deviation_are_those_of_the_defined_scores()
    {
        ScoreSpread spread = ScoreSpread.Of([0.1, null, 0.3])!;

        Assert.Equal(0.2, spread.Mean, 12);
        Assert.Equal(Math.Sqrt(0.02), spread.Deviation!.Value, 12);
        Assert.Equal(new ScoreSpread(0.1, 0), ScoreSpread.Of([0.1, 0.1, 0.1]));
        Assert.Null(ScoreSpread.Of([0.1])!.Deviation);
        Assert.Null(ScoreSpread.Of([null]));
    }
}
