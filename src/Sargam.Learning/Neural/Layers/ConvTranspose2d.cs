namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Transposed convolution of maps stored as (height, width, channels): every input position adds a window to the output
/// (PyTorch: <c>nn.ConvTranspose2d</c> without groups).
/// </summary>
internal class ConvTranspose2d : ConvolutionLayer
{
    /// <param name="parameters">Where the weights go: (inputs, outputs, height, width), and the biases.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="outputChannels">Channels that come out.</param>
    /// <param name="kernel">Positions of a window.</param>
    /// <param name="stride">From one window to the next; 1 when null.</param>
    /// <param name="padding">Positions cut off on each side of the output.</param>
    /// <param name="outputPadding">Positions added at the end of the output; less than the stride or the dilation.</param>
    /// <param name="dilation">From one position of a window to the next; 1 when null.</param>
    /// <param name="hasBias">Whether each output channel starts from a learned value.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or nothing is left of the output.</exception>
    public ConvTranspose2d(
        ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, Extent kernel,
        Extent? stride = null, Extent padding = default, Extent outputPadding = default, Extent? dilation = null, bool hasBias = true)
        : this(parameters, name, input, outputChannels, new WindowOptions(kernel, stride ?? 1, padding, dilation ?? 1), outputPadding, false, hasBias)
    {
    }

    private protected ConvTranspose2d(
        ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, in WindowOptions window, Extent outputPadding,
        bool isSequence, bool hasBias)
        : this(parameters, name, input, input.ConvTransposeOutput(outputChannels, window, outputPadding), window, isSequence, hasBias)
    {
    }

    private ConvTranspose2d(
        ParameterStore parameters, string name, FeatureMapShape input, FeatureMapShape output, in WindowOptions window, bool isSequence, bool hasBias)
        : base(parameters, name, input, output, window.Over(image: output, grid: input), isSequence, hasBias)
    {
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode) =>
        Convolution.ToImage(input, Weight.Values, BiasValues, output, rowCount);

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        Convolution.Gradient(outputGradient, input, Weight.Gradient, imageSums: BiasGradient, gridSums: [], rowCount);
        if (!inputGradient.IsEmpty) Convolution.ToGrid(outputGradient, Weight.Values, bias: [], inputGradient, rowCount);
    }
}
