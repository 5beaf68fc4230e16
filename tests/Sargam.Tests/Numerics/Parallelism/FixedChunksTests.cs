using System.Collections.Concurrent;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Parallelism;

public sealed class FixedChunksTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(1001, 10)]
    public void Chunk_borders_depend_on_the_work_only(int itemCount, int chunkSize)
    {
        (int, int)[] expected = [.. Enumerable.Range(0, (itemCount + chunkSize - 1) / chunkSize)
            .Select(chunk => (chunk * chunkSize, Math.Min(itemCount, (chunk + 1) * chunkSize)))];
        foreach (int threadCount in new[] { 1, 2, 3 })
        {
            using IDisposable limit = WorkerPool.Limit(threadCount);
            var seen = new ConcurrentBag<(int, int)>();
            FixedChunks.ForEach(itemCount, chunkSize, (start, end) => seen.Add((start, end)), Token);
            Assert.Equal(expected, seen.Order());
            Assert.Equal(expected, FixedChunks.Map(itemCount, chunkSize, (start, end) => (start, end), Token));
        }
    }

    [Fact]
    public void A_sum_has_the_same_bits_at_any_thread_count()
    {
        double[] sums = [.. new[] { 1, 2, 3 }.Select(threadCount =>
        {
            using IDisposable limit = WorkerPool.Limit(threadCount);
            return FixedChunks.Sum(100_000, 77, (start, end) => Enumerable.Range(start, end - start).Sum(i => 1.0 / (i + 1)), Token);
        })];

        Assert.Equal(12.090146129863, sums[0], 1e-9); // the 100,000th harmonic number
        Assert.Single(sums.Distinct());
    }

    [Fact]
    public void A_body_may_call_again()
    {
        using IDisposable limit = WorkerPool.Limit(3);
        int count = 0;
        FixedChunks.ForEach(
            30, 1, (_, _) => FixedChunks.ForEach(10, 2, (start, end) => Interlocked.Add(ref count, end - start), Token), Token);
        Assert.Equal(300, count);
    }

    [Fact]
    public void An_exception_is_not_wrapped()
    {
        using IDisposable limit = WorkerPool.Limit(3);
        Assert.Throws<FormatException>(() => FixedChunks.ForEach(10, 1, (_, _) => throw new FormatException(), Token));
        Assert.Throws<FormatException>(() => FixedChunks.Sum(10, 1, (_, _) => throw new FormatException(), Token));
    }

    [Fact]
    public void Impossible_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("itemCount", () => FixedChunks.ForEach(-1, 1, (_, _) => { }, Token));
        Assert.Throws<ArgumentOutOfRangeException>("chunkSize", () => FixedChunks.ForEach(1, 0, (_, _) => { }, Token));
        Assert.Throws<ArgumentOutOfRangeException>("itemCount", () => FixedChunks.Map(-1, 1, (_, _) => 0, Token));
    }

    [Fact]
    public void A_count_near_the_largest_int_does_not_wrap()
    {
        long items = 0;
        FixedChunks.ForEach(int.MaxValue, 1 << 30, (start, end) => Interlocked.Add(ref items, end - start), Token);
        Assert.Equal(int.MaxValue, items);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_kept_delegate_costs_no_allocation(int threadCount)
    {
        using IDisposable limit = WorkerPool.Limit(threadCount);
        int sink = 0;
        CancellationToken token = Token;
        FixedChunks.ChunkBody body = (start, _) => Volatile.Write(ref sink, start);
        Assert.Equal(0, Allocation.OfWarm(() =>
        {
            for (int i = 0; i < 100; i++) FixedChunks.ForEach(8, 1, body, token);
        }));
    }

    [Fact]
    public async Task A_limit_follows_the_calls_and_ends_with_its_scope()
    {
        int outside = WorkerPool.ThreadCount;
        using (WorkerPool.Limit(3))
        {
            await Task.Yield();
            Assert.Equal(3, WorkerPool.ThreadCount);
            using (WorkerPool.Limit(1)) Assert.Equal(1, WorkerPool.ThreadCount);
            Assert.Equal(3, WorkerPool.ThreadCount);
        }

        Assert.Equal(outside, WorkerPool.ThreadCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Limit(0));
    }
}
