using System.Security.Cryptography;
using System.Text;

namespace Sargam.Scanning.Lyrics;

/// <summary>Finds words that several recordings have, letter case, punctuation and layout aside.</summary>
internal static class SharedLyrics
{
    /// <summary>Flags the rows in use whose words other recordings have too, with how many recordings.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="standsFor">Per id of a near-duplicate the id of the track that stands for it: these share their words rightly.</param>
    public static List<TrackLyrics> Mark(IReadOnlyList<TrackLyrics> rows, IReadOnlyDictionary<string, string> standsFor)
    {
        string[] keys = [.. rows.Select(row => row.IsUsed ? HashOf(row.Text) : "")];
        Dictionary<string, int> recordings = Enumerable.Range(0, keys.Length).Where(i => keys[i].Length > 0)
            .GroupBy(i => keys[i], StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(i => standsFor.GetValueOrDefault(rows[i].Id, rows[i].Id)).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        return [.. rows.Select((row, i) => recordings.GetValueOrDefault(keys[i]) > 1 ? row.With($"{LyricsFlags.Shared}:{recordings[keys[i]]}") : row)];
    }

    /// <summary>Equal for the same words.</summary>
    public static string HashOf(string text)
    {
        string key = LyricsText.Key(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Length > 0 ? key : text)).AsSpan(0, 16));
    }
}
