using Sargam.Numerics;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Layers one after the other (PyTorch: <c>nn.Sequential</c>); without layers it hands its input on. Activations are kept
/// in buffers that grow to the largest batch seen and are then reused.
/// </summary>
internal sealed class Sequential : Layer
{
    private readonly Layer[] _layers;
    private readonly float[][] _activations;
    private readonly int _widest;
    private float[] _gradientAbove = [];
    private float[] _gradientBelow = [];

    /// <param name="inputSize">Floats per observation that go in; the output size too when there are no layers.</param>
    /// <param name="layers">Each takes what the one before gives.</param>
    public Sequential(int inputSize, params Layer[] layers)
        : base(inputSize, layers.Length == 0 ? inputSize : layers[^1].OutputSize)
    {
        _layers = layers;
        _activations = new float[Math.Max(layers.Length - 1, 0)][];
        Array.Fill(_activations, []);
        int size = inputSize;
        foreach (Layer layer in layers)
        {
            if (layer.InputSize != size) throw new ArgumentException($"a layer takes {layer.InputSize} values but is given {size}", nameof(layers));
            size = layer.OutputSize;
            _widest = Math.Max(_widest, size);
        }
    }

    /// <summary>
    /// Linear layers with ReLU between them: <paramref name="name"/>.0, ReLU, <paramref name="name"/>.2, ReLU, ... numbered as
    /// PyTorch numbers them.
    /// </summary>
    /// <param name="parameters">Where the weights go.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="sizes">Input, hidden and output sizes, at least the first.</param>
    /// <param name="reluAtEnd">Whether the last linear layer is followed by a ReLU too.</param>
    public static Sequential Mlp(ParameterStore parameters, string name, ReadOnlySpan<int> sizes, bool reluAtEnd) =>
        Mlp(parameters, name, sizes, reluAtEnd, Activation.Relu);

    /// <summary>
    /// Linear layers, each followed by a layer normalisation if wanted, the activation, and dropout if wanted. Children are numbered
    /// as PyTorch's <c>nn.Sequential</c> of just these modules numbers them.
    /// </summary>
    /// <param name="parameters">Where the weights go.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="sizes">Input, hidden and output sizes, at least the first.</param>
    /// <param name="activationAtEnd">Whether the last linear layer is followed by all that too; else it stands alone.</param>
    /// <param name="activation">The function between the layers.</param>
    /// <param name="hasLayerNorm">Whether values are normalised before the activation.</param>
    /// <param name="dropoutRate">The share zeroed after the activation; 0 for no such layer.</param>
    /// <param name="negativeSlope">For <see cref="Activation.LeakyRelu"/> only.</param>
    public static Sequential Mlp(
        ParameterStore parameters, string name, ReadOnlySpan<int> sizes, bool activationAtEnd, Activation activation, bool hasLayerNorm = false,
        double dropoutRate = 0, double negativeSlope = 0.01)
    {
        var layers = new List<Layer>();
        for (int i = 1; i < sizes.Length; i++)
        {
            layers.Add(new Linear(parameters, $"{name}.{layers.Count}", sizes[i - 1], sizes[i]));
            if (i == sizes.Length - 1 && !activationAtEnd) break;
            if (hasLayerNorm) layers.Add(new LayerNorm(parameters, $"{name}.{layers.Count}", sizes[i]));
            layers.Add(Activations.Create(activation, sizes[i], negativeSlope));
            if (dropoutRate != 0) layers.Add(new Dropout(sizes[i], dropoutRate));
        }

        return new Sequential(sizes[0], [.. layers]);
    }

    /// <summary>Each layer draws from its own stream, so that adding one at the end does not change the others.</summary>
    public override void Initialize(Rng rng)
    {
        for (int i = 0; i < _layers.Length; i++) _layers[i].Initialize(rng.Split((ulong)i));
    }

    public override void Reseed(Rng rng)
    {
        for (int i = 0; i < _layers.Length; i++) _layers[i].Reseed(rng.Split((ulong)i));
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        if (_layers.Length == 0) input[..(rowCount * InputSize)].CopyTo(output);
        for (int i = 0; i < _layers.Length; i++)
        {
            if (i < _activations.Length) Grow(ref _activations[i], rowCount * _layers[i].OutputSize);
            _layers[i].Forward(Input(i, input, rowCount), Output(i, output, rowCount), rowCount, mode);
        }
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (_layers.Length == 0 && !inputGradient.IsEmpty) outputGradient[..(rowCount * InputSize)].CopyTo(inputGradient);
        Grow(ref _gradientAbove, rowCount * _widest);
        Grow(ref _gradientBelow, rowCount * _widest);
        ReadOnlySpan<float> above = outputGradient;
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            Span<float> below = i == 0 ? inputGradient : _gradientBelow.AsSpan(0, rowCount * _layers[i].InputSize);
            ReadOnlySpan<float> layerOutput = i == _layers.Length - 1 ? output : _activations[i].AsSpan(0, rowCount * _layers[i].OutputSize);
            _layers[i].Backward(Input(i, input, rowCount), layerOutput, above, below, rowCount);
            (_gradientAbove, _gradientBelow) = (_gradientBelow, _gradientAbove);
            above = below;
        }
    }

    private static void Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<float>(length);
    }

    private ReadOnlySpan<float> Input(int layer, ReadOnlySpan<float> input, int rowCount) =>
        layer == 0 ? input : _activations[layer - 1].AsSpan(0, rowCount * _layers[layer].InputSize);

    private Span<float> Output(int layer, Span<float> output, int rowCount) =>
        layer == _layers.Length - 1 ? output : _activations[layer].AsSpan(0, rowCount * _layers[layer].OutputSize);
}
