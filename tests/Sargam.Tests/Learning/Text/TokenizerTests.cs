using System.Text.Json;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Default = new(new TokenizerOptions());

    [Fact]
    public void Words_of_the_corpus_are_those_of_scikit_learn_and_of_the_grapheme_reference()
    {
        var scikitLearn = new Tokenizer(TextGolden.ScikitLearnTokens);
        var graphemes = new Tokenizer(TextGolden.ReferenceTokens);
        var all = new Tokenizer(TextGolden.ReferenceTokens with { MinLength = 1 });
        JsonElement[] expected = [.. Golden.CommittedJson("text/tokens.json").EnumerateArray()];
        Assert.Equal(TextGolden.Corpus.Count, expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(TextGolden.Strings(expected[i].GetProperty("sklearn_default")), scikitLearn.Tokenize(TextGolden.Corpus[i]));
            Assert.Equal(TextGolden.Strings(expected[i].GetProperty("grapheme_tokens")), graphemes.Tokenize(TextGolden.Corpus[i]));
            Assert.Equal(TextGolden.Strings(expected[i].GetProperty("grapheme_tokens_all")), all.Tokenize(TextGolden.Corpus[i]));
        }
    }

    [Fact]
    public void Awkward_characters_are_cut_and_lowered_as_the_reference_does()
    {
        var scikitLearn = new Tokenizer(TextGolden.ScikitLearnTokens);
        var all = new Tokenizer(TextGolden.ReferenceTokens with { MinLength = 1 });
        foreach (JsonElement unicode in Golden.CommittedJson("text/unicode_cases.json").EnumerateArray())
        {
            string text = unicode.GetProperty("text").GetString()!;
            Assert.Equal(unicode.GetProperty("lower").GetString(), LowerCase.Of(text));
            Assert.Equal(TextGolden.Strings(unicode.GetProperty("sklearn_default")), scikitLearn.Tokenize(text));
            Assert.Equal(TextGolden.Strings(unicode.GetProperty("grapheme_tokens_all")), all.Tokenize(text));
        }
    }

    [Theory]
    [InlineData("Don’t rock'n'roll 'quoted' o' the lads'", "don't rock'n'roll quoted the lads")]
    [InlineData("l'amour d’un été", "l'amour d'un été")]
    [InlineData("আমার সোনার বাংলা, আমি তোমায় ভালোবাসি।", "আমার সোনার বাংলা আমি তোমায় ভালোবাসি")]
    [InlineData("मेरा भारत महान", "मेरा भारत महान")]
    [InlineData("நான் உன்னை காதலிக்கிறேன்", "நான் உன்னை காதலிக்கிறேன்")]
    [InlineData("أُحِبُّكَ يا وطني", "أُحِبُّكَ يا وطني")]
    [InlineData("می‌خواهم بروم", "می‌خواهم بروم")]
    [InlineData("사랑해 너를", "사랑해 너를")]
    [InlineData("ΟΔΥΣΣΕΥΣ Σ ΑΣ.", "οδυσσευς ας")]
    [InlineData("2024年夏", "2024 年夏")]
    [InlineData("我爱你", "我爱 爱你")]
    [InlineData("我", "我")]
    [InlineData("love愛してるbaby", "love 愛し して てる baby")]
    [InlineData("ก็รักเธอ", "ก็รั รัก กเ เธ ธอ")]
    [InlineData("𠮷野家", "𠮷野 野家")]
    [InlineData("", "")]
    public void Default_words_keep_characters_whole_in_every_script(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Default.Tokenize(text));

    [Fact]
    public void Ill_formed_text_never_fails_and_words_are_valid_unicode()
    {
        char[] alphabet = ['a', 'B', '\'', '\u2019', ' ', '\0', '\n', '\uD83D', '\uDC69', '\u200D', '\u09BE', 'ক', '<', '日', 'Σ', 'İ', '\uFFFF', '\u0301', '\uFEFF'];
        Tokenizer[] tokenizers = [Default, new(TextGolden.ScikitLearnTokens), new(new TokenizerOptions { MinLength = 1, UnspacedGramLength = 3 })];
        for (ulong seed = 0; seed < 300; seed++)
        {
            var rng = new Rng(seed);
            string text = new([.. Enumerable.Range(0, rng.NextInt(60)).Select(_ => alphabet[rng.NextInt(alphabet.Length)])]);
            foreach (Tokenizer tokenizer in tokenizers)
            {
                foreach (string word in tokenizer.Tokenize(text))
                {
                    Assert.True(word.Length > 0 && word.EnumerateRunes().All(rune => rune.Value != 0xFFFD && !System.Text.Rune.IsWhiteSpace(rune)), $"seed {seed}: '{word}'");
                }
            }
        }
    }

    [Fact]
    public void The_english_list_has_the_318_words_it_is_known_for()
    {
        Assert.Equal(318, EnglishStopWords.All.Count);
        Assert.True(EnglishStopWords.Contains("amoungst") && EnglishStopWords.Contains("noone") && !EnglishStopWords.Contains("love"));
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => new Tokenizer(new TokenizerOptions { Splitting = (WordSplitting)9, MinLength = 0, UnspacedGramLength = -1 }));
        Assert.Contains("Splitting must be one of", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MinLength must be at least 1, got 0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("UnspacedGramLength must be in [0, 10], got -1", failure.Message, StringComparison.Ordinal);
    }
}
