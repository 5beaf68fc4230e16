namespace Sargam.Decoding;

/// <summary>
/// The filters of the ratios used last, at most 8 of at most about 4 MB: a collection has few sample rates. Thread-safe.
/// </summary>
internal static class ResamplerFilterCache
{
    private const int MaxCount = 8;

    private static readonly Lock Guard = new();
    private static readonly List<Entry> Entries = []; // the one used last comes first

    /// <summary>The filter of two rates, computed if need be.</summary>
    public static ResamplerFilter Get(int fromRate, int toRate)
    {
        int divisor = GreatestCommonDivisor(fromRate, toRate);
        (int, int) ratio = (fromRate / divisor, toRate / divisor);
        Entry entry;
        lock (Guard)
        {
            int found = Entries.FindIndex(candidate => candidate.Ratio == ratio);
            entry = found >= 0 ? Entries[found] : new Entry(ratio);
            if (found >= 0) Entries.RemoveAt(found);
            else if (Entries.Count == MaxCount) Entries.RemoveAt(MaxCount - 1);
            Entries.Insert(0, entry);
        }

        return entry.Filter.Value; // outside the lock: other ratios do not wait while this one is computed
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    private sealed class Entry((int InputPeriod, int OutputPeriod) ratio)
    {
        public (int, int) Ratio { get; } = ratio;

        public Lazy<ResamplerFilter> Filter { get; } = new(() => new ResamplerFilter(ratio.InputPeriod, ratio.OutputPeriod));
    }
}
