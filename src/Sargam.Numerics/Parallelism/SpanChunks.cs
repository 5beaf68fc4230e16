namespace Sargam.Numerics.Parallelism;

/// <summary>
/// <see cref="FixedChunks"/> for loops over spans, which a lambda cannot capture. The spans stay pinned while the chunks run, and
/// nothing is allocated once warm.
/// </summary>
public static class SpanChunks
{
    /// <summary>Runs the kernel once per chunk. Work that fits into one chunk stays on the calling thread.</summary>
    /// <param name="kernel">Copied for the call.</param>
    /// <param name="itemCount">Items to cover; 0 does nothing.</param>
    /// <param name="chunkSize">Items per chunk, at least 1; choose it from the work, never from the machine.</param>
    /// <param name="first">Read by the kernel; may be empty, like the following.</param>
    /// <param name="second">Read by the kernel.</param>
    /// <param name="third">Read by the kernel.</param>
    /// <param name="destination">Written by the kernel.</param>
    /// <typeparam name="TKernel">The loop body.</typeparam>
    public static void ForEach<TKernel>(
        in TKernel kernel, int itemCount, int chunkSize, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third,
        Span<float> destination)
        where TKernel : struct, ISpanKernel
    {
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        if (itemCount == 0) return;
        if (itemCount <= chunkSize) kernel.Run(0, itemCount, first, second, third, destination);
        else PinnedJob<TKernel>.Run(kernel, itemCount, chunkSize, first, second, third, destination);
    }

    private readonly unsafe struct Pinned(float* start, int length)
    {
        public Span<float> Span => new(start, length);
    }

    private sealed class PinnedJob<TKernel> : ChunkJob
        where TKernel : struct, ISpanKernel
    {
        [ThreadStatic]
        private static PinnedJob<TKernel>? _reusable;

        private TKernel _kernel;
        private int _itemCount;
        private int _chunkSize;
        private Pinned _first;
        private Pinned _second;
        private Pinned _third;
        private Pinned _destination;

        public static unsafe void Run(
            in TKernel kernel, int itemCount, int chunkSize, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third,
            Span<float> destination)
        {
            PinnedJob<TKernel> job = _reusable ?? new PinnedJob<TKernel>();
            _reusable = null; // a kernel may start the same loop again on this thread
            fixed (float* a = first, b = second, c = third, d = destination)
            {
                try
                {
                    (job._kernel, job._itemCount, job._chunkSize) = (kernel, itemCount, chunkSize);
                    (job._first, job._second) = (new Pinned(a, first.Length), new Pinned(b, second.Length));
                    (job._third, job._destination) = (new Pinned(c, third.Length), new Pinned(d, destination.Length));
                    WorkerPool.Run(job, (int)(((long)itemCount + chunkSize - 1) / chunkSize));
                }
                finally
                {
                    job._kernel = default;
                    _reusable = job;
                }
            }
        }

        public override void Run(int chunk)
        {
            int start = chunk * _chunkSize;
            int end = (int)Math.Min((long)start + _chunkSize, _itemCount);
            _kernel.Run(start, end, _first.Span, _second.Span, _third.Span, _destination.Span);
        }
    }
}
