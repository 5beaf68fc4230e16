using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;

namespace Sargam.Learning.Vae;

public sealed partial record VaeOptions
{
    internal IOptimizer CreateOptimizer(ParameterStore parameters) => Optimizer == 0 ? new AdamShim(parameters) : new AdamShim(parameters);
}
