using System.Text;
using System.Xml.Linq;
using Sargam.Numerics;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Tests.Reporting;

public sealed class MarkupTests
{
    [Fact]
    public void Any_text_and_attribute_comes_back_as_it_was_cleaned()
    {
        for (ulong seed = 0; seed < 2000; seed++)
        {
            string hostile = Hostile.Text(new Rng(seed));
            var output = new StringWriter();
            var svg = new SvgWriter(output);
            svg.Start("text");
            svg.Attribute("id", hostile);
            svg.Text(hostile);
            svg.EndTo(0);

            XElement parsed = Parse(output, seed);
            string clean = CleanText.Lines(hostile);
            Assert.True(parsed.Value == clean, $"seed {seed}: text changed");
            Assert.True(Spaces(parsed.Attribute("id")!.Value) == Spaces(clean), $"seed {seed}: attribute changed");
            Assert.False(parsed.HasElements, $"seed {seed}: text became elements");
        }
    }

    [Fact]
    public void Cleaned_text_holds_no_control_no_bidi_control_and_no_lone_surrogate()
    {
        for (ulong seed = 0; seed < 2000; seed++)
        {
            string line = CleanText.OneLine(Hostile.Text(new Rng(seed)));
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(line);
            foreach (Rune rune in line.EnumerateRunes())
            {
                Assert.False(Rune.IsControl(rune) || CleanText.IsBidiControl(rune), $"seed {seed}: U+{rune.Value:X4} is left");
            }
        }
    }

    [Theory]
    [InlineData(" two\r\n lines\t", "two lines")]
    [InlineData("a\u202Eb\u2066c", "abc")]
    [InlineData("ক্‍ষ", "ক্‍ষ")]
    [InlineData("a\u0001b", "a b")]
    [InlineData(null, "")]
    public void One_line_is_what_a_reader_needs(string? text, string expected) => Assert.Equal(expected, CleanText.OneLine(text));

    [Fact]
    public void A_lone_surrogate_is_replaced() =>
        Assert.Equal("\uFFFDx\uFFFD", CleanText.OneLine(new string(['\uD800', 'x', '\uDC00'])));

    [Fact]
    public void Marks_stacked_without_end_are_cut() =>
        Assert.Equal("e" + new string('\u0301', 8) + "f", CleanText.OneLine("e" + new string('\u0301', 500) + "f"));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef…")]
    [InlineData("সোনার বাংলা", 2, "সোনা…")]
    [InlineData("👩‍👩‍👧 family", 1, "👩‍👩‍👧…")]
    public void Shortening_never_cuts_a_character_as_readers_see_it(string text, int characters, string expected) =>
        Assert.Equal(expected, CleanText.Shorten(text, characters));

    [Fact]
    public void A_fitted_text_is_estimated_to_fit()
    {
        for (ulong seed = 0; seed < 500; seed++)
        {
            string fitted = TextWidth.Fit(Hostile.Text(new Rng(seed)), 80, 12);
            Assert.True(TextWidth.Of(fitted, 12) <= 80 + 1e-9, $"seed {seed}: {fitted}");
        }
    }

    private static XElement Parse(StringWriter output, ulong seed)
    {
        try
        {
            return XElement.Parse(output.ToString(), LoadOptions.PreserveWhitespace);
        }
        catch (System.Xml.XmlException error)
        {
            throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
        }
    }

    /// <summary>XML reads line breaks in attributes as spaces.</summary>
    private static string Spaces(string text) => text.Replace('\n', ' ').Replace('\t', ' ');
}
