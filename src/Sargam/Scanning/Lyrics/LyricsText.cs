using System.Text;
using Sargam.Scanning.Lyrics.Unicode;

namespace Sargam.Scanning.Lyrics;

/// <summary>Characters and white space of lyrics, whatever they say.</summary>
internal static class LyricsText
{
    /// <summary>
    /// Form C with <c>\n</c> as the only line end and the space as the only gap; without control characters, direction marks,
    /// lone surrogates, U+FFFD and characters of no width. Joiners stay: Bangla and Persian need them.
    /// </summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var plain = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        bool afterReturn = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isLineEnd = rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;
            if (isLineEnd && !(afterReturn && rune.Value == '\n')) plain.Append('\n');
            afterReturn = rune.Value == '\r';
            if (isLineEnd) continue;
            if (Rune.IsWhiteSpace(rune)) plain.Append(' ');
            else if (!IsDropped(rune)) plain.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return Nfc.Normalize(plain.ToString());
    }

    /// <summary>Lines without spaces at their ends, single spaces within, at most one empty line between others.</summary>
    public static string Tidy(IEnumerable<string> lines)
    {
        var tidy = new StringBuilder();
        bool gap = false;
        foreach (string line in lines)
        {
            string text = SingleSpaces(line);
            if (text.Length == 0)
            {
                gap = tidy.Length > 0;
                continue;
            }

            if (tidy.Length > 0) tidy.Append(gap ? "\n\n" : "\n");
            gap = false;
            tidy.Append(text);
        }

        return tidy.ToString();
    }

    /// <summary>A line with single spaces, and none at its ends.</summary>
    public static string SingleSpaces(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The beginning of a text, no longer than so many UTF-16 units, ending with a whole character.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength) return text;
        int end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..end].TrimEnd();
    }

    /// <summary>How many characters are no white space, in UTF-16 units.</summary>
    public static int CountVisible(string text) => text.Count(unit => !char.IsWhiteSpace(unit));

    /// <summary>The folded letters, marks and digits of a text: equal for texts that differ in case, punctuation and layout only.</summary>
    public static string Key(string text)
    {
        string folded = CaseFolding.Fold(text);
        return string.Concat(folded.EnumerateRunes().Where(IsWordPart).Select(rune => rune.ToString()));
    }

    /// <summary>Whether a character is part of words: a letter, a mark or a digit.</summary>
    public static bool IsWordPart(Rune rune) => Rune.GetUnicodeCategory(rune) is <= System.Globalization.UnicodeCategory.OtherNumber;

    private static bool IsDropped(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is 0xAD or 0x061C or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or 0xFEFF or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF9 and <= 0xFFFD)
        || (rune.Value & 0xFFFE) == 0xFFFE;
}
