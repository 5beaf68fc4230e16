using Sargam.Learning.Neural;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeCheckpointTests
{
    private static readonly Matrix Data = Planted.Factors(seed: 2, rowCount: 60, columnCount: 12, factorCount: 2, noise: 0.3);

    private static readonly VaeOptions Quick = new()
    {
        Seed = 4,
        EpochCount = 24,
        BatchSize = 16,
        LatentSize = 3,
        BetaWarmUpEpochCount = 4,
        ValidationShare = 0.2,
        Patience = 6,
        Architecture = new MlpArchitecture { HiddenSizes = [8] },
    };

    /// <summary>Early stopping with the best weights before and after the checkpoint, and every part that remembers something.</summary>
    [Theory]
    [InlineData("early stopping")]
    [InlineData("no validation")]
    [InlineData("batch normalisation and dropout")]
    [InlineData("mixture prior")]
    [InlineData("plateau")]
    [InlineData("learned variance")]
    public void From_any_checkpoint_training_goes_on_to_the_same_bits(string kind)
    {
        VaeOptions options = kind switch
        {
            "no validation" => Quick with { ValidationShare = 0 },
            "batch normalisation and dropout" => Quick with { Architecture = new Conv1dArchitecture { Channels = [4], DropoutRate = 0.2 } },
            "mixture prior" => Quick with { PriorComponentCount = 2, PretrainingEpochCount = 5 },
            "plateau" => Quick with { Optimizer = OptimizerKind.Sgd, LearningRateSchedule = LearningRateScheduleKind.Plateau, PlateauPatience = 1, Patience = 20 },
            "learned variance" => Quick with { Branches = [new VaeBranch { Loss = Sargam.Learning.Vae.Objective.ReconstructionLoss.LearnedVariance }], Optimizer = OptimizerKind.AdamW },
            _ => Quick with { LearningRate = 0.02 },
        };
        var saved = new List<VaeCheckpoint>();
        VaeModel whole = Fit(options, new VaeCheckpointing { Save = saved.Add, EveryEpochCount = 3 });

        Assert.True(saved.Count >= 2, $"{saved.Count} checkpoints");
        foreach (VaeCheckpoint checkpoint in saved)
        {
            VaeModel resumed = Fit(options, new VaeCheckpointing { Resume = checkpoint, Save = _ => { } });
            Assert.Equal(whole.KeptEpoch, resumed.KeptEpoch);
            Assert.Equal(whole.History.Count, resumed.History.Count);
            foreach ((NamedTensor expected, NamedTensor actual) in whole.Parameters.Zip(resumed.Parameters)) Assert.Equal(expected.Values.Span, actual.Values.Span);
        }
    }

    [Theory]
    [InlineData("history", "[]")]
    [InlineData("history", "[null]")]
    [InlineData("history", "[{\"Epoch\":2}]")]
    [InlineData("history", "{")]
    [InlineData("best_epoch", "99")]
    [InlineData("best_epoch", "-1")]
    [InlineData("optimizer_steps", "x")]
    [InlineData("signature", "another")]
    [InlineData("format", "")]
    public void One_that_cannot_be_used_is_refused_or_the_training_starts_afresh(string key, string value)
    {
        var saved = new List<VaeCheckpoint>();
        VaeModel whole = Fit(Quick, new VaeCheckpointing { Save = saved.Add, EveryEpochCount = 3 });
        var damaged = new VaeCheckpoint(saved[1].Tensors, new Dictionary<string, string>(saved[1].Metadata) { [key] = value });

        Assert.Throws<ArgumentException>(() => Fit(Quick, new VaeCheckpointing { Resume = damaged, Save = _ => { } }));
        var reasons = new List<string>();
        VaeModel afresh = Fit(Quick, new VaeCheckpointing { Resume = damaged, Rejected = reasons.Add, Save = _ => { } });

        Assert.Contains("checkpoint", Assert.Single(reasons), StringComparison.Ordinal);
        foreach ((NamedTensor expected, NamedTensor actual) in whole.Parameters.Zip(afresh.Parameters)) Assert.Equal(expected.Values.Span, actual.Values.Span);
    }

    private static VaeModel Fit(VaeOptions options, VaeCheckpointing checkpointing) => new Sargam.Learning.Vae.Vae(options).Fit(
        new VaeData([new VaeModality(Data, [2, 6])]), checkpointing, cancellationToken: TestContext.Current.CancellationToken);
}
