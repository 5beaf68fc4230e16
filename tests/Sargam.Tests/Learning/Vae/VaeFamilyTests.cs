using Sargam.Learning.Metrics;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using VaeEstimator = Sargam.Learning.Vae.Vae;

namespace Sargam.Tests.Learning.Vae;

/// <summary>What each member of the family is for, on data made to show it.</summary>
public sealed class VaeFamilyTests
{
    private static readonly VaeOptions Small = new()
    {
        Seed = 3,
        Architecture = new MlpArchitecture { HiddenSizes = [24] },
        LatentSize = 4,
        BatchSize = 32,
        EpochCount = 40,
        BetaWarmUpEpochCount = 5,
        LearningRate = 3e-3,
        Beta = 0.5,
    };

    public static TheoryData<string> Kinds => ["mlp", "conv1d", "conv2d", "crop", "conditional", "hybrid", "experts", "vade", "autoencoder", "learned", "adamw"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_learns_and_gives_the_same_bits_at_any_thread_count(string kind)
    {
        (VaeOptions options, VaeData data) = Kind(kind);
        float[][] results = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            VaeModel model = Fit(options, data);
            if (threads == 1)
            {
                Assert.True(model.ActiveUnits > 0, $"{kind} collapsed: {string.Join(" ", model.Warnings)}");
                Assert.True(model.ReconstructionR2 > 0.1, $"{kind}: R2 {model.ReconstructionR2}");
                Assert.Equal(data.Modalities.Count, model.Diagnostics.ReconstructionR2PerModality.Count);
            }

            return (float[])[.. model.Parameters.SelectMany(tensor => tensor.Values.ToArray()), .. Encode(model, data).Mean.Values];
        })];

        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_rebuilt_from_its_saved_parameters(string kind)
    {
        (VaeOptions options, VaeData data) = Kind(kind);
        VaeModel model = Fit(options with { EpochCount = 2, BetaWarmUpEpochCount = 0, PretrainingEpochCount = 1 }, data);

        var rebuilt = VaeTransform.FromParameters(
            options, [.. data.Modalities.Select(modality => (modality.Name, modality.Shape))], data.Condition?.ClassCount ?? 0, model.Parameters);

        Assert.Equal(Encode(model, data).Mean.Values.ToArray(), Encode(rebuilt, data).Mean.Values.ToArray());
        Assert.Equal(model.Diagnose(data, Token).ReconstructionR2, rebuilt.Diagnose(data, Token).ReconstructionR2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_interrupted_training_goes_on_to_the_same_bits(string kind)
    {
        (VaeOptions options, VaeData data) = Kind(kind);
        options = options with { EpochCount = 9, BetaWarmUpEpochCount = 2, PretrainingEpochCount = 3, LearningRateSchedule = LearningRateScheduleKind.Plateau, PlateauPatience = 1 };
        var kept = new List<VaeCheckpoint>();
        VaeModel whole = new VaeEstimator(options).Fit(data, new VaeCheckpointing { Save = kept.Add, EveryEpochCount = 2 }, cancellationToken: Token);

        foreach (VaeCheckpoint checkpoint in kept.Take(3))
        {
            VaeModel resumed = new VaeEstimator(options).Fit(data, new VaeCheckpointing { Save = _ => { }, Resume = checkpoint }, cancellationToken: Token);

            Assert.Equal(Weights(whole), Weights(resumed));
            Assert.Equal(whole.KeptEpoch, resumed.KeptEpoch);
            Assert.Equal(whole.History.Select(epoch => epoch.Total), resumed.History.Select(epoch => epoch.Total));
        }
    }

    [Fact]
    public void A_checkpoint_of_another_training_or_a_damaged_one_is_refused()
    {
        (VaeOptions options, VaeData data) = Kind("mlp");
        VaeCheckpoint? checkpoint = null;
        options = options with { EpochCount = 6 };
        new VaeEstimator(options).Fit(data, new VaeCheckpointing { Save = saved => checkpoint ??= saved, EveryEpochCount = 3 }, cancellationToken: Token);
        void Refuses(VaeOptions other, VaeData with, VaeCheckpoint state, string words) => Assert.Contains(
            words, Assert.Throws<ArgumentException>(() => new VaeEstimator(other).Fit(with, new VaeCheckpointing { Save = _ => { }, Resume = state }, cancellationToken: Token)).Message, StringComparison.Ordinal);
        VaeCheckpoint With(string key, string value) => new(checkpoint!.Tensors, new Dictionary<string, string>(checkpoint.Metadata) { [key] = value });

        Refuses(options with { Beta = 2 }, data, checkpoint!, "other options or other data");
        Refuses(options, new VaeData(data.Modalities[0].Values.Rows(0, 100)), checkpoint!, "other options or other data");
        Refuses(options, data, With("format", "something else"), "format");
        Refuses(options, data, With("history", "[{"), "history");
        Refuses(options, data, With("optimizer_steps", "-1"), "optimizer_steps");
        Refuses(options, data, new VaeCheckpoint([.. checkpoint!.Tensors.Skip(1)], checkpoint.Metadata), "is missing");
        Refuses(options, data, new VaeCheckpoint([.. checkpoint.Tensors.SkipLast(1)], checkpoint.Metadata), "damaged");
    }

    [Fact]
    public void Groups_are_held_out_as_a_whole()
    {
        int[] groups = [.. Enumerable.Range(0, 200).Select(row => row / 7)];
        var data = new VaeData([new VaeModality(new Matrix(200, 2))], groups: groups);
        ValidationSplit split = ValidationSplit.Draw(data, 0.2, new Rng(1));

        Assert.Equal(5, split.Validation.Select(row => groups[row]).Distinct().Count());
        Assert.Empty(split.Validation.Select(row => groups[row]).Intersect(split.Training.Select(row => groups[row])));
        Assert.Equal(200, split.Training.Length + split.Validation.Length);
    }

    [Fact]
    public void A_missing_modality_leaves_the_posterior_to_the_other()
    {
        (VaeOptions options, VaeData data) = Kind("experts");
        VaeModel model = Fit(options, data);
        bool[] none = new bool[data.RowCount];
        var audioOnly = new VaeData([data.Modalities[0], new VaeModality(data.Modalities[1].Values, present: none, name: "words")]);
        var otherWords = new Matrix(data.RowCount, data.Modalities[1].Values.ColumnCount);
        otherWords.Values.Fill(3);
        var audioWithOtherMissingWords = new VaeData([data.Modalities[0], new VaeModality(otherWords, present: none, name: "words")]);

        VaePosterior both = Encode(model, data);
        VaePosterior one = Encode(model, audioOnly);

        Assert.Equal(one.Mean.Values.ToArray(), Encode(model, audioWithOtherMissingWords).Mean.Values.ToArray());
        Assert.True(one.LogVariance.Values.ToArray().Average() > both.LogVariance.Values.ToArray().Average(), "less is known with one modality than with two");
    }

    [Fact]
    public void Conditional_latents_lose_the_class_that_average_and_shuffled_encodings_are_not_told()
    {
        (VaeOptions options, VaeData data) = Kind("conditional");
        VaeModel model = Fit(options, data);
        float[] given = Mean(model, data, ConditionEncoding.Given);
        float[] average = Mean(model, data, ConditionEncoding.Average);

        Assert.NotEqual(given, average);
        Assert.NotEqual(given, Mean(model, data, ConditionEncoding.Shuffled));
        Assert.Equal(average, model.Transform(data.Modalities[0].Values).Values.ToArray());
        var unknown = new VaeData(data.Modalities, new VaeCondition([.. Enumerable.Repeat(-1, data.RowCount)], 3));
        Assert.Equal(average, Mean(model, unknown, ConditionEncoding.Given));
        Assert.Throws<ArgumentException>(() => Encode(model, new VaeData(data.Modalities, new VaeCondition(new int[data.RowCount], 2))));
        Assert.Throws<ArgumentException>(() => Encode(model, new VaeData(data.Modalities)));
    }

    [Fact]
    public void An_encoder_that_is_told_nothing_encodes_without_classes()
    {
        (VaeOptions options, VaeData data) = Kind("conditional");
        VaeModel model = Fit(options with { Conditioning = ConditioningKind.DecoderOnly }, data);

        Assert.Equal(Mean(model, data, ConditionEncoding.Given), Encode(model, new VaeData(data.Modalities)).Mean.Values.ToArray());
        float[] first = model.DecodeAll(new Matrix(1, 4), new VaeCondition([0], 3))[0].Values.ToArray();
        Assert.NotEqual(first, model.DecodeAll(new Matrix(1, 4), new VaeCondition([1], 3))[0].Values.ToArray());
    }

    [Fact]
    public void A_mixture_prior_finds_planted_clusters()
    {
        (VaeOptions options, VaeData data) = Kind("vade");
        VaeModel model = Fit(options, data);
        Matrix shares = model.ComponentProbabilities(Encode(model, data).Mean);
        int[] labels = [.. Enumerable.Range(0, data.RowCount).Select(row => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(shares.Row(row)))];

        Assert.True(AdjustedRand.Score([.. Enumerable.Range(0, data.RowCount).Select(row => row % 3)], labels) > 0.9);
        Assert.Throws<InvalidOperationException>(() => Fit(Small with { EpochCount = 6 }, data).ComponentProbabilities(new Matrix(1, 4)));
    }

    [Theory]
    [InlineData(ReconstructionLoss.SquaredError)]
    [InlineData(ReconstructionLoss.HalfSquaredError)]
    public void Beta_chosen_from_the_eigenvalues_keeps_the_wanted_number_of_dimensions(ReconstructionLoss loss)
    {
        // Independent columns of variances 49, 16, 4, 1, 1, ...: the eigenvalues are known.
        var rng = new Rng(2);
        Matrix data = VaeTrainerTests.Random(rng, 600, 10);
        for (int row = 0; row < 600; row++) (data[row, 0], data[row, 1], data[row, 2]) = (data[row, 0] * 7, data[row, 1] * 4, data[row, 2] * 2);
        foreach (int wanted in new[] { 1, 2, 3 })
        {
            VaeModel model = Fit(
                Small with { Branches = [Small.Branches[0] with { Loss = loss }], TargetActiveUnits = wanted, EpochCount = 80, BetaWarmUpEpochCount = 40, ValidationShare = 0 },
                new VaeData(data));
            Assert.Equal(wanted, model.Diagnostics.InformativeUnits);
        }
    }

    [Fact]
    public void Free_bits_keep_dimensions_that_beta_would_collapse()
    {
        VaeData data = Kind("mlp").Data;
        VaeOptions options = Small with { Beta = 200, ValidationShare = 0 };

        Assert.Equal(0, Fit(options, data).Diagnostics.InformativeUnits);
        Assert.True(Fit(options with { FreeBits = 0.5 }, data).Diagnostics.InformativeUnits >= 3);
    }

    [Fact]
    public void Shapes_that_an_architecture_cannot_read_are_named()
    {
        var flat = new VaeData(new Matrix(4, 12));
        string Message(BranchArchitecture architecture, VaeData data) =>
            Assert.Throws<ArgumentException>(() => new VaeEstimator(Small with { Architecture = architecture }).Fit(data, cancellationToken: Token)).Message;

        Assert.Contains("(channels, length), got (12)", Message(new Conv1dArchitecture(), flat), StringComparison.Ordinal);
        Assert.Contains("(height, width)", Message(new Conv2dArchitecture(), flat), StringComparison.Ordinal);
        Assert.Contains("1 branches, the data have 2 modalities", Message(new MlpArchitecture(), new VaeData([new VaeModality(new Matrix(2, 3), name: "a"), new VaeModality(new Matrix(2, 3), name: "b")])), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new VaeModality(new Matrix(2, 12), [5, 2]));
        Assert.Throws<ArgumentException>(() => new VaeModality(new Matrix(2, 12), name: "a b"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static (VaeOptions Options, VaeData Data) Kind(string kind)
    {
        const int RowCount = 150;
        Matrix sound = Planted.Factors(seed: 5, RowCount, columnCount: 48, factorCount: 3, noise: 0.4);
        Matrix words = Planted.Factors(seed: 5, RowCount, columnCount: 12, factorCount: 3, noise: 0.6);
        var wordsBranch = new VaeBranch { Architecture = new MlpArchitecture { HiddenSizes = [10] }, Weight = 0.5 };
        bool[] hasWords = [.. Enumerable.Range(0, RowCount).Select(row => row % 4 != 0)];
        VaeData Views(params IReadOnlyList<int> shape) => new([new VaeModality(sound, shape, name: "sound")]);
        VaeData Two() => new([new VaeModality(sound, [6, 8], name: "sound"), new VaeModality(words, present: hasWords, name: "words")]);
        VaeOptions Over(BranchArchitecture architecture) => Small with { Architecture = architecture };
        var labels = new VaeCondition([.. Enumerable.Range(0, RowCount).Select(row => row % 10 == 9 ? -1 : row % 3)], 3);
        return kind switch
        {
            "conv1d" => (Over(new Conv1dArchitecture { Channels = [8, 8], DropoutRate = 0.05 }), Views(6, 8)),
            "conv2d" => (Over(new Conv2dArchitecture { Channels = [6, 8] }), Views(6, 8)),
            "crop" => (Over(new Conv2dArchitecture { Channels = [6, 8], CropsOutput = true, HasBatchNorm = false, Activation = Sargam.Learning.Neural.Layers.Activation.Silu }), Views(3, 16)),
            "conditional" => (Small, new VaeData([new VaeModality(sound)], labels)),
            "hybrid" => (Small with { Branches = [new VaeBranch { Architecture = new Conv2dArchitecture { Channels = [6, 8] } }, wordsBranch] }, Two()),
            "experts" => (Small with { Branches = [Small.Branches[0], wordsBranch], Fusion = FusionKind.ProductOfExperts }, Two()),
            "vade" => (Small with { PriorComponentCount = 3, PretrainingEpochCount = 15, BetaWarmUpEpochCount = 0 }, new VaeData(Blobs(RowCount))),
            "autoencoder" => (Small with { IsVariational = false }, new VaeData(sound)),
            "learned" => (Small with { Beta = 1, Branches = [Small.Branches[0] with { Loss = ReconstructionLoss.LearnedVariance }] }, new VaeData(sound)),
            "adamw" => (Small with
            {
                Optimizer = OptimizerKind.AdamW,
                WeightDecay = 1e-3,
                LearningRateSchedule = LearningRateScheduleKind.Cosine,
                BetaSchedule = BetaScheduleKind.Cyclical,
                ReconstructionReduction = ReductionKind.Mean,
                KlReduction = ReductionKind.Mean,
                Beta = 0.02,
                Architecture = new MlpArchitecture { HiddenSizes = [24], HasLayerNorm = true, Activation = Sargam.Learning.Neural.Layers.Activation.Gelu, DropoutRate = 0.05 },
            }, new VaeData(sound)),
            _ => (Small, new VaeData(sound)),
        };
    }

    private static Matrix Blobs(int rowCount)
    {
        Matrix data = VaeTrainerTests.Random(new Rng(8), rowCount, 10);
        for (int row = 0; row < rowCount; row++)
        {
            for (int i = 0; i < 10; i++) data[row, i] = 0.4f * data[row, i] + (i % 3 == row % 3 ? 2.5f : 0);
        }

        return data;
    }

    private static VaeModel Fit(VaeOptions options, VaeData data) => new VaeEstimator(options).Fit(data, cancellationToken: Token);

    private static float[] Mean(VaeModel model, VaeData data, ConditionEncoding encoding) => model.Encode(data, encoding, 7, Token).Mean.Values.ToArray();

    private static VaePosterior Encode(VaeTransform model, VaeData data) => model.Encode(data, cancellationToken: Token);

    private static float[] Weights(VaeModel model) => [.. model.Parameters.SelectMany(tensor => tensor.Values.ToArray())];
}
