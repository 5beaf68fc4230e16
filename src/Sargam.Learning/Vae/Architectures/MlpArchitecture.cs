using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>Fully connected layers, for plain vectors; the decoder mirrors the encoder and ends linearly.</summary>
public sealed record MlpArchitecture : BranchArchitecture
{
    /// <summary>Units of the encoder's hidden layers, input side first. Empty gives a linear model. Default [128, 64].</summary>
    public LayerSizes HiddenSizes { get; init; } = [128, 64];

    /// <summary>The function after each hidden layer. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether hidden values are normalised within an observation before the activation (Ba, Kiros and Hinton 2016). Default false.</summary>
    public bool HasLayerNorm { get; init; }

    /// <summary>Share of the hidden values zeroed in training, in [0, 1). Default 0.</summary>
    public double DropoutRate { get; init; }

    internal override bool TakesConditionAtInput => true;

    internal override IEnumerable<OptionError> Check()
    {
        foreach (OptionError error in CheckSizes(HiddenSizes, nameof(HiddenSizes), minimumCount: 0)) yield return error;
        if (!Enum.IsDefined(Activation)) yield return new OptionError(nameof(Activation), $"must be a known function, got {Activation}");
        if (DropoutRate is not (>= 0 and < 1)) yield return new OptionError(nameof(DropoutRate), $"must be in [0, 1), got {DropoutRate}");
    }

    internal override void CheckShape(IReadOnlyList<int> shape)
    {
        // Any shape can be read as a vector.
    }

    internal override Sequential BuildEncoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int conditionSize) =>
        Build(parameters, name, [NamedTensor.ElementCount(shape) + conditionSize, .. HiddenSizes], activationAtEnd: true);

    internal override Sequential BuildDecoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int latentSize) =>
        Build(parameters, name, [latentSize, .. HiddenSizes.Reverse(), NamedTensor.ElementCount(shape)], activationAtEnd: false);

    private Sequential Build(ParameterStore parameters, string name, ReadOnlySpan<int> sizes, bool activationAtEnd) =>
        Sequential.Mlp(parameters, name, sizes, activationAtEnd, Activation, HasLayerNorm, DropoutRate);
}
