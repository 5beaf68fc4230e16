using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Numerics.Parallelism;

public sealed class ForkJoinTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_chunk_runs_exactly_once(int threadCount)
    {
        var pool = new ForkJoin();
        for (int chunkCount = 0; chunkCount < 300; chunkCount++)
        {
            var runs = new int[chunkCount];
            Run(pool, chunkCount, threadCount, chunk => Interlocked.Increment(ref runs[chunk]));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void As_many_threads_work_at_once_as_are_allowed_even_beyond_the_cores(int threadCount)
    {
        var pool = new ForkJoin();
        using var meeting = new Barrier(threadCount);
        Run(pool, threadCount, threadCount, _ => Assert.True(meeting.SignalAndWait(Patience)));
        Assert.Equal(threadCount - 1, pool.WorkerCount);
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up()
    {
        var pool = new ForkJoin();
        for (int i = 0; i < 20; i++)
        {
            using var meeting = new Barrier(3);
            Run(pool, 3, 3, _ => Assert.True(meeting.SignalAndWait(Patience)));
            Thread.Sleep(5);
        }
    }

    [Fact]
    public void A_smaller_limit_holds_although_more_workers_exist()
    {
        var pool = new ForkJoin();
        Run(pool, 8, 4, _ => Thread.Yield());
        int working = 0, most = 0;
        Run(pool, 200, 2, _ =>
        {
            int now = Interlocked.Increment(ref working);
            InterlockedMax(ref most, now);
            Thread.SpinWait(500);
            Interlocked.Decrement(ref working);
        });
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public void Work_inside_work_stays_on_its_thread()
    {
        var pool = new ForkJoin();
        int inner = 0;
        Run(pool, 20, 3, _ =>
        {
            int thread = Environment.CurrentManagedThreadId;
            Assert.Equal(1, WorkerPool.ThreadCount);
            Run(pool, 10, 3, _ =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                Interlocked.Increment(ref inner);
            });
        });
        Assert.Equal(200, inner);
    }

    [Fact]
    public void Callers_on_several_threads_do_not_disturb_each_other()
    {
        var pool = new ForkJoin();
        var errors = new List<string>();
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(caller => new Thread(() =>
        {
            for (int round = 0; round < 500; round++)
            {
                var seen = new int[17];
                Run(pool, 17, 3, chunk => Interlocked.Add(ref seen[chunk], caller + round));
                if (seen.All(value => value == caller + round)) continue;
                lock (errors) errors.Add($"caller {caller}, round {round}: {string.Join(' ', seen)}");
            }
        }))];
        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) Assert.True(caller.Join(Patience));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_failure_of_the_lowest_chunk_reaches_the_caller_as_it_was(int threadCount)
    {
        var pool = new ForkJoin();
        for (int round = 0; round < 200; round++)
        {
            var thrown = Assert.Throws<InvalidOperationException>(() => Run(pool, 12, threadCount, chunk =>
            {
                if (chunk == 3) Thread.SpinWait(2000);
                if (chunk is 3 or 4 or 9) throw new InvalidOperationException($"chunk {chunk}");
            }));
            Assert.Equal("chunk 3", thrown.Message);
        }

        int after = 0;
        Run(pool, 12, threadCount, _ => Interlocked.Increment(ref after));
        Assert.Equal(12, after);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cancellation_stops_between_chunks(int threadCount)
    {
        var pool = new ForkJoin();
        using var source = new CancellationTokenSource();
        int runs = 0;
        var cancelled = Assert.Throws<OperationCanceledException>(() => pool.Run(
            new Job(chunk =>
            {
                Interlocked.Increment(ref runs);
                if (chunk == 5) source.Cancel();
            }),
            10_000, threadCount, source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.InRange(runs, 6, 9_999);

        runs = 0;
        Assert.Throws<OperationCanceledException>(() => pool.Run(new Job(_ => runs++), 10, threadCount, source.Token));
        Assert.Equal(0, runs);
    }

    [Fact]
    public void A_caller_that_is_interrupted_still_waits_for_its_workers()
    {
        var pool = new ForkJoin();
        using var bothStarted = new Barrier(2);
        using var callerIsDone = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        bool interruptedLater = false;
        Thread? caller = null;
        caller = new Thread(() =>
        {
            Run(pool, 2, 2, _ =>
            {
                Assert.True(bothStarted.SignalAndWait(Patience));
                if (Thread.CurrentThread != caller) release.Wait(Patience);
            });
            callerIsDone.Set();
            try
            {
                Thread.Sleep(Patience);
            }
            catch (ThreadInterruptedException)
            {
                interruptedLater = true;
            }
        });
        caller.Start();
        SpinWait.SpinUntil(() => caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin) && bothStarted.CurrentPhaseNumber == 1, Patience);
        caller.Interrupt();

        Assert.False(callerIsDone.Wait(50, TestContext.Current.CancellationToken));
        release.Set();
        Assert.True(caller.Join(Patience));
        Assert.True(interruptedLater);
    }

    private static void Run(ForkJoin pool, int chunkCount, int threadCount, Action<int> body) =>
        pool.Run(new Job(body), chunkCount, threadCount, CancellationToken.None);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen) { }
    }

    private sealed class Job(Action<int> body) : ChunkJob
    {
        public override void Run(int chunk) => body(chunk);
    }
}
