namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Independent tasks that are parallel inside, such as trainings: as many at a time as there are threads, which shares the machine
/// out better than small steps inside a task do.
/// </summary>
public static class LongTasks
{
    /// <summary>
    /// Runs every task. Those that would leave half of the threads idle in a last round run one after another, each on all threads.
    /// </summary>
    /// <param name="count">Tasks; 0 does nothing.</param>
    /// <param name="body">Called with 0 .. <paramref name="count"/>-1, from several threads at once.</param>
    /// <param name="cancellationToken">Checked between tasks.</param>
    public static void ForEach(int count, Action<int> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int sideBySide = CountSideBySide(count, WorkerPool.ThreadCount);
        FixedChunks.ForEach(sideBySide, 1, (task, _) => body(task), cancellationToken);
        for (int task = sideBySide; task < count; task++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body(task);
        }
    }

    /// <summary>How many of the tasks run side by side; the others have all threads.</summary>
    internal static int CountSideBySide(int count, int threads)
    {
        int left = count % threads;
        return left > threads / 2 ? count : count - left;
    }
}
