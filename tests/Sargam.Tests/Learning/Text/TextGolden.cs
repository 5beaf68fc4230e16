using System.Text.Json;
using Sargam.Learning.Text;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>scikit-learn's results on the corpus: small folders are committed, the others read through <c>../shared</c>.</summary>
internal static class TextGolden
{
    /// <summary>What the stored <c>grapheme_tokens</c> were cut with.</summary>
    public static TokenizerOptions ReferenceTokens { get; } = new() { KeepApostrophes = false, UnspacedGramLength = 0 };

    public static TokenizerOptions ScikitLearnTokens { get; } = new() { Splitting = WordSplitting.ScikitLearn };

    public static IReadOnlyList<string> Corpus { get; } =
        [.. Golden.CommittedJson("text/corpus.json").EnumerateArray().Select(document => document.GetProperty("text").GetString()!)];

    public static TfidfVectorizerOptions Options(string folder)
    {
        var words = new TfidfVectorizerOptions { Tokenizer = ScikitLearnTokens };
        var characters = new TfidfVectorizerOptions { Terms = TermKind.CharactersWithinWords, MinGramLength = 2, MaxGramLength = 4, MaxTermCount = 500 };
        return folder switch
        {
            "word_default" => words,
            "word_min2_max200_sub" => words with { MinDocumentFrequency = 2, MaxTermCount = 200, Sublinear = true },
            "word_min2_max60_sub" => words with { MinDocumentFrequency = 2, MaxTermCount = 60, Sublinear = true },
            "word_bigrams_l1_nosmooth" => words with { MinDocumentFrequency = 2, MaxGramLength = 2, Norm = RowNorm.L1, SmoothInverseDocumentFrequency = false },
            "word_grapheme" => words with { Tokenizer = ReferenceTokens },
            "char_wb_2_4_max500" => characters,
            "char_wb_2_4_max500_sub" => characters with { Sublinear = true },
            _ => throw new ArgumentException($"no options for {folder}", nameof(folder)),
        };
    }

    public static double[] Array(string folder, string name) => Read(folder, $"{name}.npy").Values.ToArray();

    public static string[] Vocabulary(string folder) => Strings(Json(folder, "vocabulary.json"));

    public static Dictionary<string, int> TotalCounts(string folder) =>
        Json(folder, "all_terms_total_count.json").EnumerateArray().ToDictionary(term => term[0].GetString()!, term => term[1].GetInt32(), StringComparer.Ordinal);

    public static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The model with the stored vocabulary: among terms tied at the last count scikit-learn's choice is arbitrary.</summary>
    public static TfidfVectorizerModel WithStoredVocabulary(string folder)
    {
        TfidfVectorizerOptions options = Options(folder);
        TfidfVectorizerModel all = new TfidfVectorizer(options with { MaxTermCount = null }).Fit(Corpus);
        Dictionary<string, double> weights = all.Vocabulary.Zip(all.InverseDocumentFrequency).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        string[] vocabulary = Vocabulary(folder);
        return new TfidfVectorizerModel(options, vocabulary, [.. vocabulary.Select(term => weights[term])]);
    }

    private static bool IsCommitted(string name) => File.Exists(Golden.CommittedPath(name));

    private static NpyArray Read(string folder, string file) =>
        IsCommitted($"text/{folder}/{file}") ? Golden.Committed($"text/{folder}/{file}") : Golden.Shared($"text/{folder}/{file}");

    private static JsonElement Json(string folder, string file) =>
        IsCommitted($"text/{folder}/{file}") ? Golden.CommittedJson($"text/{folder}/{file}") : Golden.SharedJson($"text/{folder}/{file}");
}
