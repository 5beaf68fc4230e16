using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural;

/// <summary>The last elements of a span as a vector filled up with zeros, so that the remainder of a loop does the loop's arithmetic.</summary>
internal static class PaddedVector
{
    /// <summary>Fewer elements than a vector has, zeros after them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> rest)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        rest.CopyTo(padded);
        return new Vector<float>(padded);
    }

    /// <summary>Writes as many elements as the span has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreTo(this Vector<float> vector, Span<float> rest)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        vector.CopyTo(padded);
        padded[..rest.Length].CopyTo(rest);
    }
}
