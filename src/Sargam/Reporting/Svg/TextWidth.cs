using System.Globalization;
using System.Text;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Svg;

/// <summary>Estimates how wide a text will be, since no font is at hand: generous rather than exact.</summary>
internal static class TextWidth
{
    /// <summary>The width of one line at a font size, in the same unit.</summary>
    public static double Of(string text, double fontSize)
    {
        double ems = 0;
        foreach (Rune rune in text.EnumerateRunes()) ems += Ems(rune);
        return ems * fontSize;
    }

    /// <summary>The text cut, between characters as a reader sees them, to what fits; with an ellipsis.</summary>
    public static string Fit(string? text, double width, double fontSize)
    {
        string line = CleanText.Shorten(text, 200);
        if (Of(line, fontSize) <= width) return line;
        int end = 0;
        for (double used = Of("…", fontSize); end < line.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(line, end);
            used += Of(line.Substring(end, length), fontSize);
            if (used > width) break;
            end += length;
        }

        return string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }

    private static double Ems(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        if (rune.Value >= 0x1100) return 1.05;
        if (rune.Value >= 0x0900) return 0.72;
        if (rune.Value is ' ' or '.' or ',' or ':' or ';' or '\'' or '|' or 'i' or 'j' or 'l' or 'I' or 'f' or 't' or 'r') return 0.34;
        return Rune.IsUpper(rune) || rune.Value is 'm' or 'w' or '@' or '%' ? 0.72 : 0.57;
    }
}
