using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sargam.Learning.Agglomerative;

/// <summary>
/// Points in 32 bits, sixteen side by side, for finding what is near to one of them. Distances are good enough to rule out
/// most; the rest are to be decided in 64 bits, within the slack given here.
/// </summary>
internal sealed class PackedSlots
{
    /// <summary>Slots of a block.</summary>
    public const int Lanes = 16;

    private const double HalfUlp = 1.0 / (1 << 24);
    private const int MultiplicationsWorthAChunk = 1 << 17;

    private readonly float[] _blocks;
    private readonly int _columns;

    /// <summary>Makes room for points at the origin.</summary>
    public PackedSlots(int slotCount, int columns)
    {
        _columns = columns;
        _blocks = new float[checked(BlocksFor(slotCount) * Lanes * columns)];
        BlocksPerChunk = Math.Max(1, MultiplicationsWorthAChunk / (Lanes * columns));
        RelativeSlack = 1.25 * HalfUlp * (columns + 24);
    }

    /// <summary>Blocks that one thread should search at once.</summary>
    public int BlocksPerChunk { get; }

    /// <summary>
    /// A distance (not squared) computed here is off by at most this share of itself, from summing, and by
    /// <see cref="AbsoluteSlack"/>, from rounding the coordinates. It covers a few more roundings by the caller.
    /// </summary>
    public double RelativeSlack { get; }

    /// <summary>See <see cref="RelativeSlack"/>; for the longest point seen.</summary>
    public double AbsoluteSlack { get; private set; } = 1e-18;

    /// <summary>Blocks that cover this many slots.</summary>
    public static int BlocksFor(int slotCount) => (slotCount + Lanes - 1) / Lanes;

    /// <summary>Sets one coordinate of a slot.</summary>
    public void Set(int slot, int column, float value) => _blocks[(slot / Lanes * _columns + column) * Lanes + slot % Lanes] = value;

    /// <summary>Reads a slot.</summary>
    public void Read(int slot, Span<float> point)
    {
        int at = slot / Lanes * _columns * Lanes + slot % Lanes;
        for (int p = 0; p < _columns; p++, at += Lanes) point[p] = _blocks[at];
    }

    /// <summary>Writes a slot.</summary>
    public void Write(int slot, ReadOnlySpan<float> point)
    {
        double squaredLength = 0;
        for (int p = 0; p < _columns; p++)
        {
            Set(slot, p, point[p]);
            squaredLength += (double)point[p] * point[p];
        }

        AbsoluteSlack = Math.Max(AbsoluteSlack, 3 * HalfUlp * Math.Sqrt(squaredLength) + 1e-18);
    }

    /// <summary>Moves slots forward: slot i becomes what <paramref name="kept"/>[i] was; ascending.</summary>
    public void Compact(ReadOnlySpan<int> kept)
    {
        var point = new float[_columns];
        for (int slot = 0; slot < kept.Length; slot++)
        {
            if (kept[slot] == slot) continue;
            Read(kept[slot], point);
            Write(slot, point);
        }
    }

    /// <summary>Squared distances from a point to the sixteen slots of a block.</summary>
    /// <param name="point">One value per column.</param>
    /// <param name="block">The block's number.</param>
    /// <param name="low">OUT: slots 0 to 7.</param>
    /// <param name="high">OUT: slots 8 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SquaredDistances(ReadOnlySpan<float> point, int block, out Vector256<float> low, out Vector256<float> high)
    {
        Debug.Assert(point.Length == _columns, "one value per column");
        ref float x = ref MemoryMarshal.GetReference(_blocks.AsSpan(block * _columns * Lanes, _columns * Lanes));
        ref float q = ref MemoryMarshal.GetReference(point);
        Vector256<float> evenLow = default, evenHigh = default, oddLow = default, oddHigh = default;
        nuint columns = (nuint)_columns;
        nuint p = 0;

        // Even and odd columns apart: four independent sums hide the latency of the multiply-add.
        for (; p + 1 < columns; p += 2)
        {
            Vector256<float> even = Vector256.Create(Unsafe.Add(ref q, p));
            Vector256<float> odd = Vector256.Create(Unsafe.Add(ref q, p + 1));
            evenLow = AddSquare(evenLow, Vector256.LoadUnsafe(ref x, p * Lanes) - even);
            evenHigh = AddSquare(evenHigh, Vector256.LoadUnsafe(ref x, p * Lanes + 8) - even);
            oddLow = AddSquare(oddLow, Vector256.LoadUnsafe(ref x, p * Lanes + 16) - odd);
            oddHigh = AddSquare(oddHigh, Vector256.LoadUnsafe(ref x, p * Lanes + 24) - odd);
        }

        if (p < columns)
        {
            Vector256<float> last = Vector256.Create(Unsafe.Add(ref q, p));
            evenLow = AddSquare(evenLow, Vector256.LoadUnsafe(ref x, p * Lanes) - last);
            evenHigh = AddSquare(evenHigh, Vector256.LoadUnsafe(ref x, p * Lanes + 8) - last);
        }

        low = evenLow + oddLow;
        high = evenHigh + oddHigh;
    }

    private static Vector256<float> AddSquare(Vector256<float> sum, Vector256<float> difference) =>
        Vector256.MultiplyAddEstimate(difference, difference, sum);
}
