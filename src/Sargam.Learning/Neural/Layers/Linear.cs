using System.Numerics.Tensors;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neural.Layers;

/// <summary>y = x W^T + b with W of shape (outputs, inputs) (PyTorch: <c>nn.Linear</c>).</summary>
internal sealed class Linear : Layer
{
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
            ReadOnlySpan<float> bias = _bias.Values;
            for (int row = 0; row < rowCount; row++) bias.CopyTo(output.Slice(row * OutputSize, OutputSize));
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
        if (_bias is not null) SumRows(outputGradient, rowCount, _bias.Gradient);
        if (inputGradient.IsEmpty) return;
        MatMul.Multiply(
            Operand.AsStored, Operand.AsStored, rowCount, InputSize, OutputSize,
            outputGradient, OutputSize, _weight.Values, InputSize, inputGradient, InputSize);
    }

    private static void SumRows(ReadOnlySpan<float> rows, int rowCount, Span<float> sums)
    {
        sums.Clear();
        for (int row = 0; row < rowCount; row++) TensorPrimitives.Add(sums, rows.Slice(row * sums.Length, sums.Length), sums);
    }
}
