using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neural.Layers;

/// <summary>What the four convolution layers share: parameters in PyTorch's layout, and how they start.</summary>
internal abstract class ConvolutionLayer : Layer
{
    private readonly int _fanIn;

    /// <param name="parameters">Where the weights go.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="output">What comes out.</param>
    /// <param name="shape">The windows on both.</param>
    /// <param name="isSequence">Whether the weights have no height in PyTorch.</param>
    /// <param name="hasBias">Whether each output channel starts from a learned value.</param>
    protected ConvolutionLayer(
        ParameterStore parameters, string name, FeatureMapShape input, FeatureMapShape output, ConvolutionShape shape, bool isSequence, bool hasBias)
        : base(input.Size, output.Size)
    {
        if (isSequence && input.Height != 1) throw new ArgumentException($"{name}: a sequence must have height 1, got {input.Height}", nameof(input));
        OutputShape = output;
        int[] kernel = isSequence ? [shape.Horizontal.Kernel] : [shape.Vertical.Kernel, shape.Horizontal.Kernel];
        Weight = parameters.Add($"{name}.weight", [shape.GridChannels, shape.ImageChannels, .. kernel]);
        Bias = hasBias ? parameters.Add($"{name}.bias", output.Channels) : null;
        Convolution = new Convolution(shape);

        // PyTorch takes the second length of the weights for the inputs, in transposed layers too.
        _fanIn = Weight.Values.Length / shape.GridChannels;
    }

    public FeatureMapShape OutputShape { get; }

    /// <summary>(outputs, inputs, height, width), in transposed layers (inputs, outputs, height, width).</summary>
    protected Parameter Weight { get; }

    protected Parameter? Bias { get; }

    protected ReadOnlySpan<float> BiasValues => Bias is null ? [] : Bias.Values;

    protected Span<float> BiasGradient => Bias is null ? [] : Bias.Gradient;

    protected Convolution Convolution { get; }

    /// <summary>Weights and biases uniform in +-1/sqrt(fan in), which is what PyTorch's Kaiming call with a = sqrt(5) comes to.</summary>
    public override void Initialize(Rng rng)
    {
        double bound = 1 / Math.Sqrt(_fanIn);
        foreach (ref float weight in Weight.Values) weight = (float)rng.Uniform(-bound, bound);
        if (Bias is null) return;
        foreach (ref float bias in Bias.Values) bias = (float)rng.Uniform(-bound, bound);
    }
}
