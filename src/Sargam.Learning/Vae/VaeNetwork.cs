using System.Numerics.Tensors;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>
/// The fully connected VAE: hidden layers with ReLU, two linear heads for mean and log variance, and a mirrored decoder whose
/// last layer is linear. Parameters are named encoder.0.weight ... mu.weight, logvar.weight, decoder.0.weight ...
/// </summary>
internal sealed class VaeNetwork
{
    private readonly Sequential _encoder;
    private readonly Linear _mean;
    private readonly Linear _logVariance;
    private readonly Sequential _decoder;
    private float[] _hidden = [];
    private float[] _hiddenGradient = [];
    private float[] _headGradient = [];

    public VaeNetwork(VaeShape shape, ParameterStore parameters)
    {
        Shape = shape;
        _encoder = Sequential.Mlp(parameters, "encoder", [shape.InputSize, .. shape.HiddenSizes], reluAtEnd: true);
        _mean = new Linear(parameters, "mu", _encoder.OutputSize, shape.LatentSize);
        _logVariance = new Linear(parameters, "logvar", _encoder.OutputSize, shape.LatentSize);
        _decoder = Sequential.Mlp(parameters, "decoder", [shape.LatentSize, .. shape.HiddenSizes.Reverse(), shape.InputSize], reluAtEnd: false);
    }

    public VaeShape Shape { get; }

    public void Initialize(Rng rng)
    {
        _encoder.Initialize(rng.Split(0));
        _mean.Initialize(rng.Split(1));
        _logVariance.Initialize(rng.Split(2));
        _decoder.Initialize(rng.Split(3));
    }

    public void Encode(ReadOnlySpan<float> input, Span<float> mean, Span<float> logVariance, int rowCount, LayerMode mode)
    {
        int length = rowCount * _encoder.OutputSize;
        if (_hidden.Length < length) _hidden = new float[length];
        _encoder.Forward(input, _hidden, rowCount, mode);
        _mean.Forward(_hidden, mean, rowCount, mode);
        _logVariance.Forward(_hidden, logVariance, rowCount, mode);
    }

    public void Decode(ReadOnlySpan<float> latent, Span<float> reconstruction, int rowCount, LayerMode mode) =>
        _decoder.Forward(latent, reconstruction, rowCount, mode);

    public void DecodeBackward(
        ReadOnlySpan<float> latent, ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> reconstructionGradient,
        Span<float> latentGradient, int rowCount) =>
        _decoder.Backward(latent, reconstruction, reconstructionGradient, latentGradient, rowCount);

    public void EncodeBackward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance,
        ReadOnlySpan<float> meanGradient, ReadOnlySpan<float> logVarianceGradient, int rowCount)
    {
        int length = rowCount * _encoder.OutputSize;
        if (_hiddenGradient.Length < length) (_hiddenGradient, _headGradient) = (new float[length], new float[length]);
        Span<float> hiddenGradient = _hiddenGradient.AsSpan(0, length);
        Span<float> headGradient = _headGradient.AsSpan(0, length);
        _mean.Backward(_hidden, mean, meanGradient, hiddenGradient, rowCount);
        _logVariance.Backward(_hidden, logVariance, logVarianceGradient, headGradient, rowCount);
        TensorPrimitives.Add(hiddenGradient, headGradient, hiddenGradient);
        _encoder.Backward(input, _hidden, hiddenGradient, [], rowCount);
    }
}
