using System.Text.Json;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class TfidfVectorizerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Folders =>
    [
        "word_default", "word_min2_max200_sub", "word_min2_max60_sub", "word_bigrams_l1_nosmooth", "word_grapheme", "char_wb_2_4_max500", "char_wb_2_4_max500_sub",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Weights_and_rows_agree_with_scikit_learn(string folder)
    {
        TfidfVectorizerModel model = TextGolden.WithStoredVocabulary(folder);
        Approx.Equal(TextGolden.Array(folder, "idf"), [.. model.InverseDocumentFrequency], 1e-12, "idf");
        Approx.Equal(TextGolden.Array(folder, "matrix"), Dense(model.Transform(TextGolden.Corpus, Stop)), 1e-12, folder);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_vocabulary_is_that_of_scikit_learn(string folder)
    {
        IReadOnlyList<string> vocabulary = new TfidfVectorizer(TextGolden.Options(folder)).Fit(TextGolden.Corpus, Stop).Vocabulary;
        string[] expected = TextGolden.Vocabulary(folder);
        if (folder is "word_default" or "word_min2_max200_sub" or "word_bigrams_l1_nosmooth" or "word_grapheme")
        {
            Assert.Equal(expected, vocabulary);
            return;
        }

        Dictionary<string, int> counts = TextGolden.TotalCounts(folder);
        int lowest = expected.Min(term => counts[term]);
        Assert.Equal(expected.Length, vocabulary.Count);
        Assert.Equal(expected.Where(term => counts[term] > lowest), vocabulary.Where(term => counts[term] > lowest));
        Assert.All(vocabulary, term => Assert.True(counts[term] >= lowest));
        Assert.Equal(vocabulary.Order(CodePointOrder.Instance), vocabulary);
    }

    [Fact]
    public void Character_terms_of_awkward_words_are_those_of_scikit_learn()
    {
        var options = new TfidfVectorizerOptions { Terms = TermKind.CharactersWithinWords, MinGramLength = 2, MaxGramLength = 4 };
        foreach (JsonElement unicode in Golden.CommittedJson("text/unicode_cases.json").EnumerateArray())
        {
            var index = new TermIndex();
            var counter = TermCounter.For(options, index);
            counter.Read(unicode.GetProperty("text").GetString()!);
            string[] terms = index.ToArray();
            Dictionary<string, int> expected = TextGolden.Strings(unicode.GetProperty("char_wb_2_4")).CountBy(term => term, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            Assert.Equal(expected, counter.Present.ToDictionary(term => terms[term], counter.CountOf));
        }
    }

    [Fact]
    public void Known_words_do_not_change_what_is_counted()
    {
        var options = new TfidfVectorizerOptions { Terms = TermKind.CharactersWithinWords, MinGramLength = 1, MaxGramLength = 3 };
        string longWord = new('x', 100);
        var index = new TermIndex();
        var counter = TermCounter.For(options, index);
        for (int again = 0; again < 3; again++)
        {
            counter.Read($"abc ab abc {longWord} \u001Cq");
            string[] terms = index.ToArray();
            Dictionary<string, int> counts = counter.Present.ToDictionary(term => terms[term], counter.CountOf);
            Assert.Equal(2, counts["abc"]);
            Assert.Equal(3, counts[" ab"]);
            Assert.Equal(100, counts["x"]);
            Assert.Equal(98, counts["xxx"]);
            Assert.Equal(1, counts[" q "]);
            Assert.Equal(10, counts[" "]);
        }
    }

    [Fact]
    public void Bounds_on_document_frequency_hold_as_numbers_and_as_shares()
    {
        string[] documents = ["aa bb cc", "aa bb", "aa", "aa dd"];
        Assert.Equal(["aa", "bb", "cc", "dd"], Fit(documents, new()).Vocabulary);
        Assert.Equal(["aa", "bb"], Fit(documents, new() { MinDocumentFrequency = 2 }).Vocabulary);
        Assert.Equal(["aa", "bb"], Fit(documents, new() { MinDocumentShare = 0.5 }).Vocabulary);
        Assert.Equal(["bb", "cc", "dd"], Fit(documents, new() { MaxDocumentShare = 0.75 }).Vocabulary);
        Assert.Equal(["aa", "bb"], Fit(documents, new() { MaxTermCount = 2 }).Vocabulary);
        var failure = Assert.Throws<ArgumentException>(() => Fit(documents, new() { MinDocumentFrequency = 2, MaxDocumentShare = 0.25 }));
        Assert.Contains("no terms left of 4 in 4 documents", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fit(["", " \n"], new()));
    }

    [Fact]
    public void Stop_words_go_before_words_are_joined()
    {
        TfidfVectorizerModel model = Fit(["the king of Thule", "King and queen"], new() { StopWords = StopWordList.English, MaxGramLength = 2 });
        Assert.Equal(["king", "king queen", "king thule", "queen", "thule"], model.Vocabulary);
    }

    [Fact]
    public void Documents_without_known_terms_are_rows_of_zeros()
    {
        TfidfVectorizerModel model = Fit(["alpha beta", ""], new());
        SparseMatrix rows = model.Transform(["", "gamma", "beta"], Stop);
        Assert.Equal([0, 0, 0, 1], rows.RowStarts.ToArray());
        Assert.Equal([1.0], rows.RowValues(2).ToArray());
        Assert.Equal(0, model.Transform([], Stop).RowCount);
    }

    [Fact]
    public void A_model_can_be_rebuilt_and_gives_the_same_bits_at_any_thread_count()
    {
        string[] documents = RandomDocuments(700, seed: 5);
        TfidfVectorizerModel model = Fit(documents, new() { Terms = TermKind.CharactersWithinWords, MinGramLength = 2, MaxGramLength = 4, Sublinear = true });
        var rebuilt = new TfidfVectorizerModel(model.Options, model.Vocabulary, model.InverseDocumentFrequency);
        double[] expected = Dense(model.Transform(documents, Stop));
        using (WorkerPool.Limit(1))
        {
            Assert.Equal(expected, Dense(rebuilt.Transform(documents, Stop)));
        }
    }

    [Fact]
    public void Large_and_hostile_documents_are_counted_to_the_end()
    {
        string[] hostile =
        [
            string.Concat(Enumerable.Repeat("Σ''''", 400_000)),
            new string('\'', 2_000_000),
            new string('日', 1_000_000) + "\uD800",
            string.Concat(Enumerable.Range(0, 300_000).Select(i => $"<b>{i:x}</b>\0 ")),
            string.Concat(Enumerable.Repeat("a\u0301", 1_000_000)),
        ];
        foreach (TermKind kind in Enum.GetValues<TermKind>())
        {
            TfidfVectorizerModel model = Fit([.. hostile, "song"], new() { Terms = kind, MinGramLength = 1, MaxGramLength = 2, MaxTermCount = 1000 });
            Assert.Equal(6, model.Transform([.. hostile, "song"], Stop).RowCount);
            Assert.All(model.Vocabulary, term => Assert.True(term.IsNormalized() || term.Length > 0));
        }
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => new TfidfVectorizer(new TfidfVectorizerOptions
        {
            MinGramLength = 3,
            MaxGramLength = 2,
            MinDocumentFrequency = 0,
            MinDocumentShare = double.NaN,
            MaxDocumentShare = 0,
            MaxTermCount = 0,
            Norm = (RowNorm)7,
            Tokenizer = new TokenizerOptions { MinLength = 0 },
        }));
        foreach (string option in new[] { "MaxGramLength", "MinDocumentFrequency", "MinDocumentShare", "MaxDocumentShare", "MaxTermCount", "Norm", "Tokenizer.MinLength" })
        {
            Assert.Contains($"{option} must be", failure.Message, StringComparison.Ordinal);
        }

        Assert.Contains("document 1 is", Assert.Throws<ArgumentException>(() => Fit(["a", null!], new())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TfidfVectorizerModel(new(), ["a", "a"], [1, 1]));
        Assert.Throws<ArgumentException>(() => new TfidfVectorizerModel(new(), ["a"], [double.NaN]));
        Assert.Throws<ArgumentException>(() => new TfidfVectorizerModel(new(), ["a"], []));
        Assert.Throws<OperationCanceledException>(() => new TfidfVectorizer(new()).Fit(["aa"], new CancellationToken(canceled: true)));
    }

    internal static string[] RandomDocuments(int count, ulong seed, int words = 40, int vocabulary = 3000)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(rng, vocabulary))))];
    }

    /// <summary>A few words often, most rarely.</summary>
    private static string Word(Rng rng, int vocabulary)
    {
        double u = rng.NextDouble();
        int number = (int)(Math.Pow(vocabulary, u) - 1);
        return $"w{number * 7919 % 99991:x}{number % 13}";
    }

    private static TfidfVectorizerModel Fit(string[] documents, TfidfVectorizerOptions options) => new TfidfVectorizer(options).Fit(documents, Stop);

    internal static double[] Dense(SparseMatrix matrix)
    {
        var dense = new double[matrix.RowCount * matrix.ColumnCount];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            ReadOnlySpan<int> columns = matrix.RowColumns(i);
            for (int e = 0; e < columns.Length; e++) dense[i * matrix.ColumnCount + columns[e]] = matrix.RowValues(i)[e];
        }

        return dense;
    }
}
