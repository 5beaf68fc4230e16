namespace Sargam.Numerics.Parallelism;

/// <summary>A loop body over spans that <see cref="SpanChunks"/> calls from several threads; a struct, so that it is compiled in.</summary>
public interface ISpanKernel
{
    /// <summary>Works on the items <paramref name="start"/> up to, not including, <paramref name="end"/>. What an item is, the kernel knows.</summary>
    /// <param name="start">The first item of the chunk.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="first">Read; whole, as handed to the call, like the following.</param>
    /// <param name="second">Read.</param>
    /// <param name="third">Read.</param>
    /// <param name="destination">Written, each element by one chunk.</param>
    void Run(int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination);
}
