using System.Text.Json;
using Sargam.Scanning.Lyrics.Unicode;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning.Lyrics;

public sealed class NfcTests
{
    private static readonly JsonElement[] Cases = [.. Golden.CommittedJson("text/normalization.json").EnumerateArray()];

    [Fact]
    public void Forms_are_those_of_Python_for_every_composed_character_and_for_random_texts()
    {
        Assert.True(Cases.Length > 200);
        foreach (JsonElement one in Cases)
        {
            string text = Value(one, "text"), nfc = Value(one, "nfc"), nfd = Value(one, "nfd");
            AssertSame(nfc, Nfc.Normalize(text), text);
            AssertSame(nfd, Nfc.Decompose(text), text);
            AssertSame(nfc, Nfc.Normalize(nfc), text);
            AssertSame(nfc, Nfc.Normalize(nfd), text);
            AssertSame(nfd, Nfc.Decompose(nfc), text);
        }
    }

    [Fact]
    public void Case_is_folded_as_Python_folds_it()
    {
        foreach (JsonElement one in Cases) AssertSame(Value(one, "folded"), CaseFolding.Fold(Value(one, "text")), Value(one, "text"));
        Assert.Equal(CaseFolding.Fold("STRASSE ΟΔΟΣ"), CaseFolding.Fold("straße οδος"));
        Assert.Equal(CaseFolding.Fold("nai\u0308ve"), CaseFolding.Fold("NAÏVE"));
    }

    [Fact]
    public void Small_cases_have_the_code_points_of_the_reference()
    {
        foreach (JsonElement one in Golden.CommittedJson("text/unicode_cases.json").EnumerateArray())
        {
            IEnumerable<string> points = Nfc.Normalize(Value(one, "text")).EnumerateRunes().Select(rune => $"U+{rune.Value:X4}");
            Assert.Equal(one.GetProperty("nfc").EnumerateArray().Select(point => point.GetString()!), points);
        }
    }

    [Theory]
    [InlineData("\u09DF", "\u09AF\u09BC")] // a composition exclusion: Bangla ya with its dot stays apart
    [InlineData("\u09C7\u09BE", "\u09CB")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")] // no trailing consonant: it does not join
    [InlineData("a\u0315\u0300\u05AE\u0301b", "\u00E0\u05AE\u0301\u0315b")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("\uD800\u0301 \uDC00", "\uD800\u0301 \uDC00")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("", "")]
    public void Known_cases(string text, string expected) => AssertSame(expected, Nfc.Normalize(text), text);

    [Fact]
    public void Text_without_anything_to_do_is_returned_as_it_is()
    {
        foreach (string text in new[] { "plain", "déjà vu, Straße", "日本語 한글" }) Assert.Same(text, Nfc.Normalize(text));
    }

    [Fact]
    public void A_million_marks_of_two_classes_on_one_letter_are_sorted_at_once()
    {
        string marks = string.Concat(Enumerable.Repeat("\u0301\u0316", 500_000));

        string normal = Nfc.Normalize("a" + marks);

        Assert.Equal("á" + new string('\u0316', 500_000) + new string('\u0301', 499_999), normal);
        Assert.Equal(normal, Nfc.Normalize(normal));
    }

    private static string Value(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static void AssertSame(string expected, string actual, string text)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal)) Assert.Fail($"{Points(text)}: expected {Points(expected)}, got {Points(actual)}");
    }

    private static string Points(string text) => string.Join(' ', text.Select(unit => $"{(int)unit:X4}"));
}
