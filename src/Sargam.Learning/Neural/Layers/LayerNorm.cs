using System.Numerics.Tensors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Gives the channels of every position mean 0 and variance 1, then a learned scale and shift (Ba et al. 2016; PyTorch:
/// <c>nn.LayerNorm</c> over the last axis). Positions do not affect each other, and training and use are the same.
/// </summary>
internal sealed class LayerNorm : Layer
{
    private const double Epsilon = 1e-5;
    private const int ChunkLength = 16384;

    private readonly int _channels;
    private readonly int _positions;
    private readonly int _positionsPerChunk;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly double[] _weightSums;
    private readonly double[] _biasSums;
    private float[] _weightRow = [];
    private float[] _moments = [];
    private float[] _partials = [];

    /// <param name="parameters">Where weight and bias go.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="channels">Values that are normalised together.</param>
    /// <param name="positions">How many times an observation has them.</param>
    public LayerNorm(ParameterStore parameters, string name, int channels, int positions = 1)
        : base(checked(channels * positions), channels * positions)
    {
        (_channels, _positions) = (channels, positions);
        _positionsPerChunk = Math.Max(ChunkLength / channels, 8);
        _weight = parameters.Add($"{name}.weight", channels);
        _bias = parameters.Add($"{name}.bias", channels);
        (_weightSums, _biasSums) = (new double[channels], new double[channels]);
    }

    /// <summary>Scale 1, shift 0.</summary>
    public override void Initialize(Rng rng)
    {
        _weight.Values.Fill(1);
        _bias.Values.Clear();
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int positionCount = rowCount * _positions;
        if (_moments.Length / 3 < positionCount) _moments = GC.AllocateUninitializedArray<float>(checked(3 * positionCount));
        var kernel = new Normalisation(_channels, _moments);
        SpanChunks.ForEach(kernel, positionCount, _positionsPerChunk, input, _weight.Values, _bias.Values, output);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        int positionCount = rowCount * _positions;
        int chunkCount = (positionCount + _positionsPerChunk - 1) / _positionsPerChunk;
        int length = checked(chunkCount * 4 * _channels);
        if (_partials.Length < length) _partials = GC.AllocateUninitializedArray<float>(length);
        if (_weightRow.Length == 0) _weightRow = new float[_channels];
        _weight.Values.CopyTo(_weightRow);
        var kernel = new Gradient(_channels, _positionsPerChunk, _weightRow, _moments, _partials);
        SpanChunks.ForEach(kernel, positionCount, _positionsPerChunk, input, outputGradient, [], inputGradient);
        AddUp(chunkCount);
    }

    private void AddUp(int chunkCount)
    {
        Array.Clear(_weightSums);
        Array.Clear(_biasSums);
        for (int chunk = 0; chunk < chunkCount; chunk++)
        {
            ReadOnlySpan<float> rows = _partials.AsSpan(chunk * 4 * _channels, 2 * _channels);
            for (int c = 0; c < _channels; c++)
            {
                _weightSums[c] += rows[c];
                _biasSums[c] += rows[_channels + c];
            }
        }

        for (int c = 0; c < _channels; c++)
        {
            _weight.Gradient[c] = (float)_weightSums[c];
            _bias.Gradient[c] = (float)_biasSums[c];
        }
    }

    /// <summary>Also keeps mean, what rounding left of it, and inverse deviation of every position.</summary>
    private readonly struct Normalisation(int channels, float[] moments) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            for (int position = start; position < end; position++)
            {
                ReadOnlySpan<float> x = first.Slice(position * channels, channels);
                Span<float> y = destination.Slice(position * channels, channels);
                float mean = TensorPrimitives.Sum(x) / channels;
                TensorPrimitives.Subtract(x, mean, y);

                // What rounding left of the mean; matters where the deviation is small beside it.
                float rest = TensorPrimitives.Sum<float>(y) / channels;
                TensorPrimitives.Subtract(y, rest, y);
                float inverse = (float)(1 / Math.Sqrt(TensorPrimitives.SumOfSquares<float>(y) / channels + Epsilon));
                TensorPrimitives.Multiply(y, inverse, y);
                TensorPrimitives.MultiplyAdd(y, second, third, y);
                (moments[3 * position], moments[3 * position + 1], moments[3 * position + 2]) = (mean, rest, inverse);
            }
        }
    }

    // With h the normalised x and u = g w: dx = (u - mean of u - h mean of u h) / s. Per chunk four rows: sums of g h, sums of g, h, u.
    private readonly struct Gradient(int channels, int positionsPerChunk, float[] weight, float[] moments, float[] partials) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            Span<float> rows = partials.AsSpan(start / positionsPerChunk * 4 * channels, 4 * channels);
            Span<float> weightSums = rows[..channels];
            Span<float> biasSums = rows.Slice(channels, channels);
            Span<float> h = rows.Slice(2 * channels, channels);
            Span<float> u = rows[(3 * channels)..];
            weightSums.Clear();
            biasSums.Clear();
            for (int position = start; position < end; position++)
            {
                ReadOnlySpan<float> g = second.Slice(position * channels, channels);
                float inverse = moments[3 * position + 2];
                TensorPrimitives.Subtract(first.Slice(position * channels, channels), moments[3 * position], h);
                TensorPrimitives.Subtract(h, moments[3 * position + 1], h);
                TensorPrimitives.Multiply(h, inverse, h);
                TensorPrimitives.Add(biasSums, g, biasSums);
                TensorPrimitives.MultiplyAdd(g, h, weightSums, weightSums);
                if (destination.IsEmpty) continue;
                TensorPrimitives.Multiply(g, weight, u);
                float mean = TensorPrimitives.Sum<float>(u) / channels;
                float product = TensorPrimitives.Dot<float>(u, h) / channels;
                Span<float> below = destination.Slice(position * channels, channels);
                TensorPrimitives.Subtract(u, mean, u);
                TensorPrimitives.Multiply(h, -product, h);
                TensorPrimitives.Add(u, h, u);
                TensorPrimitives.Multiply(u, inverse, below);
            }
        }
    }
}
