using System.Text;
using System.Text.RegularExpressions;
using Sargam.Numerics;
using Sargam.Scanning.Lyrics;

namespace Sargam.Tests.Scanning.Lyrics;

public sealed partial class LyricsCleanerTests
{
    [Theory]
    [InlineData("[Chorus]\nla la\n[Verse 1: Somebody & Friend]\nlo lo", "la la\nlo lo")]
    [InlineData("Chorus:\nla la (x2)\n\n\n\nVerse 2\nlo lo x3", "la la\n\nlo lo")]
    [InlineData("CHORUS x2\nla [2x] la ×2\n(Repeat Chorus)\n{Bridge}\n-- Outro --\nlo", "la la\nlo")]
    [InlineData("Chorus: la la\n(Hook) \nPre-Chorus\nFinal Chorus 2x\nVerse II\nlo", "la la\nlo")]
    [InlineData("Refrain 2:\nStrophe 1\nja\nPonte:\nsim", "ja\nsim")]
    [InlineData("Припев:\nдо свидания\nКуплет 2\nда", "до свидания\nда")]
    [InlineData("অন্তরা ২:\nআমার সোনার বাংলা (২ বার)\n[স্থায়ী]\nআমি", "আমার সোনার বাংলা\nআমি")]
    [InlineData("पल्लवी\nपल्लवी गीत\nमुखड़ा:\nहम", "पल्लवी\nपल्लवी गीत\nहम")]
    [InlineData("Ponte\nsolo tu\nBridge over water\nI hook you up\nverse after verse after verse", "Ponte\nsolo tu\nBridge over water\nI hook you up\nverse after verse after verse")]
    [InlineData("12 ContributorsTranslationsDeutschMy Song Lyrics[Verse 1]\nla You might also likelo\nend123Embed", "la lo\nend")]
    [InlineData("My Song Lyrics\nla\nYou might also like\nlo", "la\nlo")]
    [InlineData("la <3 you & me\n1 < 2", "la <3 you & me\n1 < 2")]
    [InlineData("la<br>lo<br/><b>li</b>&amp;&quot;lu&quot; &eacute;&#233;&#xE9; R&B;", "la\nlo\nli&\"lu\" ééé R&B;")]
    [InlineData("one [unclosed\ntwo] [[three]] four", "one unclosed\ntwo four")]
    [InlineData("x2\nla\n♪♪\n...\nlo", "la\nlo")]
    [InlineData("nai\u0308ve \u09DF", "naïve \u09AF\u09BC")]
    [InlineData("a\u0000b\u0007c\u200Bd\u202Ee\uFEFFf\uD800g\uFFFDh", "abcdefgh")]
    [InlineData("a\u00A0\u3000 b\t\tc\r\nd\re\u2028f\u0085g", "a b c\nd\ne\nf\ng")]
    [InlineData("ক্\u200Dষ نمی\u200Cخواهم", "ক্\u200Dষ نمی\u200Cخواهم")]
    [InlineData("", "")]
    [InlineData(" \n\t\n", "")]
    [InlineData("[Chorus]\n[Outro]", "")]
    [InlineData("N/A", "")]
    [InlineData("No lyrics found.", "")]
    public void Words_are_kept_and_markup_is_not(string raw, string expected) => Assert.Equal(expected, LyricsCleaner.Clean(raw).Text);

    [Theory]
    [InlineData("[ar:Somebody]\n[ti:Song]\n[la:de]\n[length: 03:20]\n[00:12.34]eins\n[00:15][01:20.5]zwei\n[00:20.00]<00:20.10>drei <00:20.90>vier", "eins\nzwei\ndrei vier", "de")]
    [InlineData("[offset:+500]\nla", "la", "")]
    [InlineData("[00:01.00]\n[00:02.00][Chorus]\n[00:03.00]la", "la", "")]
    public void Times_are_no_markup(string raw, string expected, string language)
    {
        CleanedLyrics lyrics = LyricsCleaner.Clean(raw, isLrc: true);

        Assert.Equal((expected, language), (lyrics.Text, lyrics.Language));
        if (!raw.Contains("Chorus", StringComparison.Ordinal)) Assert.Equal(0, lyrics.RemovedShare);
    }

