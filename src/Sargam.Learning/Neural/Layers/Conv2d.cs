namespace Sargam.Learning.Neural.Layers;

/// <summary>Convolution of maps stored as (height, width, channels), padded with zeros (PyTorch: <c>nn.Conv2d</c> without groups).</summary>
internal class Conv2d : ConvolutionLayer
{
    /// <param name="parameters">Where the weights go: (outputs, inputs, height, width), and the biases.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="outputChannels">Filters.</param>
    /// <param name="kernel">Positions of a window.</param>
    /// <param name="stride">From one window to the next; 1 when null.</param>
    /// <param name="padding">Zeros on each side of the map.</param>
    /// <param name="dilation">From one position of a window to the next; 1 when null.</param>
    /// <param name="hasBias">Whether each filter starts from a learned value.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the map is smaller than the kernel.</exception>
    public Conv2d(
        ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, Extent kernel,
        Extent? stride = null, Extent padding = default, Extent? dilation = null, bool hasBias = true)
        : this(parameters, name, input, outputChannels, new WindowOptions(kernel, stride ?? 1, padding, dilation ?? 1), false, hasBias)
    {
    }

    private protected Conv2d(
        ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, in WindowOptions window, bool isSequence, bool hasBias)
        : this(parameters, name, input, input.ConvOutput(outputChannels, window), window, isSequence, hasBias)
    {
    }

    private Conv2d(
        ParameterStore parameters, string name, FeatureMapShape input, FeatureMapShape output, in WindowOptions window, bool isSequence, bool hasBias)
        : base(parameters, name, input, output, window.Over(input, output), isSequence, hasBias)
    {
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode) =>
        Convolution.ToGrid(input, Weight.Values, BiasValues, output, rowCount);

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        Convolution.Gradient(input, outputGradient, Weight.Gradient, imageSums: [], gridSums: BiasGradient, rowCount);
        if (!inputGradient.IsEmpty) Convolution.ToImage(outputGradient, Weight.Values, bias: [], inputGradient, rowCount);
    }
}
