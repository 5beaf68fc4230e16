using Sargam.Learning.Neural.Layers;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;

namespace Sargam.Representation;

/// <summary>The words that recipes and model files use for what the library calls otherwise.</summary>
internal static class VaeVocabulary
{
    public static IReadOnlyDictionary<string, Activation> Activations { get; } = new Dictionary<string, Activation>
    {
        ["relu"] = Activation.Relu,
        ["leaky_relu"] = Activation.LeakyRelu,
        ["elu"] = Activation.Elu,
        ["gelu"] = Activation.Gelu,
        ["gelu_tanh"] = Activation.GeluTanh,
        ["silu"] = Activation.Silu,
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
        ["softplus"] = Activation.Softplus,
    };

    public static IReadOnlyDictionary<string, ReconstructionLoss> Losses { get; } = new Dictionary<string, ReconstructionLoss>
    {
        ["squared"] = ReconstructionLoss.SquaredError,
        ["half"] = ReconstructionLoss.HalfSquaredError,
        ["learned_variance"] = ReconstructionLoss.LearnedVariance,
        ["cross_entropy"] = ReconstructionLoss.BinaryCrossEntropy,
    };

    public static IReadOnlyDictionary<string, BetaScheduleKind> BetaSchedules { get; } = new Dictionary<string, BetaScheduleKind>
    {
        ["constant"] = BetaScheduleKind.Constant,
        ["warmup"] = BetaScheduleKind.LinearWarmUp,
        ["cyclical"] = BetaScheduleKind.Cyclical,
    };

    public static IReadOnlyDictionary<string, OptimizerKind> Optimizers { get; } = new Dictionary<string, OptimizerKind>
    {
        ["adam"] = OptimizerKind.Adam,
        ["adamw"] = OptimizerKind.AdamW,
        ["sgd"] = OptimizerKind.Sgd,
    };

    public static IReadOnlyDictionary<string, LearningRateScheduleKind> LearningRateSchedules { get; } = new Dictionary<string, LearningRateScheduleKind>
    {
        ["constant"] = LearningRateScheduleKind.Constant,
        ["cosine"] = LearningRateScheduleKind.Cosine,
        ["plateau"] = LearningRateScheduleKind.Plateau,
    };
}
