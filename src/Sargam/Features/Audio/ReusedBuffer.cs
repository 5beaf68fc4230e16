namespace Sargam.Features.Audio;

/// <summary>Arrays that are kept from track to track and only ever grow.</summary>
internal static class ReusedBuffer
{
    /// <summary>The first elements of the array, which is replaced by a larger one if there are fewer. Their values are undefined.</summary>
    public static Span<T> AtLeast<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<T>(length);
        return buffer.AsSpan(0, length);
    }
}
