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
/// <remarks>
/// An element's fate is a hash of the pass's key and of its place (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"):
/// the passes need no stored mask, and threads share them out with the same result.
/// </remarks>
internal sealed class Dropout : Layer
{
    private const int ChunkLength = 16384;

    private readonly float _kept;
    private readonly int _threshold;
    private ulong _key;
    private Rng? _rng;

    /// <param name="size">Floats per observation.</param>
    /// <param name="rate">The share to zero, at least 0 and below 1.</param>
    public Dropout(int size, double rate)
        : base(size, size)
    {
        if (!(rate is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "rate must be at least 0 and below 1");
        _threshold = (int)(rate * (1L << 31));
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

        _key = (_rng ?? throw new InvalidOperationException("dropout needs Reseed before the first pass in training")).NextUInt64();
        Mask(input[..length], output[..length]);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        int length = rowCount * InputSize;
        Mask(outputGradient[..length], inputGradient[..length]);
    }

    private void Mask(ReadOnlySpan<float> values, Span<float> masked) =>
        SpanChunks.ForEach(new Kernel(_key, _threshold, _kept), values.Length, ChunkLength, values, [], [], masked);

    private readonly struct Kernel(ulong key, int threshold, float kept) : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            ref float x = ref MemoryMarshal.GetReference(first);
            ref float y = ref MemoryMarshal.GetReference(destination);
            var offset = new Vector<uint>((uint)key);
            var twist = new Vector<uint>((uint)(key >> 32));
            int i = start;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                (Vector.LoadUnsafe(ref x, (nuint)i) * Factors(i, offset, twist)).StoreUnsafe(ref y, (nuint)i);
            }

            if (i < end) (PaddedVector.Load(first[i..end]) * Factors(i, offset, twist)).StoreTo(destination[i..end]);
        }

        /// <summary>0 for what is dropped. The constants are those of Wellons' "lowbias32", a hash of 32 bits with little bias.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<float> Factors(int place, Vector<uint> offset, Vector<uint> twist)
        {
            Vector<uint> bits = (Vector<uint>.Indices + new Vector<uint>((uint)place)) ^ offset;
            bits = (bits ^ (bits >>> 16)) * new Vector<uint>(0x7feb352d);
            bits = ((bits ^ (bits >>> 15)) + twist) * new Vector<uint>(0x846ca68b);
            bits ^= bits >>> 16;
            Vector<int> isDropped = Vector.LessThan((bits >>> 1).As<uint, int>(), new Vector<int>(threshold));
            return Vector.ConditionalSelect(isDropped, Vector<float>.Zero, new Vector<float>(kept));
        }
    }
}
