using System.Diagnostics;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Ends this process when its resident memory grows too much. Native code takes memory past every limit of the runtime, and
/// limits of the operating system count address space, of which the runtime reserves gigabytes.
/// </summary>
internal sealed class MemoryGuard : IDisposable
{
    private const int PeriodMilliseconds = 20;

    private readonly long _atStart = Environment.WorkingSet;
    private readonly Timer _timer;
    private long _limit = long.MaxValue;

    public MemoryGuard() => _timer = new Timer(_ => Look(), null, Timeout.Infinite, Timeout.Infinite);

    /// <summary>Watches from now on.</summary>
    /// <param name="limitBytes">The most that resident memory may grow beyond what it was when this was created.</param>
    public void Watch(long limitBytes)
    {
        Volatile.Write(ref _limit, limitBytes);
        _timer.Change(0, PeriodMilliseconds);
    }

    public void Rest() => _timer.Change(Timeout.Infinite, Timeout.Infinite);

    public void Dispose() => _timer.Dispose();

    /// <summary>At once and whatever any thread is doing: an orderly end would run the exit code of a library that hangs.</summary>
    public static void KillThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private void Look()
    {
        if (Environment.WorkingSet - _atStart > Volatile.Read(ref _limit)) KillThisProcess();
    }
}
