using System.Globalization;
using System.Text;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Paper;

/// <summary>Text from anywhere as LaTeX that prints it: nothing of it is a command, ends a group, or begins an option.</summary>
internal static class LatexText
{
    /// <summary>Scripts that fonts for Latin, Greek and Cyrillic lack, by what Noto calls its font for them.</summary>
    private static readonly (int First, int Last, string Font)[] Scripts =
    [
        (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"),
        (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"),
        (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Georgian"),
        (0x1100, 0x11FF, "CJK SC"), (0x2E80, 0x9FFF, "CJK SC"), (0xAC00, 0xD7AF, "CJK SC"), (0xF900, 0xFAFF, "CJK SC"), (0xFF00, 0xFFEF, "CJK SC"), (0x20000, 0x3FFFF, "CJK SC"),
    ];

    /// <summary>One line, cut where absurdly long.</summary>
    /// <param name="text">Any text, hostile too.</param>
    /// <param name="maxCharacters">As a reader counts them.</param>
    public static string Escape(string? text, int maxCharacters = 300)
    {
        var escaped = new StringBuilder();
        string? font = null;
        foreach (Rune rune in CleanText.Shorten(text, maxCharacters).EnumerateRunes())
        {
            bool isJoiner = rune.Value is 0x200C or 0x200D; // Indic scripts need them; other invisible characters are only missing from fonts
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (!isJoiner && category is UnicodeCategory.Format or UnicodeCategory.PrivateUse) continue;
            string? wanted = isJoiner || category is UnicodeCategory.NonSpacingMark ? font : FontOf(rune.Value);
            if (wanted != font)
            {
                if (font is not null) escaped.Append('}');
                if (wanted is not null) escaped.Append("\\SargamFont{").Append(wanted).Append("}{");
                font = wanted;
            }

            escaped.Append(Command(rune.Value) ?? rune.ToString());
        }

        if (font is not null) escaped.Append('}');
        return escaped.ToString();
    }

    private static string? FontOf(int character)
    {
        if (character < Scripts[0].First) return null;
        foreach ((int first, int last, string font) in Scripts)
        {
            if (character >= first && character <= last) return font;
        }

        return null;
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
