using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>
/// Convolutions over time and frequency, for rows of the shape (height, width) or (channels, height, width), such as a
/// spectrogram of 64 bands x 128 frames.
/// </summary>
public sealed record Conv2dArchitecture : ConvolutionalArchitecture
{
    /// <summary>Filters of the encoder's convolutions, input side first. Default [32, 64, 128].</summary>
    public override LayerSizes Channels { get; init; } = [32, 64, 128];

    internal override void CheckShape(IReadOnlyList<int> shape)
    {
        if (shape.Count is 2 or 3) return;
        throw new ArgumentException(
            $"{nameof(Conv2dArchitecture)} needs rows of the shape (height, width) or (channels, height, width), got ({string.Join(", ", shape)})");
    }

    private protected override FeatureMapShape MapOf(IReadOnlyList<int> shape) =>
        shape.Count == 2 ? new FeatureMapShape(1, shape[0], shape[1]) : new FeatureMapShape(shape[0], shape[1], shape[2]);

    private protected override ConvolutionLayer Convolution(ParameterStore parameters, string name, FeatureMapShape input, int channels, bool hasBias) =>
        new Conv2d(parameters, name, input, channels, KernelSize, Stride, PaddingSize, hasBias: hasBias);

    private protected override ConvolutionLayer Transposed(
        ParameterStore parameters, string name, FeatureMapShape input, int channels, Extent outputPadding, bool hasBias) =>
        new ConvTranspose2d(parameters, name, input, channels, KernelSize, Stride, PaddingSize, outputPadding, hasBias: hasBias);

    private protected override Extent OfAxes(int value) => value;
}
