namespace Sargam.Learning.Neural.Layers;

/// <summary>Convolution of sequences stored as (length, channels), padded with zeros (PyTorch: <c>nn.Conv1d</c> without groups).</summary>
/// <param name="parameters">Where the weights go: (outputs, inputs, kernel), and the biases.</param>
/// <param name="name">The prefix of their names.</param>
/// <param name="input">What goes in; its height must be 1.</param>
/// <param name="outputChannels">Filters.</param>
/// <param name="kernel">Positions of a window.</param>
/// <param name="stride">From one window to the next.</param>
/// <param name="padding">Zeros on each side of the sequence.</param>
/// <param name="dilation">From one position of a window to the next.</param>
/// <param name="hasBias">Whether each filter starts from a learned value.</param>
/// <exception cref="ArgumentException">A setting is out of range, or the sequence is shorter than the kernel.</exception>
internal sealed class Conv1d(
    ParameterStore parameters, string name, FeatureMapShape input, int outputChannels, int kernel,
    int stride = 1, int padding = 0, int dilation = 1, bool hasBias = true)
    : Conv2d(parameters, name, input, outputChannels, WindowOptions.OfWidth(kernel, stride, padding, dilation), isSequence: true, hasBias);
