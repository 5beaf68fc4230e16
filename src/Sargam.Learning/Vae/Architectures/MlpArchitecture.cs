using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>Fully connected layers, for plain vectors; the decoder mirrors the encoder and ends linearly.</summary>
public sealed record MlpArchitecture : BranchArchitecture
{
    /// <summary>Units of the encoder's hidden layers, input side first. Empty gives a linear model. Default [128, 64].</summary>
    public LayerSizes HiddenSizes { get; init; } = [128, 64];

    internal override bool TakesConditionAtInput => true;

    internal override IEnumerable<OptionError> Check() => CheckSizes(HiddenSizes, nameof(HiddenSizes), minimumCount: 0);

    internal override void CheckShape(IReadOnlyList<int> shape)
    {
        // Any shape can be read as a vector.
    }

    internal override Sequential BuildEncoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int conditionSize) =>
        Sequential.Mlp(parameters, name, [NamedTensor.ElementCount(shape) + conditionSize, .. HiddenSizes], reluAtEnd: true);

    internal override Sequential BuildDecoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int latentSize) =>
        Sequential.Mlp(parameters, name, [latentSize, .. HiddenSizes.Reverse(), NamedTensor.ElementCount(shape)], reluAtEnd: false);
}
