using System.Diagnostics;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Ends this process when its resident memory grows too much over one file. Native code takes memory past every limit of the
/// runtime, and limits of the operating system count address space, of which the runtime reserves gigabytes.
/// </summary>
internal sealed class MemoryGuard : IDisposable
{
    private const int PeriodMilliseconds = 20;

    private readonly Func<long> _residentBytes;
    private readonly Action _kill;
    private readonly long _atStart;
    private readonly Timer _timer;
    private long _ceiling = long.MaxValue;
    private long _limit = long.MaxValue;

    public MemoryGuard()
        : this(() => Environment.WorkingSet, KillThisProcess)
    {
    }

    /// <summary>With a memory and an end of its own, for tests.</summary>
    internal MemoryGuard(Func<long> residentBytes, Action kill)
    {
        (_residentBytes, _kill, _atStart) = (residentBytes, kill, residentBytes());
        _timer = new Timer(_ => Look(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>
    /// Whether files have left behind so much that another process should take the next one: more than half of what a single
    /// file may take, so that several never add up to a second helping.
    /// </summary>
    public bool IsWorn => _residentBytes() - _atStart > _limit / 2;

    /// <summary>Watches one file from now on.</summary>
    /// <param name="limitBytes">The most that resident memory may grow beyond what it is now.</param>
    public void Watch(long limitBytes)
    {
        _limit = limitBytes;
        Volatile.Write(ref _ceiling, _residentBytes() + limitBytes);
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

    /// <summary>Looks once; the timer does it over and over.</summary>
    internal void Look()
    {
        if (_residentBytes() > Volatile.Read(ref _ceiling)) _kill();
    }
}
