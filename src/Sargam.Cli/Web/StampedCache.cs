namespace Sargam.Cli.Web;

/// <summary>Things that are costly to load, each kept as long as the files it came from are the same. The least recently used go first.</summary>
internal sealed class StampedCache<T>(int capacity)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    private sealed record Entry(string Key, string Stamp, Lazy<T> Value);

    /// <summary>The thing of a key; loaded once, whoever else waits for it.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="stamp">What it depends on, see <see cref="StampOf"/>.</param>
    /// <param name="load">Loads it; an exception is not kept.</param>
    public T Get(string key, string stamp, Func<T> load)
    {
        Entry entry;
        lock (_lock)
        {
            entry = _entries.Find(known => known.Key == key && known.Stamp == stamp) ?? new Entry(key, stamp, new Lazy<T>(load));
            _entries.RemoveAll(known => known.Key == key);
            _entries.Add(entry);
            if (_entries.Count > capacity) _entries.RemoveAt(0);
        }

        try
        {
            return entry.Value.Value;
        }
        catch
        {
            lock (_lock) _entries.Remove(entry);
            throw;
        }
    }

    /// <summary>The thing of a key if it is loaded; null otherwise.</summary>
    public T? Find(string key, string stamp)
    {
        lock (_lock) return _entries.Find(known => known.Key == key && known.Stamp == stamp && known.Value.IsValueCreated)?.Value.Value;
    }

    /// <summary>Sizes and times of files, which change when any of them is replaced.</summary>
    public static string StampOf(params IEnumerable<string> files) => string.Join('|', files.Select(file => new FileInfo(file) is { Exists: true } info
        ? $"{info.Length}.{info.LastWriteTimeUtc.Ticks}"
        : "-"));
}
