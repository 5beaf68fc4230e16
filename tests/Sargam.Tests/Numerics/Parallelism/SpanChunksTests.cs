using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Numerics.Parallelism;

public sealed class SpanChunksTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(1000, 7)]
    public void Every_item_is_covered_once_by_chunks_that_do_not_depend_on_the_threads(int itemCount, int chunkSize)
    {
        float[] first = [.. Enumerable.Range(0, itemCount).Select(i => (float)i)];
        for (int threads = 1; threads <= 3; threads++)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            var destination = new float[itemCount];
            var starts = new int[itemCount];

            SpanChunks.ForEach(new Kernel(starts), itemCount, chunkSize, first, [10, 20], [], destination);

            for (int i = 0; i < itemCount; i++)
            {
                Assert.Equal(i + 30, destination[i]);
                Assert.Equal(i / chunkSize * chunkSize, starts[i]);
            }
        }
    }

    [Fact]
    public void A_kernel_may_start_the_same_loop_again()
    {
        using IDisposable limit = WorkerPool.Limit(2);
        var destination = new float[12];

        SpanChunks.ForEach(default(Nested), 3, 1, [], [], [], destination);

        Assert.Equal([0, 1, 2, 3, 100, 101, 102, 103, 200, 201, 202, 203], destination);
    }

    [Fact]
    public void What_a_kernel_throws_reaches_the_caller_and_the_next_call_works()
    {
        var destination = new float[8];
        Assert.Throws<InvalidDataException>(() => SpanChunks.ForEach(new Failing(3), 8, 2, [], [], [], destination));

        SpanChunks.ForEach(new Failing(-1), 8, 2, [], [], [], destination);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1], destination);
    }

    [Fact]
    public void Impossible_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanChunks.ForEach(new Failing(-1), -1, 2, [], [], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanChunks.ForEach(new Failing(-1), 1, 0, [], [], [], []));
    }

    private readonly struct Kernel(int[] starts) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            for (int i = start; i < end; i++)
            {
                destination[i] += first[i] + second[0] + second[1] + third.Length;
                starts[i] = start;
            }
        }
    }

    private readonly struct Nested(int depth) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            if (depth == 0)
            {
                SpanChunks.ForEach(new Nested(start + 1), 4, 1, [], [], [], destination.Slice(start * 4, 4));
                return;
            }

            destination[start] = (depth - 1) * 100 + start;
        }
    }

    private readonly struct Failing(int at) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            if (start <= at && at < end) throw new InvalidDataException("no");
            destination[start..end].Fill(1);
        }
    }
}
