using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// A function applied to every element. What does not fill a vector is padded to one, so that an element's value does not depend on
/// where it stands.
/// </summary>
internal abstract class ActivationLayer<TFunction>(int size, TFunction function) : Layer(size, size)
    where TFunction : struct, IActivationFunction
{
    // 64 KB a span: some ten microseconds of work, and a multiple of every vector.
    private const int ChunkLength = 16384;

    public sealed override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int length = rowCount * InputSize;
        SpanChunks.ForEach(new ForwardKernel(function), length, ChunkLength, input[..length], [], [], output[..length]);
    }

    public sealed override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        int length = rowCount * InputSize;
        SpanChunks.ForEach(
            new BackwardKernel(function), length, ChunkLength, input[..length], output[..length], outputGradient[..length], inputGradient[..length]);
    }

    private readonly struct ForwardKernel(TFunction function) : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            TFunction f = function;
            ref float x = ref MemoryMarshal.GetReference(first);
            ref float y = ref MemoryMarshal.GetReference(destination);
            int i = start;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                f.Of(Vector.LoadUnsafe(ref x, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
            }

            if (i < end) f.Of(PaddedVector.Load(first[i..end])).StoreTo(destination[i..end]);
        }
    }

    private readonly struct BackwardKernel(TFunction function) : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            TFunction f = function;
            ref float x = ref MemoryMarshal.GetReference(first);
            ref float y = ref MemoryMarshal.GetReference(second);
            ref float above = ref MemoryMarshal.GetReference(third);
            ref float below = ref MemoryMarshal.GetReference(destination);
            int i = start;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> gradient = Vector.LoadUnsafe(ref above, (nuint)i);
                f.Backward(Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref y, (nuint)i), gradient).StoreUnsafe(ref below, (nuint)i);
            }

            if (i == end) return;
            f.Backward(PaddedVector.Load(first[i..end]), PaddedVector.Load(second[i..end]), PaddedVector.Load(third[i..end]))
                .StoreTo(destination[i..end]);
        }
    }
}
