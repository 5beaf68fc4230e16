using Sargam.Learning;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using VaeEstimator = Sargam.Learning.Vae.Vae;

namespace Sargam.Tests.Learning.Vae.Diagnosis;

public sealed class VaeWarningTests
{
    private static readonly VaeOptions Small = new()
    {
        Seed = 7,
        Architecture = new MlpArchitecture { HiddenSizes = [24] },
        LatentSize = 6,
        BatchSize = 16,
        EpochCount = 60,
        BetaWarmUpEpochCount = 5,
        LearningRate = 3e-3,
        Patience = 0,
    };

    [Fact]
    public void A_mean_beside_a_sum_is_named_alone_when_it_is_the_cause()
    {
        string warning = Collapsed(StandardFactors(), Small with { ReconstructionReduction = ReductionKind.Mean, KlReduction = ReductionKind.Sum });

        Assert.Contains("averaged over 12 columns", warning, StringComparison.Ordinal);
        Assert.EndsWith("set ReconstructionReduction to Sum.", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("PCA", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_beside_a_sum_that_is_not_all_names_the_beta_too()
    {
        string warning = Collapsed(StandardFactors(), Small with { ReconstructionReduction = ReductionKind.Mean, Beta = 50 });

        Assert.Contains("set ReconstructionReduction to Sum", warning, StringComparison.Ordinal);
        Assert.Contains("Beta 50 is above", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_little_variance_are_named_with_their_deviation()
    {
        Matrix data = StandardFactors();
        foreach (ref float value in data.Values) value = 0.5f + 0.1f * value;
        string warning = Collapsed(data, Small);

        Assert.Contains("standard deviation about 0.1,", warning, StringComparison.Ordinal);
        Assert.Contains("standardise them", warning, StringComparison.Ordinal);
        Assert.Contains("above the data's largest PCA eigenvalue", warning, StringComparison.Ordinal);
        Assert.Empty(Fit(StandardFactors(), Small).Warnings);
    }

    [Theory]
    [InlineData(ReductionKind.Sum, ReconstructionLoss.SquaredError)]
    [InlineData(ReductionKind.Sum, ReconstructionLoss.HalfSquaredError)]
    [InlineData(ReductionKind.Mean, ReconstructionLoss.SquaredError)]
    public void A_beta_above_the_largest_eigenvalue_is_named_and_the_one_proposed_keeps_two_units(ReductionKind kl, ReconstructionLoss loss)
    {
        Matrix data = StandardFactors();
        VaeOptions options = Small with { Branches = [Small.Branches[0] with { Loss = loss }], KlReduction = kl, Beta = 400 };
        double[] eigenvalues = LossEigenvalues.Of(options, new VaeData(data), 2, TestContext.Current.CancellationToken);
        string warning = Collapsed(data, options);

        // The first two eigenvalues under squared error / 2 are those of the covariance; squared error doubles them.
        double scale = (loss == ReconstructionLoss.SquaredError ? 2 : 1) * (kl == ReductionKind.Mean ? options.LatentSize : 1);
        double largest = Planted.PcaBound(data, 1) * 12 * 240 / 239 * scale;
        Assert.Equal(largest, eigenvalues[0] * LossEigenvalues.KlScale(options), 1e-3 * largest);
        Assert.Contains(FormattableString.Invariant($"Beta 400 is above the data's largest PCA eigenvalue, {eigenvalues[0] * LossEigenvalues.KlScale(options):g3} as"), warning, StringComparison.Ordinal);
        Assert.DoesNotContain("standardise", warning, StringComparison.Ordinal);

        double proposed = double.Parse(warning.Split("lower Beta to ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        VaeModel cured = Fit(data, options with { Beta = proposed });
        Assert.True(cured.Diagnostics.InformativeUnits >= 2, $"beta {proposed} keeps {cured.Diagnostics.InformativeUnits}");
        Assert.Empty(cured.Warnings);
    }

    [Fact]
    public void One_informative_dimension_of_many_gets_a_milder_note_with_the_second_eigenvalue()
    {
        Matrix data = UnequalFactors();
        double[] eigenvalues = LossEigenvalues.Of(Small, new VaeData(data), 2, TestContext.Current.CancellationToken);
        VaeOptions options = Small with { Beta = Math.Sqrt(eigenvalues[0] * eigenvalues[1]) };
        VaeModel model = Fit(data, options);
        string warning = Assert.Single(model.Warnings);

        Assert.Equal(1, model.Diagnostics.InformativeUnits);
        Assert.StartsWith("Only 1 of the 6 latent dimensions carries more than 0.1 nats", warning, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"second PCA eigenvalue, {eigenvalues[1]:g3}"), warning, StringComparison.Ordinal);
        Assert.DoesNotContain("collapsed", warning, StringComparison.Ordinal);
        Assert.Empty(Fit(data, options with { LatentSize = 3 }).Warnings);
        Assert.Single(VaeWarnings.For(options, new VaeData(data), model.Diagnostics, Outcome(model.Beta, 100), TestContext.Current.CancellationToken));
        foreach (int units in new[] { 1, 2 }) Assert.Empty(VaeWarnings.For(options with { TargetActiveUnits = units }, new VaeData(data), model.Diagnostics, Outcome(model.Beta, 100), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Too_few_steps_are_named_when_the_data_leave_room()
    {
        // Initial weights shrink what passes through them, so a deep network starts out saying nothing.
        VaeOptions options = Small with { Architecture = new MlpArchitecture { HiddenSizes = [24, 24, 24, 24] }, ValidationShare = 0, BatchSize = 120 };
        string warning = Collapsed(StandardFactors(), options with { EpochCount = 1, BetaWarmUpEpochCount = 0 });

        Assert.Contains("Beta 1 is below the data's largest PCA eigenvalue", warning, StringComparison.Ordinal);
        Assert.Contains("2 steps of training were too few: raise EpochCount", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("standardise", warning, StringComparison.Ordinal);

        Matrix raw = StandardFactors();
        foreach (ref float value in raw.Values) value *= 20;
        string unscaled = string.Join(' ', VaeWarnings.For(options, new VaeData(raw), Silent(), Outcome(beta: 1, stepCount: 2), TestContext.Current.CancellationToken));
        Assert.Contains("standard deviation about 20,", unscaled, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_all_the_same_are_named_whatever_the_loss()
    {
        var data = new Matrix(30, 5);
        data.Values.Fill(0.5f);

        Assert.EndsWith("The rows do not vary: there is nothing to learn from them.", Collapsed(data, Small), StringComparison.Ordinal);
        Assert.EndsWith("there is nothing to learn from them.", Collapsed(data, Small with { IsVariational = false }), StringComparison.Ordinal);
        Assert.EndsWith("there is nothing to learn from them.", Collapsed(data, With(ReconstructionLoss.BinaryCrossEntropy)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_without_the_rule_names_beta_and_steps_but_no_eigenvalue()
    {
        Matrix data = StandardFactors();
        foreach (ref float value in data.Values) value = 1 / (1 + MathF.Exp(-value));
        string warning = Collapsed(data, With(ReconstructionLoss.BinaryCrossEntropy) with { Beta = 30 });

        Assert.Contains("Beta 30 may be too high for this loss", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("eigenvalue", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("standardise", warning, StringComparison.Ordinal);
    }

    private static VaeDiagnostics Silent() => new(new LatentStatistics(6), [], []);

    private static TrainingOutcome Outcome(double beta, long stepCount) => new([], 0, new Convergence(false, 0, 0), null, beta, stepCount);

    private static VaeOptions With(ReconstructionLoss loss) => Small with { Branches = [Small.Branches[0] with { Loss = loss }] };

    private static Matrix StandardFactors() => Planted.Factors(seed: 2, rowCount: 240, columnCount: 12, factorCount: 3, noise: 0.3);

    /// <summary>Ten columns of one factor, two of another.</summary>
    private static Matrix UnequalFactors()
    {
        var rng = new Rng(9);
        var data = new Matrix(240, 12);
        for (int row = 0; row < 240; row++)
        {
            (double strong, double weak) = (rng.Normal(), rng.Normal());
            for (int column = 0; column < 12; column++) data[row, column] = (float)(0.95 * (column < 10 ? strong : weak) + 0.3 * rng.Normal());
        }

        return data;
    }

    private static string Collapsed(Matrix data, VaeOptions options)
    {
        VaeModel model = Fit(data, options);
        Assert.Equal(0, model.ActiveUnits);
        string warning = Assert.Single(model.Warnings);
        Assert.StartsWith("The posterior collapsed", warning, StringComparison.Ordinal);
        return warning;
    }

    private static VaeModel Fit(Matrix data, VaeOptions options) =>
        new VaeEstimator(options).Fit(data, cancellationToken: TestContext.Current.CancellationToken);
}
