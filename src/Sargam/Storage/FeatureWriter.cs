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
    private readonly List<StoredTrack> _tracks = [];
    private readonly List<float[]> _rows = [];
    private long _lastWrite = clock.GetTimestamp();

    /// <summary>Adds a track; writes when it is time to.</summary>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    public void Add(StoredTrack track, float[] row)
    {
        lock (_gate)
        {
            _tracks.Add(track);
            _rows.Add(row);
            bool isLarge = _rows.Count >= MaxPendingRows || (long)_rows.Count * row.Length >= MaxPendingNumbers;
            if (isLarge || clock.GetElapsedTime(_lastWrite) >= MaxDelay) WritePending();
        }
    }

    /// <summary>Writes what is pending.</summary>
    public void Flush()
    {
        lock (_gate) WritePending();
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void WritePending()
    {
        StoredTrack[] tracks = [.. _tracks];
        float[][] rows = [.. _rows];
        // Forgotten first: after a failure, disposing must not fail once more.
        _tracks.Clear();
        _rows.Clear();
        if (tracks.Length > 0) store.Append(tracks, Matrix.FromRows(rows));
        _lastWrite = clock.GetTimestamp();
    }
}
