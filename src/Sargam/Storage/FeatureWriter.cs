using Sargam.Numerics;

namespace Sargam.Storage;

/// <summary>
/// Collects vectors as they are computed, and writes a shard when enough have come together or some seconds have passed:
/// waiting for the disk costs next to nothing, and a crash loses the last few seconds at most. Threads may share it.
/// </summary>
/// <remarks>Dispose to write the rest; call <see cref="FeatureStore.Compact"/> afterwards.</remarks>
internal sealed class FeatureWriter(FeatureStore store, TimeProvider clock) : IDisposable
{
    /// <summary>Numbers that are written at once: 4 MB as 32-bit floats, a quarter of a full shard.</summary>
    private const int MaxPendingNumbers = 1 << 20;

    /// <summary>Rows that are written at once. Less than a full shard too, so that the final shards do not depend on the clock.</summary>
    private const int MaxPendingRows = 4096;

    /// <summary>A forced write takes 5 to 10 ms on a laptop's disk: less than a half percent of this.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Lock _disk = new();
    private readonly List<(StoredTrack Track, float[] Row)> _pending = [];
    private long _lastWrite = clock.GetTimestamp();

    /// <summary>Adds a track; writes when it is time to, unless another thread is at it.</summary>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    public void Add(StoredTrack track, float[] row)
    {
        lock (_gate)
        {
            _pending.Add((track, row));
            if (_pending.Count < PortionOf(row.Length) && clock.GetElapsedTime(_lastWrite) < MaxDelay) return;
        }

        if (!_disk.TryEnter()) return;
        try
        {
            WritePending();
        }
        finally
        {
            _disk.Exit();
        }
    }

    /// <summary>Writes what is pending.</summary>
    public void Flush()
    {
        lock (_disk) WritePending();
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    /// <summary>Writes what is pending of all: one that fails does not keep the others from it.</summary>
    /// <returns>The first failure; null when there is none.</returns>
    public static Exception? FlushAll(IEnumerable<FeatureWriter> writers)
    {
        Exception? first = null;
        foreach (FeatureWriter writer in writers)
        {
            try
            {
                writer.Flush();
            }
            catch (Exception error) when (error is StoreException or ArgumentException)
            {
                first ??= error;
            }
        }

        return first;
    }

    private static int PortionOf(int columnCount) => Math.Clamp(MaxPendingNumbers / columnCount, 1, MaxPendingRows);

    private void WritePending()
    {
        (StoredTrack Track, float[] Row)[] pending;
        lock (_gate)
        {
            // Forgotten before they are written: after a failure, disposing must not fail once more.
            pending = [.. _pending];
            _pending.Clear();
            _lastWrite = clock.GetTimestamp();
        }

        if (pending.Length == 0) return;
        foreach ((StoredTrack Track, float[] Row)[] portion in pending.Chunk(PortionOf(pending[0].Row.Length)))
        {
            store.Append([.. portion.Select(item => item.Track)], Matrix.FromRows([.. portion.Select(item => item.Row)]));
        }
    }
}