    [Theory]
    [InlineData("instrumental")]
    [InlineData("[Instrumental]")]
    [InlineData("<b>(Instrumental)</b>\n")]
    [InlineData("This song is an instrumental.")]
    [InlineData("[Intro]\nInstrumental\n[Outro]")]
    public void Instrumental_pieces_have_no_words(string raw)
    {
        CleanedLyrics lyrics = LyricsCleaner.Clean(raw);

        Assert.Equal(("", true), (lyrics.Text, lyrics.IsInstrumental || raw.Contains("Intro", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_removed_share_counts_characters_without_white_space()
    {
        Assert.Equal(0.5, LyricsCleaner.Clean("[abcde]\n  ab cd efg  \n").RemovedShare);
        Assert.Equal(0.8, LyricsCleaner.Clean("[Chorus]\nabc (x2)").RemovedShare);
        Assert.Equal(0, LyricsCleaner.Clean("only words").RemovedShare);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>la", "la")]
    [InlineData("<SCRIPT type='x'>alert('</b>')</ScRiPt >la", "la")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;la", "la")]
    [InlineData("&amp;amp;lt;script&amp;gt;alert(1)&lt;/script&gt;la", "la")]
    [InlineData("<<b>script>la", "<script>la")]
    [InlineData("<[x]script>la", "< script>la")]
    [InlineData("<scr<script>x</script>ipt>la", "script>la")]
    [InlineData("<img src=x onerror=alert(1)>la", "la")]
    [InlineData("<!-- hidden --><style>p{}</style><p onclick='x'>la</p>", "la")]
    [InlineData("<script>alert(1) la", "alert(1) la")]
    [InlineData("<!-- la", "!-- la")]
    [InlineData("la <a href=javascript:alert(1)", "la a href=javascript:alert(1)")]
    [InlineData("<\0script>la", "la")]
    [InlineData("&#x3c;b&#0062;la&#60;/b>", "la")]
    public void Html_never_survives_as_markup(string raw, string expected)
    {
        string text = LyricsCleaner.Clean(raw).Text;

        Assert.DoesNotMatch(TagPattern(), text);
        Assert.Equal(TagPattern().IsMatch(expected) ? expected.Replace("<", "", StringComparison.Ordinal) : expected, text);
    }

    [Fact]
    public void Whatever_the_parts_no_tag_control_or_bracket_is_left_and_cleaning_again_changes_nothing_of_plain_words()
    {
        string[] parts =
        [
            "<", ">", "</", "script", "<script>", "</script>", "&lt;", "&amp;", "lt;", ";", "&#60;", "[", "]", "(x2)", "Chorus", ":", "\n", " ", "<!--", "-->", "b",
            "\u0338", "\u037E", "\uD83D", "\uDE00", "\u0007", "[00:12.00]", "<00:12.00>", "বাংলা", "é", "e\u0301", "\u202E", "Embed", "12", "x2", "<br>", "?", "!", "/",
        ];
        for (ulong seed = 0; seed < 3000; seed++)
        {
            var rng = new Rng(seed);
            string raw = string.Concat(Enumerable.Range(0, 1 + rng.NextInt(25)).Select(_ => parts[rng.NextInt(parts.Length)]));
            CleanedLyrics lyrics = LyricsCleaner.Clean(raw);

            Assert.False(TagPattern().IsMatch(lyrics.Text), $"seed {seed}: {lyrics.Text}");
            Assert.False(lyrics.Text.Any(unit => (char.IsControl(unit) && unit != '\n') || unit is '[' or ']' or '\u202E' or '\uFFFD'), $"seed {seed}: {lyrics.Text}");
            Assert.True(lyrics.RemovedShare is >= 0 and <= 1, $"seed {seed}: {lyrics.RemovedShare}");
            Assert.Equal(lyrics.Text, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(lyrics.Text)));
        }

        const string Words = "আমার সোনার বাংলা\n\nBridge over water\n\"2 < 3\" & so on";
        Assert.Equal(Words, LyricsCleaner.Clean(LyricsCleaner.Clean(Words).Text).Text);
    }

    [Theory]
    [InlineData("<script>")]
    [InlineData("<a ")]
    [InlineData("<!--")]
    [InlineData("&amp;")]
    [InlineData("&")]
    [InlineData(";")]
    [InlineData("[")]
    [InlineData("[x")]
    [InlineData("]")]
    [InlineData("( ")]
    [InlineData("(x")]
    [InlineData("(repeat ")]
    [InlineData("[ar:")]
    [InlineData("[00:")]
    [InlineData("Chorus ")]
    [InlineData("1 Contributors")]
    [InlineData("a\u0301\u0316")]
    [InlineData("\uD800")]
    [InlineData("\n")]
    [InlineData("\u0007")]
    public void A_megabyte_of_anything_takes_linear_time(string part)
    {
        string raw = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length));

        CleanedLyrics lyrics = LyricsCleaner.Clean(raw);

        Assert.True(lyrics.Text.Length <= 32_000);
        Assert.DoesNotMatch(TagPattern(), lyrics.Text);
    }

    [Fact]
    public void Long_texts_are_cut_at_a_whole_character_and_say_so()
    {
        string raw = "x" + string.Concat(Enumerable.Repeat("😀", 20_000));

        CleanedLyrics lyrics = LyricsCleaner.Clean(raw);

        Assert.True(lyrics.IsCut);
        Assert.Equal(31_999, lyrics.Text.Length);
        Assert.Equal(0, lyrics.RemovedShare);
        Assert.False(LyricsCleaner.Clean("short").IsCut);
    }

    [GeneratedRegex("<[A-Za-z/!?]")]
    private static partial Regex TagPattern();
}
