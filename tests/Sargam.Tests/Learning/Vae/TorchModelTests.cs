using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

/// <summary>Four trainings that PyTorch recorded, step by step: each kind of network here does the same.</summary>
public sealed class TorchModelTests
{
    // What thirty Adam steps of 1e-4 make of rounding noise, where a true gradient is 0.
    private const double CarriedNoise = 3e-3;

    // Variances of maps follow the squares of weights, several layers of them: they differ more than weights do.
    private const double VarianceFactor = 3;

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

    private static TorchModel Conv1d() => new(
        "b_conv1d_vae", isCommitted: true,
        new VaeOptions { Seed = 0, GradientClipNorm = null, Architecture = new Conv1dArchitecture { Channels = [32, 64] } },
        [
            ("encoder.0", "c1"), ("encoder.1", "b1"), ("encoder.3", "c2"), ("encoder.4", "b2"), ("mu", "mu"), ("logvar", "lv"),
            ("decoder.0", "fc"), ("decoder.2", "t1"), ("decoder.3", "tb1"), ("decoder.5", "t2"),
        ],
        model => new VaeData([new VaeModality(model.Rows("data0"), [20, 130])]));

    private static TorchModel Hybrid() => new(
        "c_hybrid_beta_vae", isCommitted: false,
        new VaeOptions
        {
            Seed = 0,
            GradientClipNorm = 1,
            ReconstructionReduction = ReductionKind.Mean,
            LatentSize = 32,
            Branches =
            [
                new VaeBranch { Architecture = new Conv2dArchitecture { HasBiasBeforeNorm = true, CropsOutput = true } },
                new VaeBranch { Architecture = new MlpArchitecture { HiddenSizes = [32] } },
            ],
        },
        [
            ("encoder.audio.0", "c1"), ("encoder.audio.1", "b1"), ("encoder.audio.3", "c2"), ("encoder.audio.4", "b2"),
            ("encoder.audio.6", "c3"), ("encoder.audio.7", "b3"), ("encoder.text.0", "te"), ("mu", "mu"), ("logvar", "lv"),
            ("decoder.audio.0", "fc"), ("decoder.audio.2", "t1"), ("decoder.audio.3", "tb1"), ("decoder.audio.5", "t2"),
            ("decoder.audio.6", "tb2"), ("decoder.audio.8", "t3"), ("decoder.text.0", "td1"), ("decoder.text.2", "td2"),
        ],
        model => new VaeData([new VaeModality(model.Rows("data0"), [1, 39, 130], name: "audio"), new VaeModality(model.Rows("data1"), name: "text")]));

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
    public void One_dimensional_convolutional_training_follows_PyTorch()
    {
        TorchModel model = Conv1d();
        model.FollowThirtySteps(1e-3, _ => 1, (2e-4, 2e-4, 2e-4, 2e-4));
        AssertFinal(model, 2e-4);

        // Thousands of weights, each a little off, add up in an encoding.
        AssertEvaluation(model, "eval_final", 5e-3);
    }

    [Fact]
    public void Hybrid_convolutional_training_follows_PyTorch()
    {
        TorchModel model = Hybrid();
        model.FollowThirtySteps(1e-4, step => Math.Min(1, step / 20.0), (2e-4, 2e-5, 1e-3, 2e-3));
        AssertFinal(
            model, 5e-4, "c1.bias", "c2.bias", "c3.bias", "t1.bias", "t2.bias",
            "b1.running_mean", "b2.running_mean", "b3.running_mean", "tb1.running_mean", "tb2.running_mean");
    }

    [Fact]
    public void The_first_fully_connected_step_has_the_activations_and_gradients_of_PyTorch() => AssertFirstStep(Mlp(), 1e-3, 1, 5e-6);

    [Fact]
    public void The_first_conditional_step_has_the_activations_and_gradients_of_PyTorch() => AssertFirstStep(Conditional(), 2e-3, 4, 5e-6);

    [Theory]
    [InlineData("init", "eval_init")]
    [InlineData("final", "eval_final")]
    public void Saved_fully_connected_weights_encode_and_reconstruct_as_there(string weights, string expected)
    {
        TorchModel model = Mlp();
        model.Load(weights);
        AssertEvaluation(model, expected);
    }

    [Theory]
    [InlineData("init", "eval_init")]
    [InlineData("final", "eval_final")]
    public void Saved_conditional_weights_encode_and_reconstruct_as_there(string weights, string expected)
    {
        TorchModel model = Conditional();
        model.Load(weights);
        AssertEvaluation(model, expected);
    }

