using System.Numerics.Tensors;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>y = x W^T + b with W of shape (outputs, inputs) (PyTorch: <c>nn.Linear</c>).</summary>
internal sealed class Linear : Layer
{
    // Floats that are worth another thread's while.
    private const int ChunkLength = 65_536;

    // Where gradients of many outputs are summed up: a few lines of the cache side by side.
    private const int ColumnsPerChunk = 1024;

    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    public Linear(ParameterStore parameters, string name, int inputSize, int outputSize, bool hasBias = true)
        : base(inputSize, outputSize)
    {
        _weight = parameters.Add($"{name}.weight", outputSize, inputSize);
        _bias = hasBias ? parameters.Add($"{name}.bias", outputSize) : null;
    }

    /// <summary>Weights and biases uniform in +-1/sqrt(inputs), which is what PyTorch's Kaiming call with a = sqrt(5) comes to.</summary>
    public override void Initialize(Rng rng)
    {
        double bound = 1 / Math.Sqrt(InputSize);
        foreach (ref float weight in _weight.Values) weight = (float)rng.Uniform(-bound, bound);
        if (_bias is null) return;
        foreach (ref float bias in _bias.Values) bias = (float)rng.Uniform(-bound, bound);
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        if (_bias is not null)
        {
            // Starting the product from the bias saves a pass over the output.
            SpanChunks.ForEach(default(CopyKernel), rowCount, Math.Max(1, ChunkLength / OutputSize), _bias.Values, [], [], output);
        }

        MatMul.Multiply(
            Operand.AsStored, Operand.Transposed, rowCount, OutputSize, InputSize,
            input, InputSize, _weight.Values, InputSize, output, OutputSize, accumulate: _bias is not null);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        MatMul.Multiply(
            Operand.Transposed, Operand.AsStored, OutputSize, InputSize, rowCount,
            outputGradient, OutputSize, input, InputSize, _weight.Gradient, InputSize);
        if (_bias is not null) SumRows(outputGradient[..(rowCount * OutputSize)], _bias.Gradient);
        if (inputGradient.IsEmpty) return;
        MatMul.Multiply(
            Operand.AsStored, Operand.AsStored, rowCount, InputSize, OutputSize,
            outputGradient, OutputSize, _weight.Values, InputSize, inputGradient, InputSize);
    }

    private static void SumRows(ReadOnlySpan<float> rows, Span<float> sums) =>
        SpanChunks.ForEach(default(SumKernel), sums.Length, ColumnsPerChunk, rows, [], [], sums);

    /// <summary>The first span into every row.</summary>
    private readonly struct CopyKernel : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            for (int row = start; row < end; row++) first.CopyTo(destination[(row * first.Length)..]);
        }
    }

    /// <summary>Sums of columns, row after row.</summary>
    private readonly struct SumKernel : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            Span<float> sums = destination[start..end];
            sums.Clear();
            for (int at = start; at < first.Length; at += destination.Length) TensorPrimitives.Add(sums, first.Slice(at, sums.Length), sums);
        }
    }
}
