using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;

namespace Sargam.Learning.Vae.Training;

/// <summary>From an option to an optimiser.</summary>
internal static class OptimizerKinds
{
    private const double Momentum = 0.9;

    public static IOptimizer Create(VaeOptions options, ParameterStore parameters) => options.Optimizer switch
    {
        OptimizerKind.AdamW => new AdamW(parameters, weightDecay: options.WeightDecay),
        OptimizerKind.Sgd => new Sgd(parameters, Momentum, weightDecay: options.WeightDecay),
        _ => new Adam(parameters, weightDecay: options.WeightDecay),
    };
}