    [Fact]
    public void The_first_one_dimensional_step_has_the_activations_and_gradients_of_PyTorch() => AssertFirstStep(Conv1d(), 1e-3, 1, 5e-6);

    [Fact]
    public void The_first_hybrid_step_has_the_activations_and_gradients_of_PyTorch()
    {
        TorchModel model = Hybrid();
        AssertFirstStep(model, 1e-4, 0, 5e-6, "c1.bias", "c2.bias", "c3.bias", "t1.bias", "t2.bias");
    }

    [Fact]
    public void Saved_one_dimensional_weights_encode_and_reconstruct_as_there() => AssertEvaluation(Conv1d(), "eval_init");

    [Fact]
    public void Saved_hybrid_weights_encode_and_reconstruct_as_there() => AssertEvaluation(Hybrid(), "eval_init");

    private static VaeCondition Genres(TorchModel model) => new([.. model.Array("genre").Values.ToArray().Select(genre => (int)genre)], 5);

    /// <param name="model">Trained.</param>
    /// <param name="tolerance">Absolute.</param>
    /// <param name="cancelled">
    /// Biases in front of a batch normalisation: their true gradient is 0, and Adam turns rounding noise into steps. They are left
    /// out, and so are the running means that carry them.
    /// </param>
    private static void AssertFinal(TorchModel model, double tolerance, params string[] cancelled)
    {
        foreach ((Parameter parameter, string name) in model.Named().Where(entry => !cancelled.Contains(entry.Name)))
        {
            (double[] expected, float[] actual) = model.Pair($"final/{name}", parameter.Values);
            double allowed = !name.EndsWith("running_var", StringComparison.Ordinal) ? tolerance : cancelled.Length > 0 ? CarriedNoise : VarianceFactor * tolerance;
            Approx.Equal(expected, actual, allowed, name);
        }
    }

    private static void AssertFirstStep(TorchModel model, double learningRate, double beta, double tolerance, params string[] cancelled)
    {
        model.Step(0, beta, learningRate);

        Approx.EqualToPeak(model.Array("step0/mu").Values, model.Trainer.Mean(model.BatchSize), tolerance, "mu");
        Approx.EqualToPeak(model.Array("step0/logvar").Values, model.Trainer.LogVariance(model.BatchSize), tolerance, "logvar");
        for (int i = 0; i < model.Shape.Branches.Count; i++)
        {
            Approx.EqualToPeak(model.Array($"step0/recon{i}").Values, model.Trainer.Reconstruction(model.BatchSize, i), tolerance, $"reconstruction {i}");
        }

        double clip = ClipFactor(model);
        foreach ((Parameter parameter, string name) in model.Named().Where(entry => !entry.Parameter.IsBuffer && !cancelled.Contains(entry.Name)))
        {
            (double[] expected, float[] actual) = model.Pair($"step0/grad_{name}", parameter.Gradient);
            Approx.EqualToPeak([.. expected.Select(value => value * clip)], actual, tolerance, name);
        }
    }

    // Recorded before clipping, ours is after.
    private static double ClipFactor(TorchModel model)
    {
        double norm = model.Array("losses").Values[4];
        return model.Options.GradientClipNorm is { } most && norm > most ? most / (norm + 1e-6) : 1;
    }

    private static void AssertEvaluation(TorchModel model, string expected, double tolerance = 1e-5)
    {
        VaeData data = model.Data;
        VaeCondition? condition = data.Condition is { } all ? new VaeCondition([.. all.Classes.Take(4)], all.ClassCount) : null;
        var rows = new VaeData([.. data.Modalities.Select(modality => new VaeModality(modality.Values.Rows(0, 4), modality.Shape, name: modality.Name))], condition);

        var transform = VaeTransform.FromParameters(
            model.Options, [.. data.Modalities.Select(modality => (modality.Name, modality.Shape))], data.Condition?.ClassCount ?? 0, model.Store.Export());
        VaePosterior posterior = transform.Encode(rows);

        Approx.EqualToPeak(model.Array($"{expected}/mu").Values, posterior.Mean.Values, tolerance, "mu");
        Approx.EqualToPeak(model.Array($"{expected}/logvar").Values, posterior.LogVariance.Values, tolerance, "logvar");
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            Approx.EqualToPeak(model.Array($"{expected}/recon{i}").Values, transform.DecodeAll(posterior.Mean, condition)[i].Values, tolerance, $"reconstruction {i}");
        }
    }
}
