using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>max(x, 0); the gradient at 0 is 0 (PyTorch: <c>nn.ReLU</c>).</summary>
internal sealed class Relu(int size) : Layer(size, size)
{
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int length = rowCount * InputSize;
        TensorPrimitives.Max(input[..length], 0f, output[..length]);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        int length = rowCount * InputSize;
        ReadOnlySpan<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output[..length]);
        ReadOnlySpan<Vector<float>> above = MemoryMarshal.Cast<float, Vector<float>>(outputGradient[..length]);
        Span<Vector<float>> below = MemoryMarshal.Cast<float, Vector<float>>(inputGradient[..length]);
        for (int i = 0; i < outputs.Length; i++)
        {
            below[i] = Vector.ConditionalSelect(Vector.GreaterThan(outputs[i], Vector<float>.Zero), above[i], Vector<float>.Zero);
        }

        for (int i = outputs.Length * Vector<float>.Count; i < length; i++) inputGradient[i] = output[i] > 0 ? outputGradient[i] : 0;
    }
}
