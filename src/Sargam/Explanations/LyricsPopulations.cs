using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Scanning;

namespace Sargam.Explanations;

/// <summary>
/// The words of lyrics, one population per language: within a language no cluster is distinguished by the language itself. Texts
/// whose language is not known are left out for that reason, and a text that several tracks have counts once.
/// </summary>
internal static class LyricsPopulations
{
    private const int FewestTexts = 6;
    private const int FewestTextsWithWord = 3;
    private const int MostWords = 3000;
    private const int MostTexts = 20_000;

    /// <summary>Splits texts into words.</summary>
    /// <param name="lyrics">Of each track; null where there are none.</param>
    /// <param name="blocks">Tracks of one artist; null where each is alone.</param>
    /// <param name="seed">Draws texts of languages that have more than can be counted in good time.</param>
    public static IReadOnlyList<ItemPopulation> Of(IReadOnlyList<TrackLyrics?> lyrics, int[]? blocks, ulong seed)
    {
        var identifier = new LanguageIdentifier(new LanguageIdentifierOptions());
        string[] languages = [.. lyrics.Select(text => text is null ? LanguageIdentifier.Unknown : identifier.Identify(text.Text).Language)];
        var populations = new List<ItemPopulation>();
        foreach (IGrouping<string, int> language in Enumerable.Range(0, lyrics.Count)
            .Where(row => languages[row] != LanguageIdentifier.Unknown).GroupBy(row => languages[row]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (Count(language.Key, Draw([.. language], seed), lyrics, blocks) is { } population) populations.Add(population);
        }

        return populations;
    }

    private static int[] Draw(int[] rows, ulong seed) =>
        rows.Length <= MostTexts ? rows : [.. new Rng(seed).Permutation(rows.Length).Take(MostTexts).Order().Select(i => rows[i])];

    private static ItemPopulation? Count(string language, int[] rows, IReadOnlyList<TrackLyrics?> lyrics, int[]? blocks)
    {
        var tokenizer = new Tokenizer(new TokenizerOptions());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<int>();
        var texts = new List<string[]>();
        foreach (int row in rows)
        {
            IReadOnlyList<string> words = tokenizer.Tokenize(lyrics[row]!.Text);
            if (!seen.Add(string.Join(' ', words))) continue;
            kept.Add(row);
            texts.Add([.. words.Where(word => !word.All(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal)]);
        }

        if (kept.Count < FewestTexts) return null;
        string[] vocabulary = [.. texts.SelectMany(words => words).GroupBy(word => word, StringComparer.Ordinal)
            .Where(group => group.Count() >= FewestTextsWithWord && group.Count() < kept.Count)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostWords).Select(group => group.Key)];
        Dictionary<string, int> numbers = vocabulary.Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
        return new ItemPopulation(
            language, [.. kept], [.. texts.Select(words => words.Where(numbers.ContainsKey).Select(word => numbers[word]).ToArray())], vocabulary,
            blocks is null ? null : [.. kept.Select(row => blocks[row])]);
    }
}
