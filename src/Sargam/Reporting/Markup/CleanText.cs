using System.Globalization;
using System.Text;

namespace Sargam.Reporting.Markup;

/// <summary>Makes text from tags, file names and tables fit to be written: valid in XML 1.0, and unable to reorder what stands around it.</summary>
public static class CleanText
{
    /// <summary>Marks stacked on one letter beyond any script's need; more of them climb over the neighbouring lines.</summary>
    private const int MaxStackedMarks = 8;

    /// <summary>Keeps line breaks and tabs.</summary>
    public static string Lines(string? text) => Clean(text, oneLine: false);

    /// <summary>Every run of white space, line breaks included, becomes one space; none at the ends.</summary>
    public static string OneLine(string? text) => Clean(text, oneLine: true);

    /// <summary>As <see cref="OneLine"/>, cut to so many characters as a reader sees them, with an ellipsis.</summary>
    public static string Shorten(string? text, int maxCharacters)
    {
        string line = OneLine(text);
        if (line.Length <= maxCharacters) return line;
        int end = 0;
        for (int count = 0; count < maxCharacters && end < line.Length; count++)
        {
            end += StringInfo.GetNextTextElementLength(line, end);
        }

        return end == line.Length ? line : string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>Whether a character changes the direction of the text around it. Joiners, which Bangla and Hindi need, do not.</summary>
    public static bool IsBidiControl(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static string Clean(string? text, bool oneLine)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (IsPlain(text)) return text;
        var clean = new StringBuilder(text.Length);
        int marks = 0;
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsBidiControl(rune)) continue;
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MaxStackedMarks) continue;
            if (oneLine && IsGap(rune))
            {
                gap = clean.Length > 0;
                continue;
            }

            if (gap) clean.Append(' ');
            gap = false;
            AppendValid(clean, rune);
        }

        return clean.ToString();
    }

    /// <summary>Whether there is nothing to clean: printable ASCII without spaces to fold.</summary>
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsGap(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);

    /// <remarks>A lone surrogate arrives here as U+FFFD already. Noncharacters at the end of a plane are left out as XML asks of the first.</remarks>
    private static void AppendValid(StringBuilder clean, Rune rune)
    {
        bool keep = rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE);
        Span<char> units = stackalloc char[2];
        if (keep) clean.Append(units[..rune.EncodeToUtf16(units)]);
        else if (rune.Value != '\r') clean.Append('\uFFFD');
    }
}
