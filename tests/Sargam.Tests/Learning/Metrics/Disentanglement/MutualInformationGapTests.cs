using Sargam.Learning.Metrics.Disentanglement;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Metrics.Disentanglement;

public sealed class MutualInformationGapTests
{
    [Fact]
    public void Values_are_those_of_NumPy_bins_and_scikit_learn_information()
    {
        var latents = new Matrix(90, 3);
        for (int i = 0; i < 90; i++)
        {
            latents[i, 0] = i * 37 % 101 / 8f;
            latents[i, 1] = (i * i * 13 + i * 5) % 97 / 16f - 2;
            latents[i, 2] = (i / 9 * 3 + i * 29 % 7) / 4f;
        }

        int[][] factors = [[.. Enumerable.Range(0, 90).Select(i => i * 37 % 101 / 26)], [.. Enumerable.Range(0, 90).Select(i => i / 9 % 5)]];
        MutualInformationGapScore score = MutualInformationGap.Score(latents, factors);

        // Made with numpy.histogram, numpy.digitize and sklearn.metrics.mutual_info_score, as disentanglement_lib does.
        Assert.Equal(0.6007350197074088, score.Factors[0].Gap!.Value, 1e-9);
        Assert.Equal(1.2908356817976796, score.Factors[0].LargestInformation, 1e-9);
        Assert.Equal(0.45940373657998124, score.Factors[0].SecondInformation, 1e-9);
        Assert.Equal(1.3840244333061382, score.Factors[0].Entropy, 1e-9);
        Assert.Equal(0, score.Factors[0].Dimension);
        Assert.Equal(0.18963436289832852, score.Factors[1].Gap!.Value, 1e-9);
        Assert.Equal(2, score.Factors[1].Dimension);
        Assert.Equal((0.6007350197074088 + 0.18963436289832852) / 2, score.Mean!.Value, 1e-9);
    }

    [Fact]
    public void A_factor_in_a_dimension_of_its_own_scores_one_and_in_two_alike_zero()
    {
        int[] factor = [.. Enumerable.Range(0, 120).Select(i => i % 4)];
        Matrix own = Matrix.FromRows([.. factor.Select((label, i) => (float[])[i / 4 % 3, label])]);
        Matrix twice = Matrix.FromRows([.. factor.Select(label => (float[])[label, 9 - 2 * label])]);

        Assert.Equal(1, MutualInformationGap.Score(own, [factor]).Mean!.Value, 1e-12);
        Assert.Equal(1, MutualInformationGap.Score(own, [factor]).Factors[0].Dimension);
        Assert.Equal(0, MutualInformationGap.Score(twice, [factor]).Mean!.Value, 1e-12);
        Assert.Equal(1, MutualInformationGap.Score(PlantedFactors.Reordered(own, 1), [factor]).Mean!.Value, 1e-12);
    }

    [Fact]
    public void Aligned_factors_score_high_turned_ones_low_and_noise_about_nothing()
    {
        Matrix latents = PlantedFactors.Noise(1, 3000, 4);
        int[][] factors = [PlantedFactors.Cut(latents, 0), PlantedFactors.Cut(latents, 1)];

        Assert.InRange(MutualInformationGap.Score(latents, factors).Mean!.Value, 0.75, 1);
        Assert.InRange(MutualInformationGap.Score(PlantedFactors.Rotated(latents), factors).Mean!.Value, 0, 0.05);
        Assert.InRange(MutualInformationGap.Score(PlantedFactors.Noise(2, 3000, 4), factors).Mean!.Value, 0, 0.01);
    }

    [Fact]
    public void Names_of_classes_order_of_dimensions_and_scale_do_not_matter()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Matrix latents = PlantedFactors.Noise(seed, 200, 3);
            int[] factor = PlantedFactors.Cut(latents, 1);
            Matrix scaled = latents.View.ToMatrix();
            foreach (ref float value in scaled.Values) value *= -4;
            double expected = MutualInformationGap.Score(latents, [factor]).Mean!.Value;

            Assert.Equal(expected, MutualInformationGap.Score(latents, [[.. factor.Select(label => 90 - 7 * label)]]).Mean!.Value, 1e-12);
            Assert.Equal(expected, MutualInformationGap.Score(PlantedFactors.Reordered(latents, 2, 0, 1), [factor]).Mean!.Value, 1e-12);
            Assert.True(Math.Abs(expected - MutualInformationGap.Score(scaled, [factor]).Mean!.Value) < 0.02, $"seed {seed}");
        }
    }

    [Fact]
    public void Unknown_rows_count_as_if_they_were_not_there()
    {
        Matrix latents = PlantedFactors.Noise(3, 300, 3);
        int[] all = PlantedFactors.Cut(latents, 0);
        int[] partly = [.. all.Select((label, i) => i % 3 == 0 ? -1 : label)];
        int[] kept = [.. Enumerable.Range(0, 300).Where(i => i % 3 != 0)];
        MutualInformationGapScore score = MutualInformationGap.Score(latents, [partly, all]);

        Assert.Equal(MutualInformationGap.Score(latents.View.SelectRows(kept), [[.. kept.Select(i => all[i])]]).Factors[0], score.Factors[0]);
        Assert.Equal(200, score.Factors[0].ObservationCount);
        Assert.Equal(300, score.Factors[1].ObservationCount);
    }

    [Fact]
    public void A_factor_without_two_classes_has_no_gap_and_a_constant_dimension_says_nothing()
    {
        Matrix latents = PlantedFactors.Noise(4, 40, 2);
        int[] factor = PlantedFactors.Cut(latents, 0);
        int[] one = new int[40];
        int[] unknown = [.. Enumerable.Repeat(-1, 40)];
        MutualInformationGapScore score = MutualInformationGap.Score(latents, [one, unknown, factor]);

        Assert.Null(score.Factors[0].Gap);
        Assert.Null(score.Factors[1].Gap);
        Assert.Equal(score.Factors[2].Gap, score.Mean);
        Assert.Null(MutualInformationGap.Score(latents, [one]).Mean);
        Assert.Equal(0, MutualInformationGap.Score(new Matrix(40, 2), [factor]).Mean);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Matrix latents = PlantedFactors.Noise(5, 6, 2);
        int[] factor = [0, 1, 0, 1, 0, 1];

        Assert.Contains("at least 1 factor", Message(() => MutualInformationGap.Score(latents, [])), StringComparison.Ordinal);
        Assert.Contains("factor 1 must have a class for each of the 6 rows, got 2", Message(() => MutualInformationGap.Score(latents, [factor, [0, 1]])), StringComparison.Ordinal);
        Assert.Contains("row 2 is -4", Message(() => MutualInformationGap.Score(latents, [[0, 1, -4, 0, 0, 0]])), StringComparison.Ordinal);
        Assert.Contains("at least 1 observations", Message(() => MutualInformationGap.Score(new Matrix(0, 2), [[]])), StringComparison.Ordinal);
        Assert.Contains("at least 1 column", Message(() => MutualInformationGap.Score(new Matrix(6, 0), [factor])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformationGap.Score(latents, [factor], binCount: 1));
        latents[3, 1] = float.NaN;
        Assert.Contains("row 3 column 1 is NaN", Message(() => MutualInformationGap.Score(latents, [factor])), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_honoured() => Assert.Throws<OperationCanceledException>(
        () => MutualInformationGap.Score(PlantedFactors.Noise(6, 6, 2), [[0, 1, 0, 1, 0, 1]], 20, new CancellationToken(canceled: true)));

    private static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
}
