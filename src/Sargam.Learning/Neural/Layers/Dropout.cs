using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Zeroes random elements while training and scales the others up, so that the expected value stays (Srivastava et al. 2014;
/// PyTorch: <c>nn.Dropout</c>). Hands everything on in <see cref="LayerMode.Evaluate"/>.
/// </summary>
internal sealed class Dropout : Layer
{
    private const int ChunkLength = 16384;

    private readonly double _rate;
    private readonly float _kept;
    private float[] _mask = [];
    private Rng? _rng;

    /// <param name="size">Floats per observation.</param>
    /// <param name="rate">The share to zero, at least 0 and below 1.</param>
    public Dropout(int size, double rate)
        : base(size, size)
    {
        if (!(rate is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate must be at least 0 and below 1");
        _rate = rate;
        _kept = (float)(1 / (1 - rate));
    }

    public override void Reseed(Rng rng) => _rng = rng;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int length = rowCount * InputSize;
        if (mode == LayerMode.Evaluate)
        {
            input[..length].CopyTo(output);
            return;
        }

        if (_mask.Length < length) _mask = GC.AllocateUninitializedArray<float>(length);
        Draw(_mask.AsSpan(0, length));
        SpanChunks.ForEach(default(Product), length, ChunkLength, input[..length], _mask, [], output[..length]);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        int length = rowCount * InputSize;
        SpanChunks.ForEach(default(Product), length, ChunkLength, outputGradient[..length], _mask, [], inputGradient[..length]);
    }

    // Each draw serves two elements with 32 bits. The choice is a look-up: branches on random bits are guessed wrong.
    private void Draw(Span<float> mask)
    {
        Rng rng = _rng ?? throw new InvalidOperationException("dropout needs Reseed before the first pass in training");
        ReadOnlySpan<float> choice = [_kept, 0];
        var threshold = (long)(_rate * (1L << 32));
        int i = 0;
        for (; i <= mask.Length - 2; i += 2)
        {
            ulong bits = rng.NextUInt64();
            mask[i] = choice[IsBelow((uint)bits, threshold)];
            mask[i + 1] = choice[IsBelow((uint)(bits >> 32), threshold)];
        }

        if (i < mask.Length) mask[i] = choice[IsBelow((uint)rng.NextUInt64(), threshold)];
    }

    private static int IsBelow(uint bits, long threshold) => (int)((ulong)(bits - threshold) >> 63);

    private readonly struct Product : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            ref float x = ref MemoryMarshal.GetReference(first);
            ref float mask = ref MemoryMarshal.GetReference(second);
            ref float y = ref MemoryMarshal.GetReference(destination);
            int i = start;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                (Vector.LoadUnsafe(ref x, (nuint)i) * Vector.LoadUnsafe(ref mask, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
            }

            for (; i < end; i++) destination[i] = first[i] * second[i];
        }
    }
}
