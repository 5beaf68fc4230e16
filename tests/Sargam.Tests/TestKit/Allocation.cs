namespace Sargam.Tests.TestKit;

/// <summary>What warm code allocates on the calling thread.</summary>
internal static class Allocation
{
    private const int RepeatCount = 5;

    /// <summary>The least of several passes, in bytes: the runtime allocates now and then of its own accord (a call's move to its
    /// optimised code), a pass that allocates does so every time.</summary>
    public static long OfWarm(Action pass)
    {
        pass();
        long least = long.MaxValue;
        for (int i = 0; i < RepeatCount && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            pass();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
