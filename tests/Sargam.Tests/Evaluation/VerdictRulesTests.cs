using Sargam.Evaluation;

namespace Sargam.Tests.Evaluation;

public sealed class VerdictRulesTests
{
    private static readonly NullComparison Beats = new("m", 0.5, 0.2, 0.3, 0.05, 20);
    private static readonly NullComparison Loses = new("m", 0.25, 0.2, 0.3, 0.4, 20);

    [Theory]
    [InlineData(true, true, Verdict.Structure)]
    [InlineData(true, false, Verdict.Weak)]
    [InlineData(false, true, Verdict.Weak)]
    [InlineData(false, false, Verdict.NoneBeyondChance)]
    public void Structure_needs_tightness_and_repeatability(bool tight, bool stable, Verdict expected) =>
        Assert.Equal(expected, VerdictRules.Decide(Evidence(tight ? Beats : Loses, stable ? Beats : Loses)));

    [Fact]
    public void Two_near_misses_are_evidence_together_when_neither_speaks_against_it()
    {
        NullComparison near = Loses with { Observed = 0.29, NullDeviation = 0.05 };
        VerdictEvidence nearMisses = Evidence(near, near) with { Together = Beats };

        Assert.Equal(Verdict.Structure, VerdictRules.Decide(nearMisses));
        Assert.Contains(VerdictRules.Explain(nearMisses).Reasons, reason => reason.Contains("together they are beyond chance", StringComparison.Ordinal));
        Assert.Equal(Verdict.NoneBeyondChance, VerdictRules.Decide(nearMisses with { Stability = near with { Observed = 0.24 } }));
        Assert.Equal(Verdict.NoneBeyondChance, VerdictRules.Decide(nearMisses with { Together = Loses }));
    }

