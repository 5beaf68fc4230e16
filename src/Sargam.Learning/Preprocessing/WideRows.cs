using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Sums over 32-bit rows kept in 64 bits. Additions are made in a fixed order and never fused with multiplications, so the
/// bits do not depend on the vector width of the machine.
/// </summary>
internal static class WideRows
{
    /// <summary>sums[j] += row[j]. Both have the same length and do not overlap.</summary>
    public static void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        ref double s = ref MemoryMarshal.GetReference(sums[..row.Length]);
        int half = Vector<double>.Count;
        int j = 0;
        for (; j <= row.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref x, (nuint)j), out Vector<double> low, out Vector<double> high);
            (Vector.LoadUnsafe(ref s, (nuint)j) + low).StoreUnsafe(ref s, (nuint)j);
            (Vector.LoadUnsafe(ref s, (nuint)(j + half)) + high).StoreUnsafe(ref s, (nuint)(j + half));
        }

        for (; j < row.Length; j++) sums[j] += row[j];
    }

    /// <summary>sums[j] += row[j] - mean[j] and squares[j] += (row[j] - mean[j])^2.</summary>
    public static void AddDeviations(ReadOnlySpan<float> row, ReadOnlySpan<double> mean, Span<double> sums, Span<double> squares)
    {
        for (int j = 0; j < row.Length; j++)
        {
            double deviation = row[j] - mean[j];
            sums[j] += deviation;
            squares[j] += deviation * deviation;
        }
    }

    /// <summary>The squared Euclidean distance between a row and a point of the same length; 0 for length 0.</summary>
    /// <remarks>Eight running sums, whatever the machine's vectors.</remarks>
    public static double SquaredDistance(ReadOnlySpan<float> row, ReadOnlySpan<double> point)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        ref double c = ref MemoryMarshal.GetReference(point[..row.Length]);
        Vector256<double> even = Vector256<double>.Zero, odd = Vector256<double>.Zero;
        int j = 0;
        for (; j <= row.Length - 8; j += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)j));
            low -= Vector256.LoadUnsafe(ref c, (nuint)j);
            high -= Vector256.LoadUnsafe(ref c, (nuint)(j + 4));
            even += low * low;
            odd += high * high;
        }

        even += odd;
        double sum = even[0] + even[1] + (even[2] + even[3]);
        for (; j < row.Length; j++)
        {
            double difference = row[j] - point[j];
            sum += difference * difference;
        }

        return sum;
    }
}
