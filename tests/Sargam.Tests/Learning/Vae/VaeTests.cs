using Sargam.Learning;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using VaeEstimator = Sargam.Learning.Vae.Vae;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeTests
{
    private static readonly VaeOptions Small = new()
    {
        Seed = 7,
        Architecture = new MlpArchitecture { HiddenSizes = [16] },
        LatentSize = 4,
        BatchSize = 16,
        EpochCount = 6,
        BetaWarmUpEpochCount = 2,
        LearningRate = 3e-3,
    };

    [Fact]
    public void Planted_low_rank_data_come_back_nearly_as_well_as_PCA_allows()
    {
        Matrix data = Planted.Factors(seed: 1, rowCount: 300, columnCount: 12, factorCount: 3, noise: 0.3);
        VaeModel model = Fit(data, Small with { Architecture = new MlpArchitecture { HiddenSizes = [32] }, EpochCount = 80, BetaWarmUpEpochCount = 10, Beta = 0.2 });
        double bound = Planted.PcaBound(data, 3);

        Assert.InRange(model.ReconstructionR2, bound - 0.05, bound + 0.05);
        Assert.True(model.ActiveUnits >= 3, $"{model.ActiveUnits} active units");
        Assert.Empty(model.Warnings);
    }

    [Fact]
    public void Summed_losses_keep_the_planted_factors_active()
    {
        VaeModel model = Fit(StrongFactors(), Collapsing with { ReconstructionReduction = ReductionKind.Sum });

        Assert.InRange(model.ActiveUnits, 3, 6);
        Assert.InRange(model.KlPerDimension.Count(kl => kl > 0.1), 3, 6);
        Assert.True(model.ReconstructionR2 > 0.7, $"R2 {model.ReconstructionR2}");
    }

    [Fact]
    public void A_mean_over_columns_beside_a_summed_KL_collapses_and_says_so()
    {
        VaeModel model = Fit(StrongFactors(), Collapsing);

        Assert.Equal(0, model.ActiveUnits);
        Assert.Equal(0, model.History[^1].ActiveUnits);
        Assert.All(model.KlPerDimension, kl => Assert.InRange(kl, 0, 0.01));
        Assert.Contains("set ReconstructionReduction to Sum", Assert.Single(model.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_at_any_thread_count()
    {
        // Large enough for a matrix product to be worth several threads.
        Matrix data = Planted.Factors(seed: 3, rowCount: 140, columnCount: 96, factorCount: 5, noise: 0.5);
        VaeOptions options = Small with { Architecture = new MlpArchitecture { HiddenSizes = [128] }, LatentSize = 8, BatchSize = 64, EpochCount = 3 };
        float[][] results = [.. new[] { 1, 2, 3, 1 }.Select(threads =>
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            VaeModel model = Fit(data, options);
            return (float[])[.. model.Parameters.SelectMany(tensor => tensor.Values.ToArray()), .. model.Reconstruct(data).Values];
        })];

        Assert.All(results, result => Assert.Equal(results[0], result));
        Assert.NotEqual(results[0], Fit(data, options with { Seed = 8 }).Parameters.SelectMany(tensor => tensor.Values.ToArray()));
    }

    [Fact]
    public void Early_stopping_keeps_the_best_epoch_after_the_warm_up()
    {
        // Pure noise in many columns: the validation loss soon rises.
        Matrix data = Planted.Factors(seed: 5, rowCount: 60, columnCount: 20, factorCount: 1, noise: 3);
        VaeOptions options = Small with { EpochCount = 200, Patience = 5, ValidationShare = 0.3, Beta = 0.05, Architecture = new MlpArchitecture { HiddenSizes = [64] }, LearningRate = 1e-2 };
        VaeModel model = Fit(data, options);

        VaeEpoch best = model.History.Where(epoch => epoch.Epoch > 2).MinBy(epoch => epoch.ValidationTotal)!;
        Assert.True(model.Convergence.Reached);
        Assert.Equal(best.Epoch, model.KeptEpoch);
        Assert.Equal(model.KeptEpoch + 5, model.History.Count);
        Assert.Equal(model.History.Count, model.Convergence.IterationCount);

        VaeModel untilBest = Fit(data, options with { EpochCount = model.KeptEpoch, Patience = 0 });
        Assert.Equal(Weights(untilBest), Weights(model));
    }

    [Fact]
    public void History_tells_each_epoch_as_it_was()
    {
        var reported = new List<FitProgress>();
        VaeModel model = new VaeEstimator(Small with { Beta = 2 }).Fit(StrongFactors(), new Recorder(reported.Add), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5, 6], model.History.Select(epoch => epoch.Epoch));
        Assert.Equal([0, 1, 2, 2, 2, 2], model.History.Select(epoch => epoch.Beta));
        Assert.All(model.History, epoch =>
        {
            Assert.Equal(epoch.Reconstruction + epoch.Beta * epoch.Kl, epoch.Total, 9);
            Assert.Equal(Small.LearningRate, epoch.LearningRate);
            Assert.InRange(epoch.ActiveUnits, 0, Small.LatentSize);
            Assert.NotNull(epoch.ValidationTotal);
        });
        Assert.True(model.History[^1].Reconstruction < model.History[0].Reconstruction);
        Assert.Equal(model.History.Select(epoch => new FitProgress("epoch", epoch.Epoch, 6, epoch.Total)), reported);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    public void Few_rows_train_too(int rowCount)
    {
        Matrix data = StrongFactors().View.Rows(0, rowCount).ToMatrix();
        VaeModel model = Fit(data, Small with { ValidationShare = 0.5 });

        Assert.Equal(6, model.History.Count);
        Assert.Equal(rowCount == 1, model.History[0].ValidationTotal is null);
        AssertFinite(model, data);
    }

    [Fact]
    public void Rows_that_do_not_vary_give_numbers_and_a_warning()
    {
        Matrix data = new(30, 5);
        data.Values.Fill(1.5f);
        VaeModel model = Fit(data, Small);

        Assert.Equal(0, model.ActiveUnits);
        Assert.Equal(0, model.ReconstructionR2);
        Assert.Contains("rows may not vary", Assert.Single(model.Warnings), StringComparison.Ordinal);
        AssertFinite(model, data);
    }

    [Fact]
    public void A_first_epoch_that_breaks_off_keeps_the_initial_weights_and_says_so()
    {
        Matrix data = StrongFactors();
        VaeModel model = Fit(data, Small with { LearningRate = 1e30 });

        Assert.Empty(model.History);
        Assert.Equal(0, model.KeptEpoch);
        Assert.Contains("initial weights", model.Warnings[0], StringComparison.Ordinal);
        AssertFinite(model, data);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Divergence_keeps_the_last_good_weights_and_says_so(int patience)
    {
        Matrix data = StrongFactors();
        VaeModel model = Fit(data, Small with
        {
            Architecture = new MlpArchitecture { HiddenSizes = [] },
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 0.3,
            GradientClipNorm = null,
            EpochCount = 50,
            Patience = patience,
        });

        Assert.False(model.Convergence.Reached);
        Assert.InRange(model.History.Count, 0, 49);
        Assert.Contains("broke off", model.Warnings[0], StringComparison.Ordinal);
        Assert.All(model.History, epoch => Assert.True(double.IsFinite(epoch.Total)));
        AssertFinite(model, data);
    }

    [Fact]
    public void Values_too_large_to_learn_from_are_survived_and_reported()
    {
        Matrix data = StrongFactors();
        foreach (ref float value in data.Values) value *= 1e14f;
        VaeModel model = Fit(data, Small);

        Assert.Contains("far outside the prior", Assert.Single(model.Warnings), StringComparison.Ordinal);
        AssertFinite(model, data);
    }

    [Fact]
    public void A_posterior_that_holds_next_to_nothing_is_reported_though_its_means_vary()
    {
        Matrix data = StrongFactors();
        foreach (ref float value in data.Values) value *= 0.2f;
        VaeModel model = Fit(data, Small with { Beta = 0.5 });

        Assert.InRange(model.KlPerDimension.Sum(), 0, 0.25);
        Assert.Contains("collapsed", Assert.Single(model.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_drown_all_others_are_reported()
    {
        Matrix data = Planted.Factors(7, 60, 40, factorCount: 3, noise: 0.5);
        for (int row = 0; row < data.RowCount; row++) data[row, 5] *= 1000;
        VaeModel model = Fit(data, Small);

        Assert.Contains("1 of 40 columns hold 99 % of the variance", model.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Components_of_the_prior_that_nothing_belongs_to_are_reported()
    {
        Matrix data = StrongFactors();
        VaeModel model = Fit(data, Small with { PriorComponentCount = 6, PretrainingEpochCount = 20, Beta = 50 });

        Assert.Equal(6, model.Diagnostics.ComponentShares.Count);
        Assert.Equal(1, model.Diagnostics.ComponentShares.Sum(), 1e-9);
        Assert.Contains(model.Warnings, warning => warning.Contains("components of the prior were lost", StringComparison.Ordinal));
    }

    [Fact]
    public void A_learned_variance_starts_from_that_of_the_data()
    {
        Matrix data = StrongFactors();
        foreach (ref float value in data.Values) value *= 0.1f;
        VaeModel model = Fit(data, Small with { Branches = [new VaeBranch { Loss = ReconstructionLoss.LearnedVariance }], EpochCount = 40 });

        Assert.InRange(model.Parameters.Single(one => one.Name == "decoder.log_variance").Values.Span[0], Math.Log(1e-4), Math.Log(2e-2));
        Assert.True(model.ActiveUnits > 0);
    }

    [Fact]
    public void Without_hidden_layers_it_is_a_linear_model()
    {
        VaeModel model = Fit(StrongFactors(), Small with { Architecture = new MlpArchitecture { HiddenSizes = [] }, EpochCount = 40 });

        Assert.Equal(["mu.weight", "mu.bias", "logvar.weight", "logvar.bias", "decoder.0.weight", "decoder.0.bias"], model.Parameters.Select(tensor => tensor.Name));
        Assert.True(model.ReconstructionR2 > 0.5, $"R2 {model.ReconstructionR2}");
    }

    [Fact]
    public void The_input_is_not_changed_and_bad_input_is_named()
    {
        Matrix data = StrongFactors();
        float[] before = data.Values.ToArray();
        Fit(data, Small);

        Assert.Equal(before, data.Values.ToArray());
        data[3, 2] = float.NaN;
        Assert.Contains("row 3 column 2 is NaN", Assert.Throws<ArgumentException>(() => Fit(data, Small)).Message, StringComparison.Ordinal);
        data[3, 2] = 1e20f;
        Assert.Contains("standardised", Assert.Throws<ArgumentException>(() => Fit(data, Small)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fit(new Matrix(0, 5), Small));
        Assert.Throws<ArgumentException>(() => Fit(new Matrix(5, 0), Small));
    }

    [Fact]
    public void Cancellation_is_honoured_within_a_fit()
    {
        using var source = new CancellationTokenSource();
        var reported = new List<FitProgress>();
        var progress = new Recorder(step =>
        {
            reported.Add(step);
            source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => new VaeEstimator(Small).Fit(StrongFactors(), progress, source.Token));
        Assert.Single(reported);
    }

    private static VaeOptions Collapsing => Small with
    {
        LatentSize = 6,
        Architecture = new MlpArchitecture { HiddenSizes = [24] },
        EpochCount = 60,
        Patience = 0,
        ReconstructionReduction = ReductionKind.Mean,
        KlReduction = ReductionKind.Sum,
    };

    private static Matrix StrongFactors() => Planted.Factors(seed: 2, rowCount: 240, columnCount: 12, factorCount: 3, noise: 0.3);

    private static VaeModel Fit(Matrix data, VaeOptions options) =>
        new VaeEstimator(options).Fit(data, cancellationToken: TestContext.Current.CancellationToken);

    private static float[] Weights(VaeModel model) => [.. model.Parameters.SelectMany((NamedTensor tensor) => tensor.Values.ToArray())];

    private static void AssertFinite(VaeModel model, Matrix data)
    {
        VaePosterior posterior = model.Encode(data);
        Assert.All(posterior.Mean.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(posterior.LogVariance.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(model.Reconstruct(data).Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(double.IsFinite(model.ReconstructionR2));
        Assert.DoesNotContain(model.KlPerDimension, double.IsNaN);
    }

    private sealed class Recorder(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value);
    }
}