    [Fact]
    public void The_sum_of_deviations_finds_what_no_single_measure_shows()
    {
        double[] one = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? i * 0.01 : 0.1)];
        double[] other = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 1 ? i * 0.01 : 0.1)];

        NullComparison together = NullComparison.OfSum("together", (0.33, one), (0.33, other))!;

        Assert.False(NullComparison.Of("one", 0.33, one)!.BeatsNull);
        Assert.False(NullComparison.Of("other", 0.33, other)!.BeatsNull);
        Assert.True(together.BeatsNull, $"{together}");
        Assert.Null(NullComparison.OfSum("together", (0.3, []), (0.3, [])));
        Assert.Equal(0, NullComparison.OfSum("equal", (1, [1, 1]), (1, [1, 1]))!.Observed);
    }

    [Fact]
    public void Without_structure_free_draws_the_question_stays_open() => Assert.Equal(Verdict.Untested, VerdictRules.Decide(Evidence(null, null)));

    [Fact]
    public void A_few_draws_cannot_show_what_happens_once_in_twenty() => Assert.False(new NullComparison("m", 0.9, 0.2, 0.3, 1 / 3.0, 2).BeatsNull);

    [Fact]
    public void Draws_too_few_to_be_ranked_are_taken_to_be_normal_and_that_is_said()
    {
        double[] draws = [.31, .28, .35, .30, .29, .33, .27, .32];
        NullComparison near = NullComparison.Of("silhouette", 0.355, draws)!;
        NullComparison far = NullComparison.Of("silhouette", 0.45, draws)!;

        Assert.False(near.BeatsNull, "above every draw, and yet not beyond what another could reach");
        Assert.True(far.BeatsNull);
        Assert.True(NullComparison.OfSum("both", (0.45, draws), (0.45, draws))!.BeatsNull);
        Assert.Contains(VerdictRules.Explain(Evidence(far, far)).Reasons, reason => reason.Contains("(8 draws, taken to be normal)", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_draws_leave_room_up_to_perfection_that_is_said_instead_of_a_bound_beyond_it()
    {
        NullComparison open = NullComparison.Of("stability", 0.99, [.5, .9, .55, .95, .7])!;

        Assert.True(open.NullUpper95 > 1);
        string reason = Assert.Single(VerdictRules.Explain(Evidence(Loses, open)).Reasons, reason => reason.StartsWith("Repeatability", StringComparison.Ordinal));
        Assert.EndsWith("5 draws cannot rule out that it reaches 1: --null-draws 19 can tell.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Following_a_label_alone_is_weak_evidence() =>
        Assert.Equal(Verdict.Weak, VerdictRules.Decide(Evidence(Loses, Loses) with { Labels = [Label(ami: 0.4, p: 0.001)] }));

    [Fact]
    public void What_is_followed_most_is_told_from_what_comes_along()
    {
        LabelAgreement speaker = Label(0.6, 0.001) with { Label = "speaker" };
        LabelAgreement digit = Label(0.1, 0.001) with { Label = "digit" };

        Assert.Contains("they follow speaker far more than digit", VerdictRules.Explain(Evidence(Beats, Beats) with { Labels = [digit, speaker] }).Sentence, StringComparison.Ordinal);
        Assert.Contains("they follow speaker and digit", VerdictRules.Explain(Evidence(Beats, Beats) with { Labels = [digit with { Ami = 0.4 }, speaker] }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_minus_zero() => Assert.Contains(
        VerdictRules.Explain(Evidence(Loses, Loses) with { Labels = [Label(ami: -0.0002, p: 0.9)] }).Reasons, reason => reason.Contains("(AMI 0; ", StringComparison.Ordinal));

    [Fact]
    public void Many_label_sets_need_a_smaller_p()
    {
        LabelAgreement borderline = Label(ami: 0.4, p: 0.02);

        Assert.Equal(Verdict.Weak, VerdictRules.Decide(Evidence(Loses, Loses) with { Labels = [borderline] }));
        Assert.Equal(Verdict.NoneBeyondChance, VerdictRules.Decide(Evidence(Loses, Loses) with { Labels = [borderline, borderline, borderline] }));
    }

    [Theory]
    [InlineData(5, 0.977, null)]
    [InlineData(1, 1.0, null)]
    [InlineData(5, 0.3, 0)]
    public void Collapse_and_one_giant_cluster_are_degenerate_however_good_the_scores(int clusters, double largest, int? activeUnits) =>
        Assert.Equal(Verdict.Degenerate, VerdictRules.Decide(Evidence(Beats, Beats) with { NonEmptyClusterCount = clusters, LargestShare = largest, ActiveUnits = activeUnits }));

    [Fact]
    public void Clusters_of_file_formats_are_no_structure_of_the_music()
    {
        LabelAgreement format = Label(ami: 0.9, p: 0.001) with { Label = LabelAgreement.FileFormat };
        VerdictEvidence mixed = Evidence(Beats, Beats) with { Labels = [format] };

        Assert.Equal(Verdict.Weak, VerdictRules.Decide(mixed));
        Assert.Contains("may be encoding rather than music", VerdictRules.Explain(mixed).Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Structure, VerdictRules.Decide(mixed with { Labels = [format, Label(ami: 0.95, p: 0.001)] }));
        Assert.Equal(Verdict.NoneBeyondChance, VerdictRules.Decide(Evidence(Loses, Loses) with { Labels = [format] }));
    }

    [Fact]
    public void The_reasons_say_what_was_measured()
    {
        Scorecard card = VerdictRules.Explain(Evidence(Beats, Loses) with { Labels = [Label(0.9, 0.001), Label(0.0, 0.5) with { Label = "language" }] });

        Assert.StartsWith("Weak evidence", card.Sentence, StringComparison.Ordinal);
        Assert.Contains("follow genre", card.Sentence, StringComparison.Ordinal);
        Assert.Contains(card.Reasons, reason => reason.Contains("mean over seeds) is 0.5; structure-free data reaches 0.2 on average and 0.3 or more", StringComparison.Ordinal));
        Assert.Contains(card.Reasons, reason => reason.StartsWith("The clusters do not follow language", StringComparison.Ordinal));
        Assert.Equal(2, card.NullComparisons.Count);
        Assert.DoesNotContain(VerdictRules.Explain(Evidence(Beats, Loses) with { IsOfOneSeed = true }).Reasons, reason => reason.Contains("over seeds", StringComparison.Ordinal));
    }

    private static VerdictEvidence Evidence(NullComparison? silhouette, NullComparison? stability) => new()
    {
        NonEmptyClusterCount = 5,
        LargestShare = 0.3,
        ActiveUnits = 4,
        Silhouette = silhouette,
        Stability = stability,
        Labels = [],
    };

    private static LabelAgreement Label(double ami, double p) => new("genre", 60, 5, 0.5, 0.5, ami, 0.5, 0.8, 0.7, 0.05, p);
}
