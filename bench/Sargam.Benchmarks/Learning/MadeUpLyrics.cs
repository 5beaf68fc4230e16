using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Texts with the statistics of songs: words by Zipf's law from a language and a topic, lines that return.</summary>
internal static class MadeUpLyrics
{
    private const int LanguageCount = 3;
    private const int TopicCount = 20;
    private const int WordsPerLine = 6;

    public static string[] Make(int count, int wordCount, ulong seed)
    {
        var rng = new Rng(seed);
        string[][] languages = [.. Enumerable.Range(0, LanguageCount).Select(_ => Words(rng, 20_000))];
        return [.. Enumerable.Range(0, count).Select(i => Document(rng, languages[i % LanguageCount], rng.NextInt(TopicCount), wordCount))];
    }

    private static string[] Words(Rng rng, int count)
    {
        string letters = new([.. "etaoinshrdlucmfwypvbgk".OrderBy(_ => rng.NextDouble())]);
        return [.. Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, 2 + rng.NextInt(7)).Select(_ => letters[(int)(letters.Length * rng.NextDouble() * rng.NextDouble())])]))];
    }

    private static string Document(Rng rng, string[] words, int topic, int wordCount)
    {
        var lines = new List<string>();
        while (lines.Count * WordsPerLine < wordCount)
        {
            bool again = lines.Count > 4 && rng.NextDouble() < 0.3;
            lines.Add(again ? lines[rng.NextInt(lines.Count)] : string.Join(' ', Enumerable.Range(0, WordsPerLine).Select(_ => Word(rng, words, topic))));
        }

        return string.Join('\n', lines);
    }

    private static string Word(Rng rng, string[] words, int topic)
    {
        int rank = (int)Math.Pow(words.Length, rng.NextDouble()) - 1;
        return rank < 50 ? words[rank] : words[(rank + topic * 997) % words.Length];
    }
}
