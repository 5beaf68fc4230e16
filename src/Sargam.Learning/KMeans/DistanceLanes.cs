using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sargam.Learning.KMeans;

/// <summary>
/// Squared distances between sixteen points and four centres at a time: points lie across the vector lanes, so nothing is
/// summed across lanes. Differences are squared as they are, not expanded into norms and products, which near the origin of
/// a cluster would cancel.
/// </summary>
internal static class DistanceLanes
{
    /// <summary>Points of a block: block[p * Points + i] is coordinate p of point i.</summary>
    public const int Points = 16;

    /// <summary>Centres of a panel: panel[p * Centres + c] is coordinate p of centre c.</summary>
    public const int Centres = 4;

    /// <summary>Writes squared[c * Points + i], the squared distance of point i from centre c. Depth 0 gives zeros.</summary>
    /// <param name="block">depth x <see cref="Points"/> coordinates.</param>
    /// <param name="panel">depth x <see cref="Centres"/> coordinates.</param>
    /// <param name="squared"><see cref="Centres"/> x <see cref="Points"/>; may not overlap the inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SquaredDistances(ReadOnlySpan<float> block, ReadOnlySpan<float> panel, Span<float> squared)
    {
        Debug.Assert(block.Length / Points == panel.Length / Centres && squared.Length >= Points * Centres, "shapes must agree");
        ref float x = ref MemoryMarshal.GetReference(block);
        ref float c = ref MemoryMarshal.GetReference(panel);
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default;
        nuint depth = (nuint)(panel.Length / Centres);

        // Two vectors of points times four centres: eight independent sums hide the latency of the multiply-add.
        for (nuint p = 0; p < depth; p++)
        {
            Vector256<float> low = Vector256.LoadUnsafe(ref x, p * Points);
            Vector256<float> high = Vector256.LoadUnsafe(ref x, p * Points + 8);
            ref float centre = ref Unsafe.Add(ref c, p * Centres);
            Accumulate(low, high, centre, ref a0, ref b0);
            Accumulate(low, high, Unsafe.Add(ref centre, 1), ref a1, ref b1);
            Accumulate(low, high, Unsafe.Add(ref centre, 2), ref a2, ref b2);
            Accumulate(low, high, Unsafe.Add(ref centre, 3), ref a3, ref b3);
        }

        ref float s = ref MemoryMarshal.GetReference(squared);
        a0.StoreUnsafe(ref s, 0);
        b0.StoreUnsafe(ref s, 8);
        a1.StoreUnsafe(ref s, Points);
        b1.StoreUnsafe(ref s, Points + 8);
        a2.StoreUnsafe(ref s, 2 * Points);
        b2.StoreUnsafe(ref s, 2 * Points + 8);
        a3.StoreUnsafe(ref s, 3 * Points);
        b3.StoreUnsafe(ref s, 3 * Points + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector256<float> low, Vector256<float> high, float coordinate, ref Vector256<float> lowSum, ref Vector256<float> highSum)
    {
        Vector256<float> centre = Vector256.Create(coordinate);
        Vector256<float> lowDifference = low - centre;
        Vector256<float> highDifference = high - centre;
        lowSum = Vector256.MultiplyAddEstimate(lowDifference, lowDifference, lowSum);
        highSum = Vector256.MultiplyAddEstimate(highDifference, highDifference, highSum);
    }
}
