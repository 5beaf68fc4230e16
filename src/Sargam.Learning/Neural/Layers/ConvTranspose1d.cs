namespace Sargam.Learning.Neural.Layers;

/// <summary>Transposed convolution of sequences stored as (length, channels) (PyTorch: <c>nn.ConvTranspose1d</c> without groups).</summary>
/// <param name="parameters">Where the weights go: (inputs, outputs, kernel), and the biases.</param>
/// <param name="name">The prefix of their names.</param>
/// <param name="input">What goes in; its height must be 1.</param>
/// <param name="outputChannels">Channels that come out.</param>
/// <param name="kernel">Positions of a window.</param>
/// <param name="stride">From one window to the next.</param>
/// <param name="padding">Positions cut off on each side of the output.</param>
/// <param name="outputPadding">Positions added at the end of the output; less than the stride or the dilation.</param>
/// <param name="dilation">From one position of a window to the next.</param>
/// <param name="hasBias">Whether each output channel starts from a learned value.</param>
/// <exception cref="ArgumentException">A setting is out of range, or nothing is left of the output.</exception>
internal sealed class ConvTranspose1d(
    ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, int kernel,
    int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, bool hasBias = true)
    : ConvTranspose2d(
        parameters, name, input, outputChannels, WindowOptions.OfWidth(kernel, stride, padding, dilation), new Extent(0, outputPadding),
        isSequence: true, hasBias);
