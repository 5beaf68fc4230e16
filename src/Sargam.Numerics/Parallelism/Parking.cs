namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Where one thread waits for a condition that others make true: it spins briefly (waking a sleeping thread costs tens of
/// microseconds), then sleeps (a thread that keeps spinning starves whoever it waits for when cores are scarce).
/// </summary>
internal sealed class Parking
{
    /// <summary>Some 200 microseconds on current machines: longer than what a training step does on one thread between two products.</summary>
    private const int SpinRounds = 400;

    private const int SpinIterations = 15;

    private readonly object _gate = new();
    private int _parked;
    private bool _signalled;

    /// <summary>Waits; only one thread at a time may. May check the condition any number of times.</summary>
    public void WaitUntil<TState>(Func<TState, bool> condition, TState state)
    {
        for (int round = 0; round < SpinRounds; round++)
        {
            if (condition(state)) return;
            Thread.SpinWait(SpinIterations);
        }

        bool interrupted = false;
        while (!condition(state))
        {
            // The exchange is a full fence: either the waker sees the flag, or the second look sees what the waker did.
            Interlocked.Exchange(ref _parked, 1);
            if (!condition(state)) interrupted |= SleepUntilSignalled();

            // A signal that comes too late for this wait ends the next one early, which looks again.
            Interlocked.Exchange(ref _parked, 0);
        }

        if (interrupted) Thread.CurrentThread.Interrupt();
    }

    /// <summary>Called after making the condition true. Cheap when nobody sleeps.</summary>
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked) == 0 || Interlocked.Exchange(ref _parked, 0) == 0) return;
        lock (_gate)
        {
            _signalled = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Sleeps; true if somebody interrupted the thread, which may not end the wait: workers still use pinned memory.</summary>
    private bool SleepUntilSignalled()
    {
        bool interrupted = false;
        lock (_gate)
        {
            while (!_signalled)
            {
                try
                {
                    Monitor.Wait(_gate);
                }
                catch (ThreadInterruptedException)
                {
                    interrupted = true;
                }
            }

            _signalled = false;
        }

        return interrupted;
    }
}
