using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>Convolutions along time, for rows of the shape (channels, length), such as 20 MFCC x 130 frames.</summary>
public sealed record Conv1dArchitecture : ConvolutionalArchitecture
{
    /// <summary>Filters of the encoder's convolutions, input side first. Default [32, 64].</summary>
    public override LayerSizes Channels { get; init; } = [32, 64];

    internal override void CheckShape(IReadOnlyList<int> shape)
    {
        if (shape.Count != 2) throw new ArgumentException($"{nameof(Conv1dArchitecture)} needs rows of the shape (channels, length), got ({string.Join(", ", shape)})");
    }

    private protected override FeatureMapShape MapOf(IReadOnlyList<int> shape) => new(shape[0], 1, shape[1]);

    private protected override ConvolutionLayer Convolution(ParameterStore parameters, string name, FeatureMapShape input, int channels, bool hasBias) =>
        new Conv1d(parameters, name, input, channels, KernelSize, Stride, PaddingSize, hasBias: hasBias);

    private protected override ConvolutionLayer Transposed(
        ParameterStore parameters, string name, FeatureMapShape input, int channels, Extent outputPadding, bool hasBias) =>
        new ConvTranspose1d(parameters, name, input, channels, KernelSize, Stride, PaddingSize, outputPadding.Width, hasBias: hasBias);

    private protected override Extent OfAxes(int value) => new(0, value);
}
