using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sargam.Numerics.Spectral;

/// <summary>
/// The layout of everything spectral: [row][lane], where each lane is another frame of the signal and a row is one SIMD
/// vector. Frames never mix, so a lane's result does not depend on how many lanes the machine has.
/// </summary>
public static class Lanes
{
    private const int Alignment = 64;

    /// <summary>Frames side by side: floats in the machine's vector, 8 with AVX2, otherwise 4.</summary>
    public static int Count => Vector<float>.Count;

    /// <summary>
    /// Rows of <see cref="Count"/> zeros, starting on a cache line. Meant to be kept and reused: the memory is pinned.
    /// </summary>
    /// <param name="rowCount">Number of rows, at least 0.</param>
    public static Memory<float> Allocate(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        int length = checked(rowCount * Count);
        float[] values = GC.AllocateArray<float>(checked(length + Alignment / sizeof(float)), pinned: true);
        int misaligned = (int)(Address(values) % Alignment);
        int skip = misaligned == 0 ? 0 : (Alignment - misaligned) / sizeof(float);
        return values.AsMemory(skip, length);
    }

    private static unsafe nuint Address(float[] pinned) => (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
