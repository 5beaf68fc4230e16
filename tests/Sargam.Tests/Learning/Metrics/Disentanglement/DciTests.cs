using Sargam.Learning.Metrics.Disentanglement;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Metrics.Disentanglement;

public sealed class DciTests
{
    private static readonly DciOptions Options = new() { Seed = 5 };

    [Fact]
    public void Factors_in_dimensions_of_their_own_score_near_one()
    {
        Matrix latents = PlantedFactors.Noise(1, 1500, 4);
        DisentanglementScores scores = Dci.Score(latents, [PlantedFactors.Cut(latents, 0), PlantedFactors.Cut(latents, 2)], Options);

        Assert.InRange(scores.Disentanglement!.Value, 0.9, 1);
        Assert.InRange(scores.Completeness!.Value, 0.9, 1);
        Assert.InRange(scores.Informativeness!.Value, 0.9, 1);
        Assert.InRange(scores.Importances[0, 0], 0.98f, 1);
        Assert.InRange(scores.Importances[2, 1], 0.98f, 1);
        Assert.InRange(scores.Factors[0].BaselineAccuracy!.Value, 0.15, 0.35);
    }

    [Fact]
    public void Turned_factors_stay_informative_but_are_neither_disentangled_nor_complete()
    {
        Matrix latents = PlantedFactors.Noise(2, 1500, 2);
        DisentanglementScores scores = Dci.Score(PlantedFactors.Rotated(latents), [PlantedFactors.Cut(latents, 0), PlantedFactors.Cut(latents, 1)], Options);

        Assert.InRange(scores.Disentanglement!.Value, 0, 0.05);
        Assert.InRange(scores.Completeness!.Value, 0, 0.05);
        Assert.InRange(scores.Informativeness!.Value, 0.6, 1);
    }

    [Fact]
    public void Noise_scores_about_nothing_and_predicts_no_better_than_the_commonest_class()
    {
        Matrix planted = PlantedFactors.Noise(3, 2000, 2);
        DisentanglementScores scores = Dci.Score(PlantedFactors.Noise(4, 2000, 4), [PlantedFactors.Cut(planted, 0), PlantedFactors.Cut(planted, 1)], Options);

        Assert.InRange(scores.Disentanglement!.Value, 0, 0.1);
        Assert.InRange(scores.Completeness!.Value, 0, 0.1);
        Assert.All(scores.Factors, factor => Assert.InRange(factor.Accuracy!.Value - factor.BaselineAccuracy!.Value, -0.08, 0.08));
    }

    [Fact]
    public void One_dimension_that_tells_both_factors_is_complete_but_not_disentangled()
    {
        Matrix latents = PlantedFactors.Noise(5, 1000, 3);
        int[] factor = PlantedFactors.Cut(latents, 1);
        DisentanglementScores scores = Dci.Score(latents, [factor, [.. factor.Select(label => label / 2)]], Options);

        Assert.InRange(scores.Completeness!.Value, 0.9, 1);
        Assert.InRange(scores.Disentanglement!.Value, 0, 0.1);
        Assert.InRange(scores.DisentanglementPerDimension[1]!.Value, 0, 0.05);
    }

    [Fact]
    public void A_dependence_that_is_not_monotone_is_seen()
    {
        Matrix latents = PlantedFactors.Noise(6, 1200, 3);
        int[] outside = [.. Enumerable.Range(0, 1200).Select(row => Math.Abs(latents[row, 2]) > 0.8f ? 1 : 0)];
        DisentanglementScores scores = Dci.Score(latents, [outside], Options);

        Assert.InRange(scores.Informativeness!.Value, 0.95, 1);
        Assert.InRange(scores.Importances[2, 0], 0.95f, 1);
        Assert.Null(scores.Disentanglement);
    }

    [Fact]
    public void Order_of_factors_and_dimensions_names_of_classes_and_scale_do_not_matter()
    {
        Matrix latents = PlantedFactors.Noise(7, 400, 3);
        (int[] first, int[] second) = (PlantedFactors.Cut(latents, 0), PlantedFactors.Cut(latents, 1));
        DisentanglementScores expected = Dci.Score(latents, [first, second], Options);
        Matrix stretched = latents.View.ToMatrix();
        foreach (ref float value in stretched.Values) value = MathF.ScaleB(value, 5);

        AssertSame(expected, Dci.Score(stretched, [first, second], Options));
        AssertSame(expected, Dci.Score(latents, [second, first], Options));
        AssertSame(expected, Dci.Score(PlantedFactors.Reordered(latents, 2, 0, 1), [first, second], Options));
        AssertSame(expected, Dci.Score(latents, [[.. first.Select(label => 10 + 3 * label)], second], Options));
    }

