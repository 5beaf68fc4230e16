namespace Sargam;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
public static class Spelling
{
    private const int MaxMistakes = 2;

    /// <summary>"; did you mean min_clusters or max_clusters?", or nothing when no candidate is near.</summary>
    public static string Guess(string word, IEnumerable<string> candidates) =>
        Near(word, candidates) is { Count: > 0 } near ? $"; did you mean {string.Join(" or ", near)}?" : "";

    /// <summary>The candidates with the fewest letters to insert, delete or replace, at most two; none when the word is another one.</summary>
    public static IReadOnlyList<string> Near(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        int limit = Math.Min(MaxMistakes, word.Length / 2);
        return candidates.Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit)
            .GroupBy(candidate => Distance(word, candidate)).Where(group => group.Key <= limit).MinBy(group => group.Key) is { } nearest ? [.. nearest] : [];
    }

    /// <summary>Levenshtein's distance, row by row.</summary>
    private static int Distance(string first, string second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
