namespace Sargam.Cli.Options;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    private const int MaxMistakes = 2;

    /// <summary>The candidate with the fewest letters to insert, delete or replace; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        (string? Candidate, int Distance) best = candidates
            .Select(candidate => ((string?)candidate, Distance(word, candidate)))
            .DefaultIfEmpty((null, int.MaxValue)).MinBy(entry => entry.Item2);
        return best.Distance <= Math.Min(MaxMistakes, word.Length / 2) ? best.Candidate : null;
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