    [Fact]
    public void Unknown_rows_count_as_if_they_were_not_there()
    {
        Matrix latents = PlantedFactors.Noise(8, 300, 3);
        int[] all = PlantedFactors.Cut(latents, 0);
        int[] kept = [.. Enumerable.Range(0, 300).Where(i => i % 4 != 1)];
        DisentanglementScores expected = Dci.Score(latents.View.SelectRows(kept), [[.. kept.Select(i => all[i])]], Options);
        DisentanglementScores actual = Dci.Score(latents, [[.. all.Select((label, i) => i % 4 == 1 ? -1 : label)]], Options);

        Assert.Equal(expected.Importances.Values.ToArray(), actual.Importances.Values.ToArray());
        Assert.Equal(expected.Factors, actual.Factors);
        Assert.Equal(kept.Length, actual.Factors[0].ObservationCount);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_at_any_thread_count_and_another_seed_another_split()
    {
        Matrix latents = PlantedFactors.Noise(9, 500, 4);
        int[][] factors = [.. Enumerable.Range(0, 4).Select(column => PlantedFactors.Cut(PlantedFactors.Rotated(latents), column))];
        float[][] results = [.. new[] { 1, 2, 3, 1 }.Select(threads =>
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return Dci.Score(latents, factors, Options).Importances.Values.ToArray();
        })];

        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.NotEqual(results[0], Dci.Score(latents, factors, Options with { Seed = 6 }).Importances.Values.ToArray());
    }

    [Fact]
    public void Nothing_to_tell_gives_no_score()
    {
        int[] factor = [.. Enumerable.Range(0, 50).Select(i => i % 2)];
        DisentanglementScores constant = Dci.Score(new Matrix(50, 3), [factor, factor], Options);
        DisentanglementScores single = Dci.Score(PlantedFactors.Noise(10, 50, 3), [new int[50]], Options);

        Assert.Null(constant.Disentanglement);
        Assert.Null(constant.Completeness);
        Assert.All(constant.Importances.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(constant.Factors[0].BaselineAccuracy, constant.Informativeness);
        Assert.Null(single.Informativeness);
        Assert.Null(Dci.Score(PlantedFactors.Noise(11, 50, 1), [factor], Options).Completeness);
        Assert.Null(Dci.Score(PlantedFactors.Noise(12, 3, 2), [[0, 1, 0]], Options).Informativeness);
    }

    [Fact]
    public void Bad_input_and_every_bad_option_are_named()
    {
        Matrix latents = PlantedFactors.Noise(13, 4, 2);
        string message = Assert.Throws<ArgumentException>(
            () => Dci.Score(latents, [[0, 1, 0, 1]], new DciOptions { Seed = 1, HeldOutShare = 1, RoundCount = 0, LearningRate = double.NaN, BinCount = 257 })).Message;

        foreach (string option in new[] { "HeldOutShare", "RoundCount", "LearningRate", "BinCount" }) Assert.Contains(option, message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Dci.Score(latents, [[0, 1]], Options));
        Assert.Throws<ArgumentException>(() => Dci.Score(latents, [], Options));
        latents[0, 0] = float.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Dci.Score(latents, [[0, 1, 0, 1]], Options));
    }

    [Fact]
    public void Cancellation_is_honoured() => Assert.Throws<OperationCanceledException>(
        () => Dci.Score(PlantedFactors.Noise(14, 6, 2), [[0, 1, 0, 1, 0, 1]], Options, new CancellationToken(canceled: true)));

    private static void AssertSame(DisentanglementScores expected, DisentanglementScores actual)
    {
        Assert.Equal(expected.Disentanglement!.Value, actual.Disentanglement!.Value, 1e-6);
        Assert.Equal(expected.Completeness!.Value, actual.Completeness!.Value, 1e-6);
        Assert.Equal(expected.Informativeness!.Value, actual.Informativeness!.Value, 1e-12);
    }
}
