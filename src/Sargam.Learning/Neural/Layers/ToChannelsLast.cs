using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// (channels, height, width), the order in which PyTorch flattens maps, to (height, width, channels), the order of the layers here:
/// put one before convolutions that follow a <see cref="Linear"/>, so that weights can be exchanged. Not needed when
/// <see cref="FeatureMapShape.IsSameInAnyLayout"/>.
/// </summary>
internal sealed class ToChannelsLast(FeatureMapShape shape) : Layer(shape.Size, shape.Size)
{
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode) =>
        Transposition.TransposeEach(input, shape.Channels, shape.Height * shape.Width, output, rowCount);

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        Transposition.TransposeEach(outputGradient, shape.Height * shape.Width, shape.Channels, inputGradient, rowCount);
    }
}
