using Sargam.Learning.Neural;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

/// <summary>Four trainings that PyTorch recorded, step by step: each kind of network here does the same.</summary>
public sealed class TorchModelTests
{
    private static readonly (string Ours, string Theirs)[] MlpNames =
    [
        ("encoder.0", "e1"), ("encoder.2", "e2"), ("mu", "mu"), ("logvar", "lv"), ("decoder.0", "d1"), ("decoder.2", "d2"), ("decoder.4", "d3"),
    ];

    private static TorchModel Mlp() => new(
        "a_mlp_vae", isCommitted: true, new VaeOptions { Seed = 0, GradientClipNorm = null }, MlpNames, model => new VaeData(model.Rows("data0")));

    private static TorchModel Conditional() => new(
        "d_cond_beta_vae", isCommitted: true,
        new VaeOptions
        {
            Seed = 0,
            GradientClipNorm = null,
            Architecture = new MlpArchitecture { HiddenSizes = [64, 32] },
            LatentSize = 8,
            Optimizer = OptimizerKind.AdamW,
            WeightDecay = 0.01,
        },
        MlpNames, model => new VaeData([new VaeModality(model.Rows("data0"))], Genres(model)));

    [Fact]
    public void Fully_connected_training_follows_PyTorch()
    {
        TorchModel model = Mlp();
        model.FollowThirtySteps(1e-3, _ => 1, (1e-5, 1e-5, 1e-5, 1e-5));
        AssertFinal(model, 1e-5);
    }

    [Fact]
    public void Conditional_training_follows_PyTorch()
    {
        TorchModel model = Conditional();
        model.FollowThirtySteps(2e-3, _ => 4, (1e-4, 1e-4, 1e-4, 1e-4));
        AssertFinal(model, 2e-5);
    }

    [Fact]
    public void The_first_fully_connected_step_has_the_activations_and_gradients_of_PyTorch() => AssertFirstStep(Mlp(), 1e-3, 1, 5e-6);

    [Fact]
    public void The_first_conditional_step_has_the_activations_and_gradients_of_PyTorch() => AssertFirstStep(Conditional(), 2e-3, 4, 5e-6);

    [Theory]
    [InlineData("init", "eval_init")]
    [InlineData("final", "eval_final")]
    public void Saved_fully_connected_weights_encode_and_reconstruct_as_there(string weights, string expected) => AssertEvaluation(Mlp(), weights, expected);

    [Theory]
    [InlineData("init", "eval_init")]
    [InlineData("final", "eval_final")]
    public void Saved_conditional_weights_encode_and_reconstruct_as_there(string weights, string expected) => AssertEvaluation(Conditional(), weights, expected);

    private static VaeCondition Genres(TorchModel model) => new([.. model.Array("genre").Values.ToArray().Select(genre => (int)genre)], 5);

    private static void AssertFinal(TorchModel model, double tolerance)
    {
        foreach ((Parameter parameter, string name) in model.Named())
        {
            Approx.Equal(model.Array($"final/{name}").Values, parameter.Values, tolerance, name);
        }
    }

    private static void AssertFirstStep(TorchModel model, double learningRate, double beta, double tolerance)
    {
        model.Step(0, beta, learningRate);

        Approx.EqualToPeak(model.Array("step0/mu").Values, model.Trainer.Mean(model.BatchSize), tolerance, "mu");
        Approx.EqualToPeak(model.Array("step0/logvar").Values, model.Trainer.LogVariance(model.BatchSize), tolerance, "logvar");
        for (int i = 0; i < model.Shape.Branches.Count; i++)
        {
            Approx.EqualToPeak(model.Array($"step0/recon{i}").Values, model.Trainer.Reconstruction(model.BatchSize, i), tolerance, $"reconstruction {i}");
        }

        foreach ((Parameter parameter, string name) in model.Named().Where(entry => !entry.Parameter.IsBuffer))
        {
            Approx.EqualToPeak(model.Array($"step0/grad_{name}").Values, parameter.Gradient, tolerance, name);
        }
    }

    private static void AssertEvaluation(TorchModel model, string weights, string expected)
    {
        model.Load(weights);
        VaeData data = model.Data;
        VaeCondition? condition = data.Condition is { } all ? new VaeCondition([.. all.Classes.Take(4)], all.ClassCount) : null;
        var rows = new VaeData([.. data.Modalities.Select(modality => new VaeModality(modality.Values.Rows(0, 4), modality.Shape, name: modality.Name))], condition);

        var transform = VaeTransform.FromParameters(
            model.Options, [.. data.Modalities.Select(modality => (modality.Name, modality.Shape))], data.Condition?.ClassCount ?? 0, model.Store.Export());
        VaePosterior posterior = transform.Encode(rows);

        Approx.EqualToPeak(model.Array($"{expected}/mu").Values, posterior.Mean.Values, 1e-5, "mu");
        Approx.EqualToPeak(model.Array($"{expected}/logvar").Values, posterior.LogVariance.Values, 1e-5, "logvar");
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            Approx.EqualToPeak(model.Array($"{expected}/recon{i}").Values, transform.DecodeAll(posterior.Mean, condition)[i].Values, 1e-5, $"reconstruction {i}");
        }
    }
}
