namespace Sargam.Scanning;

/// <summary>
/// One spelling for values that differ in letter case, spaces and hyphens only ("rock" and "Rock", "Hip-Hop" and "Hip Hop"):
/// the most common one, of equally common ones the first in ordinal order.
/// </summary>
internal sealed class Spellings
{
    private readonly Dictionary<string, string> _spellingOfKey = new(StringComparer.Ordinal);

    /// <summary>Learns the spellings.</summary>
    /// <param name="given">Cells whose spelling stands whatever else is common; each may hold several values.</param>
    /// <param name="others">Cells that follow.</param>
    public Spellings(IEnumerable<string> given, IEnumerable<string> others)
    {
        Learn(given);
        Learn(others);
    }

    /// <summary>A cell with its values in the common spelling.</summary>
    public string Unify(string cell) =>
        string.Join("; ", Values(cell).Select(value => _spellingOfKey.GetValueOrDefault(KeyOf(value), value)).Distinct(StringComparer.Ordinal));

    private void Learn(IEnumerable<string> cells)
    {
        var groups = cells.SelectMany(Values).GroupBy(value => value, StringComparer.Ordinal)
            .Select(group => (Spelling: group.Key, Key: KeyOf(group.Key), Count: group.Count()))
            .OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Spelling, StringComparer.Ordinal);
        foreach ((string spelling, string key, _) in groups) _spellingOfKey.TryAdd(key, spelling);
    }

    private static string[] Values(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A value of nothing but spaces and hyphens is its own key.</summary>
    private static string KeyOf(string value)
    {
        string key = string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '\u2010' or '\u2011' or '\u2013'))).ToLowerInvariant();
        return key.Length > 0 ? key : value;
    }
}
