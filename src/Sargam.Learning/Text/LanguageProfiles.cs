using System.Text;

namespace Sargam.Learning.Text;

/// <summary>
/// The languages of one script: how much each character n-gram and each everyday word speaks for each of them. A variant of Cavnar and
/// Trenkle's rank order (1994): an n-gram of rank r speaks with ln((400 + 30) / (r + 30)), one that is not in the profile with 0.
/// </summary>
internal sealed class LanguageProfiles
{
    public const int LongestGram = 5;

    private const int ProfileSize = 400;
    private const int RankOffset = 30;
    private const double WordWeight = 6;
    private const double LetterWeight = 4;

    /// <summary>Letters that one language of a script has and the others of it lack, or nearly so.</summary>
    private static readonly Dictionary<string, string> OwnLetters = new(StringComparer.Ordinal)
    {
        ["de"] = "ß",
        ["fr"] = "œûùëï",
        ["es"] = "ñ",
        ["pt"] = "ãõ",
        ["pl"] = "ąęłńśźż",
        ["cs"] = "řěů",
        ["tr"] = "ğış",
        ["ro"] = "ășțţ",
        ["hu"] = "őű",
        ["hr"] = "đć",
        ["ru"] = "ыэё",
        ["uk"] = "іїєґ",
        ["sr"] = "јљњђћџ",
        ["fa"] = "ژ",
        ["ur"] = "ٹڈڑںےہھ",
        ["mr"] = "ळ",
    };

    private readonly Dictionary<string, double[]> _grams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _words = new(StringComparer.Ordinal);

    private LanguageProfiles(string[] languages)
    {
        Languages = languages;
        Grams = _grams.GetAlternateLookup<ReadOnlySpan<char>>();
        Words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By script; only those with several languages.</summary>
    public static IReadOnlyDictionary<WritingSystem, LanguageProfiles> ByScript { get; } = new Dictionary<WritingSystem, LanguageProfiles>
    {
        [WritingSystem.Latin] = Load("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ro", "id", "hu", "hr"),
        [WritingSystem.Cyrillic] = Load("ru", "uk", "bg", "sr"),
        [WritingSystem.Arabic] = Load("ar", "fa", "ur"),
        [WritingSystem.Devanagari] = Load("hi", "mr", "ne"),
    };

    public IReadOnlyList<string> Languages { get; }

    /// <summary>What an n-gram, with _ for the border of a word, says for each language.</summary>
    public Dictionary<string, double[]>.AlternateLookup<ReadOnlySpan<char>> Grams { get; }

    /// <summary>What a whole word says for each language.</summary>
    public Dictionary<string, double[]>.AlternateLookup<ReadOnlySpan<char>> Words { get; }

    private static LanguageProfiles Load(params string[] languages)
    {
        var profiles = new LanguageProfiles(languages);
        foreach ((int language, string gram, int rank) in Entries("language-profiles.txt", languages))
        {
            Of(profiles._grams, gram, languages.Length)[language] = Math.Log((double)(ProfileSize + RankOffset) / (rank + RankOffset));
        }

        foreach ((int language, string word, _) in Entries("common-words.txt", languages))
        {
            Of(profiles._words, word, languages.Length)[language] = WordWeight;
        }

        for (int language = 0; language < languages.Length; language++)
        {
            foreach (char letter in OwnLetters.GetValueOrDefault(languages[language], ""))
            {
                Of(profiles._grams, letter.ToString(), languages.Length)[language] += LetterWeight;
            }
        }

        return profiles;
    }

    private static double[] Of(Dictionary<string, double[]> table, string key, int count)
    {
        if (!table.TryGetValue(key, out double[]? weights)) table.Add(key, weights = new double[count]);
        return weights;
    }

    /// <summary>Lines of a language and its entries, best first, with spaces between.</summary>
    private static IEnumerable<(int Language, string Entry, int Rank)> Entries(string resource, string[] languages)
    {
        using Stream stream = typeof(LanguageProfiles).Assembly.GetManifestResourceStream($"Sargam.Learning.Text.Data.{resource}")
            ?? throw new InvalidOperationException($"the resource {resource} is not in this assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            int language = Array.IndexOf(languages, parts[0]);
            if (language < 0) continue;
            for (int i = 1; i < parts.Length; i++) yield return (language, parts[i], i - 1);
        }
    }
}
