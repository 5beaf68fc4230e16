using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Losses;

/// <summary>
/// A loss that adds up one term per element; within an observation terms are summed or averaged. Sums are float lanes over short
/// blocks, then double, block by block in order.
/// </summary>
internal abstract class ElementwiseLoss<TTerm>(ReductionKind reduction) : ILoss
    where TTerm : struct, ElementwiseLoss<TTerm>.ITerm
{
    private const int BlockLength = 1024;
    private const int BlocksPerChunk = 16;

    private double[] _blockSums = [];

    /// <summary>The loss of one element.</summary>
    internal interface ITerm
    {
        /// <summary>Value, and derivative by the prediction.</summary>
        static abstract (Vector<float> Value, Vector<float> Slope) Of(Vector<float> target, Vector<float> prediction);
    }

    public double Evaluate(ReadOnlySpan<float> target, ReadOnlySpan<float> prediction, Span<float> gradient, int rowCount)
    {
        int blockCount = (target.Length + BlockLength - 1) / BlockLength;
        if (_blockSums.Length < blockCount) _blockSums = new double[blockCount];
        int termsPerMean = reduction == ReductionKind.Sum ? 1 : target.Length / rowCount;
        double scale = 1.0 / ((double)rowCount * termsPerMean);
        var kernel = new Kernel((float)scale, _blockSums);
        SpanChunks.ForEach(kernel, blockCount, BlocksPerChunk, target, prediction[..target.Length], [], gradient[..target.Length]);
        double sum = 0;
        for (int block = 0; block < blockCount; block++) sum += _blockSums[block];
        return sum * scale;
    }

    private readonly struct Kernel(float scale, double[] blockSums) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            for (int block = start; block < end; block++)
            {
                int from = block * BlockLength;
                int length = Math.Min(BlockLength, first.Length - from);
                blockSums[block] = Block(first.Slice(from, length), second.Slice(from, length), destination.Slice(from, length));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private double Block(ReadOnlySpan<float> target, ReadOnlySpan<float> prediction, Span<float> gradient)
        {
            ref float t = ref MemoryMarshal.GetReference(target);
            ref float p = ref MemoryMarshal.GetReference(prediction);
            ref float g = ref MemoryMarshal.GetReference(gradient);
            var factor = new Vector<float>(scale);
            Vector<float> sums = Vector<float>.Zero;
            int i = 0;
            for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                (Vector<float> value, Vector<float> slope) = TTerm.Of(Vector.LoadUnsafe(ref t, (nuint)i), Vector.LoadUnsafe(ref p, (nuint)i));
                sums += value;
                (slope * factor).StoreUnsafe(ref g, (nuint)i);
            }

            double sum = 0;
            for (int lane = 0; lane < Vector<float>.Count; lane++) sum += sums[lane];
            if (i == target.Length) return sum;
            (Vector<float> rest, Vector<float> restSlope) = TTerm.Of(PaddedVector.Load(target[i..]), PaddedVector.Load(prediction[i..]));
            (restSlope * factor).StoreTo(gradient[i..]);
            for (int lane = 0; lane < target.Length - i; lane++) sum += rest[lane];
            return sum;
        }
    }
}
