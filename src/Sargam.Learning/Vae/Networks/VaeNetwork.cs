using System.Numerics.Tensors;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>
/// The network of any VAE: an encoder per modality, a head that makes one posterior of them, and a decoder per modality.
/// Parameters are named encoder.0.weight ... mu.weight, logvar.weight, decoder.0.weight ...; with several modalities the
/// modality's name comes in between: encoder.audio.0.weight.
/// </summary>
internal sealed class VaeNetwork
{
    private readonly BranchEncoder[] _encoders;
    private readonly PosteriorHead _head;
    private readonly Sequential[] _decoders;
    private readonly int _decoderInputSize;
    private readonly Parameter? _classShares;
    private float[] _decoderInput = [];
    private float[] _inputGradient = [];
    private float[] _branchGradient = [];

    public VaeNetwork(VaeShape shape, ParameterStore parameters)
    {
        Shape = shape;
        string Name(string part, int branch) => shape.Branches.Count == 1 ? part : $"{part}.{shape.Branches[branch].Name}";
        _encoders = [.. shape.Branches.Select((_, i) => new BranchEncoder(shape, i, parameters, Name("encoder", i)))];
        _head = shape.Fusion == FusionKind.ProductOfExperts
            ? new ProductOfExpertsHead(shape, parameters, _encoders)
            : new ConcatenatedHead(shape, parameters, _encoders);
        _decoderInputSize = shape.LatentSize + shape.ClassCount;
        _decoders = [.. shape.Branches.Select((branch, i) =>
            branch.Architecture.BuildDecoder(parameters, Name("decoder", i), branch.Shape, _decoderInputSize))];
        if (shape.ClassCount > 0) _classShares = parameters.AddBuffer("condition.shares", shape.ClassCount);
    }

    public VaeShape Shape { get; }

    /// <summary>The shares of the classes in the training data; empty without a condition.</summary>
    public Span<float> ClassShares => _classShares is null ? [] : _classShares.Values;

    public void Initialize(Rng rng)
    {
        for (int i = 0; i < _encoders.Length; i++) _encoders[i].Initialize(Stream(rng, 0, i));
        _head.Initialize(rng);
        for (int i = 0; i < _decoders.Length; i++) _decoders[i].Initialize(Stream(rng, 3, i));
    }

    /// <summary>Randomness for the training passes of an epoch.</summary>
    public void Reseed(Rng rng)
    {
        for (int i = 0; i < _encoders.Length; i++) _encoders[i].Reseed(Stream(rng, 0, i));
        for (int i = 0; i < _decoders.Length; i++) _decoders[i].Reseed(Stream(rng, 3, i));
    }

    public void Encode(VaeBatch batch, Span<float> mean, Span<float> logVariance, LayerMode mode) =>
        _head.Forward(batch, mean, logVariance, mode);

    /// <param name="batch">Gives the condition and the number of rows.</param>
    /// <param name="latent">Rows x latent size.</param>
    /// <param name="reconstructions">One buffer per modality.</param>
    /// <param name="mode">What the pass is for.</param>
    public void Decode(VaeBatch batch, ReadOnlySpan<float> latent, float[][] reconstructions, LayerMode mode)
    {
        ReadOnlySpan<float> input = DecoderInput(batch, latent);
        for (int i = 0; i < _decoders.Length; i++)
        {
            _decoders[i].Forward(input, reconstructions[i].AsSpan(0, batch.RowCount * Shape.Branches[i].Size), batch.RowCount, mode);
        }
    }

    public void DecodeBackward(
        VaeBatch batch, ReadOnlySpan<float> latent, float[][] reconstructions, float[][] reconstructionGradients, Span<float> latentGradient)
    {
        int rows = batch.RowCount;
        ReadOnlySpan<float> input = Shape.ClassCount == 0 ? latent : _decoderInput.AsSpan(0, rows * _decoderInputSize);
        Span<float> sum = Sized(ref _inputGradient, input.Length);
        Span<float> part = Sized(ref _branchGradient, input.Length);
        for (int i = 0; i < _decoders.Length; i++)
        {
            int length = rows * Shape.Branches[i].Size;
            _decoders[i].Backward(input, reconstructions[i].AsSpan(0, length), reconstructionGradients[i].AsSpan(0, length), i == 0 ? sum : part, rows);
            if (i > 0) TensorPrimitives.Add(sum, part, sum);
        }

        RowJoin.Take(sum, _decoderInputSize, 0, latentGradient, Shape.LatentSize, rows);
    }

    public void EncodeBackward(
        VaeBatch batch, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance,
        ReadOnlySpan<float> meanGradient, Span<float> logVarianceGradient) =>
        _head.Backward(batch, mean, logVariance, meanGradient, logVarianceGradient);

    // A single modality draws as it did before there were several.
    private Rng Stream(Rng rng, ulong part, int branch) => Shape.Branches.Count == 1 ? rng.Split(part) : rng.Split(part).Split((ulong)branch);

    private static Span<float> Sized(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new float[length];
        return buffer.AsSpan(0, length);
    }

    private ReadOnlySpan<float> DecoderInput(VaeBatch batch, ReadOnlySpan<float> latent)
    {
        if (Shape.ClassCount == 0) return latent;
        Span<float> input = Sized(ref _decoderInput, batch.RowCount * _decoderInputSize);
        RowJoin.Place(latent, Shape.LatentSize, input, _decoderInputSize, 0, batch.RowCount);
        RowJoin.Place(batch.Condition, Shape.ClassCount, input, _decoderInputSize, Shape.LatentSize, batch.RowCount);
        return input;
    }
}
