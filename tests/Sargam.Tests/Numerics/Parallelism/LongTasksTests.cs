using System.Collections.Concurrent;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Numerics.Parallelism;

public sealed class LongTasksTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_task_runs_once(int threads)
    {
        using IDisposable limit = WorkerPool.Limit(threads);
        for (int count = 0; count < 10; count++)
        {
            var seen = new ConcurrentBag<int>();
            LongTasks.ForEach(count, seen.Add, Token);
            Assert.Equal(Enumerable.Range(0, count), seen.Order());
        }
    }

    [Theory]
    [InlineData(2, 3, 2)] // two side by side, the third on both threads
    [InlineData(2, 4, 4)]
    [InlineData(4, 2, 0)]
    [InlineData(4, 3, 3)]
    [InlineData(4, 6, 4)]
    [InlineData(1, 3, 3)]
    public void Tasks_that_would_leave_half_of_the_threads_idle_have_them_all(int threads, int count, int sideBySide) =>
        Assert.Equal(sideBySide, LongTasks.CountSideBySide(count, threads));

    [Fact]
    public void A_failure_reaches_the_caller_and_cancelling_ends_the_rest()
    {
        using IDisposable limit = WorkerPool.Limit(2);
        using var source = new CancellationTokenSource();
        int started = 0;

        Assert.Throws<FormatException>(() => LongTasks.ForEach(3, _ => throw new FormatException(), Token));
        Assert.Throws<OperationCanceledException>(() => LongTasks.ForEach(
            9, _ =>
            {
                Interlocked.Increment(ref started);
                source.Cancel();
            }, source.Token));
        Assert.InRange(started, 1, 2);
    }
}
