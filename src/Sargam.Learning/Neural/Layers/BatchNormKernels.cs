using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>The passes over the values that <see cref="BatchNorm"/> makes. Items are positions; per-channel values come as rows of the layout.</summary>
internal static class BatchNormKernels
{
    /// <summary>
    /// For every chunk three rows of partials: its mean, and the sums of deviations from it and of their squares. The chunk is read from
    /// memory once and from the cache the second time.
    /// </summary>
    internal readonly struct Moments(ChannelLayout layout, float[] partials) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            ReadOnlySpan<float> x = first[(start * layout.Channels)..(end * layout.Channels)];
            Span<float> rows = partials.AsSpan(start / layout.PositionsPerChunk * 3 * layout.RowLength, 3 * layout.RowLength);
            Span<float> mean = rows[..layout.RowLength];
            Span<float> sums = rows.Slice(layout.RowLength, layout.RowLength);
            Span<float> squares = rows[(2 * layout.RowLength)..];
            ChannelSums.Sum<ChannelSums.Value>(x, x, mean, sums, squares);
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                double sum = 0;
                for (int i = channel; i < sums.Length; i += layout.Channels) sum += sums[i];
                mean[channel] = (float)(sum / (end - start));
            }

            layout.Repeat(mean);
            ChannelSums.Sum<ChannelSums.Deviation>(x, x, mean, sums, squares);
        }
    }

    /// <summary>For every chunk the sums of the gradients (second span) and of their products with the deviations (first span).</summary>
    internal readonly struct GradientSums(ChannelLayout layout, float[] mean, float[] partials) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            Range values = (start * layout.Channels)..(end * layout.Channels);
            Span<float> rows = partials.AsSpan(start / layout.PositionsPerChunk * 3 * layout.RowLength, 2 * layout.RowLength);
            ChannelSums.Sum<ChannelSums.Gradient>(first[values], second[values], mean, rows[..layout.RowLength], rows[layout.RowLength..]);
        }
    }

    /// <summary>y = (x - mean) scale + shift.</summary>
    internal readonly struct Normalisation(int channels, float[] mean, float[] scale, float[] shift) : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            int width = Vector<float>.Count;
            ref float means = ref MemoryMarshal.GetArrayDataReference(mean);
            ref float scales = ref MemoryMarshal.GetArrayDataReference(scale);
            ref float shifts = ref MemoryMarshal.GetArrayDataReference(shift);
            int rowLength = mean.Length;
            for (int row = start * channels; row < end * channels; row += rowLength)
            {
                int length = Math.Min(rowLength, end * channels - row);
                ref float x = ref Unsafe.Add(ref MemoryMarshal.GetReference(first), row);
                ref float y = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), row);
                int i = 0;
                for (; i <= length - width; i += width)
                {
                    Vector<float> deviation = Vector.LoadUnsafe(ref x, (nuint)i) - Vector.LoadUnsafe(ref means, (nuint)i);
                    Vector.MultiplyAddEstimate(deviation, Vector.LoadUnsafe(ref scales, (nuint)i), Vector.LoadUnsafe(ref shifts, (nuint)i))
                        .StoreUnsafe(ref y, (nuint)i);
                }

                if (i == length) continue;
                Vector<float> rest = PaddedVector.Load(first.Slice(row + i, length - i)) - new Vector<float>(mean, i);
                Vector.MultiplyAddEstimate(rest, new Vector<float>(scale, i), new Vector<float>(shift, i))
                    .StoreTo(destination.Slice(row + i, length - i));
            }
        }
    }

    /// <summary>dx = scale (g - shift - slope (x - mean)), x being the first span and g the second.</summary>
    internal readonly struct NormalisationGradient(int channels, float[] mean, float[] scale, float[] shift, float[] slope) : ISpanKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            int width = Vector<float>.Count;
            ref float means = ref MemoryMarshal.GetArrayDataReference(mean);
            ref float scales = ref MemoryMarshal.GetArrayDataReference(scale);
            ref float shifts = ref MemoryMarshal.GetArrayDataReference(shift);
            ref float slopes = ref MemoryMarshal.GetArrayDataReference(slope);
            int rowLength = mean.Length;
            for (int row = start * channels; row < end * channels; row += rowLength)
            {
                int length = Math.Min(rowLength, end * channels - row);
                ref float x = ref Unsafe.Add(ref MemoryMarshal.GetReference(first), row);
                ref float g = ref Unsafe.Add(ref MemoryMarshal.GetReference(second), row);
                ref float below = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), row);
                int i = 0;
                for (; i <= length - width; i += width)
                {
                    Of(
                        Vector.LoadUnsafe(ref x, (nuint)i) - Vector.LoadUnsafe(ref means, (nuint)i), Vector.LoadUnsafe(ref g, (nuint)i),
                        Vector.LoadUnsafe(ref scales, (nuint)i), Vector.LoadUnsafe(ref shifts, (nuint)i), Vector.LoadUnsafe(ref slopes, (nuint)i))
                        .StoreUnsafe(ref below, (nuint)i);
                }

                if (i == length) continue;
                Of(
                    PaddedVector.Load(first.Slice(row + i, length - i)) - new Vector<float>(mean, i),
                    PaddedVector.Load(second.Slice(row + i, length - i)),
                    new Vector<float>(scale, i), new Vector<float>(shift, i), new Vector<float>(slope, i))
                    .StoreTo(destination.Slice(row + i, length - i));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<float> Of(
            Vector<float> deviation, Vector<float> gradient, Vector<float> scale, Vector<float> shift, Vector<float> slope) =>
            scale * Vector.MultiplyAddEstimate(-slope, deviation, gradient - shift);
    }
}
