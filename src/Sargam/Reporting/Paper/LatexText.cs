using System.Globalization;
using System.Text;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Paper;

/// <summary>Text from anywhere as LaTeX that prints it: nothing of it is a command, ends a group, or begins an option.</summary>
internal static class LatexText
{
    /// <summary>One line, cut where absurdly long.</summary>
    /// <param name="text">Any text, hostile too.</param>
    /// <param name="maxCharacters">As a reader counts them.</param>
    public static string Escape(string? text, int maxCharacters = 300)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in CleanText.Shorten(text, maxCharacters).EnumerateRunes())
        {
            // Invisible characters other than the joiners of Indic scripts would only be missing from the font.
            bool isInvisible = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse && rune.Value is not (0x200C or 0x200D);
            if (isInvisible) continue;
            if (Command(rune.Value) is { } command) escaped.Append(command);
            else escaped.Append(rune.ToString());
        }

        return escaped.ToString();
    }

    /// <remarks>Brackets and the asterisk are options of a line end, the hyphen, quotes and angles join to other characters in TeX's fonts.</remarks>
    private static string? Command(int character) => character switch
    {
        '\\' => "\\textbackslash{}",
        '{' => "\\{",
        '}' => "\\}",
        '$' => "\\$",
        '&' => "\\&",
        '%' => "\\%",
        '#' => "\\#",
        '_' => "\\_",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '`' => "\\textasciigrave{}",
        '"' => "\\textquotedbl{}",
        '[' => "{[}",
        ']' => "{]}",
        '*' => "{*}",
        '-' => "-{}",
        '\'' => "'{}",
        0x2212 => "\\ensuremath{-}",
        0x2013 => "\\textendash{}",
        0x2014 => "\\textemdash{}",
        0x2018 => "\\textquoteleft{}",
        0x2019 => "\\textquoteright{}",
        0x201C => "\\textquotedblleft{}",
        0x201D => "\\textquotedblright{}",
        0x2026 => "\\ldots{}",
        0xA0 => "~",
        0xB1 => "\\ensuremath{\\pm}",
        0xB7 => "\\textperiodcentered{}",
        0xD7 => "\\ensuremath{\\times}",
        0x2264 => "\\ensuremath{\\le}",
        0x2265 => "\\ensuremath{\\ge}",
        _ => null,
    };
}
