using Sargam.Numerics;
using Sargam.Reporting.Paper;

namespace Sargam.Tests.Reporting.Paper;

public sealed class LatexTextTests
{
    [Theory]
    [InlineData("100 % & more_of #1", "100 \\% \\& more\\_of \\#1")]
    [InlineData("\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}")]
    [InlineData("$x^2$ ~ y", "\\$x\\textasciicircum{}2\\$ \\textasciitilde{} y")]
    [InlineData("[1] * <b>", "{[}1{]} {*} \\textless{}b\\textgreater{}")]
    [InlineData("0.5 ± 0.1, −2", "0.5 \\ensuremath{\\pm} 0.1, \\ensuremath{-}2")]
    [InlineData("আমার গান: x", "\\SargamFont{Bengali}{আমার} \\SargamFont{Bengali}{গান}: x")]
    [InlineData("two\nlines\u202E", "two lines")]
    [InlineData(null, "")]
    public void What_TeX_would_read_as_a_command_is_printed(string? text, string expected) => Assert.Equal(expected, LatexText.Escape(text));

    [Fact]
    public void Hostile_text_stays_within_its_group()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            string escaped = LatexText.Escape(Hostile.Text(new Rng(seed)) + "}{\\%$#&_^~");
            Assert.True(TexSource.Depth(escaped) == 0, $"seed {seed}: {escaped}");
            Assert.True(TexSource.BareSpecials(escaped) == 0, $"seed {seed}: {escaped}");
        }
    }
}
