using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Numerics.Spectral;

/// <summary>What <see cref="Vector"/> offers for float and for double but not for both at once.</summary>
internal static unsafe class LaneArithmetic
{
    /// <summary>left * right + addend, with one rounding where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> left, Vector<T> right, Vector<T> addend)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();

    /// <summary>
    /// Stores a row of <see cref="Lanes.Count"/> floats: floats fill it at once, doubles need two vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRow<T>(Vector<T> first, Vector<T> second, float* row)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) first.As<T, float>().Store(row);
        else Vector.Narrow(first.As<T, double>(), second.As<T, double>()).Store(row);
    }
}
