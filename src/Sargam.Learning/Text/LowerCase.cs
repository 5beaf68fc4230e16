using System.Globalization;
using System.Text;

namespace Sargam.Learning.Text;

/// <summary>
/// Lower case without regard to language, as Python's <c>str.lower()</c>: with the dotted capital I and the sigma that ends a
/// word, which .NET's invariant casing leaves out. Ill-formed surrogates become U+FFFD, so that what follows is valid text.
/// </summary>
internal static class LowerCase
{
    private const char DottedCapitalI = '\u0130';
    private const char CapitalSigma = '\u03A3';

    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        int i = 0;
        while (i < text.Length)
        {
            char unit = text[i];
            int length = 1;
            if (unit < 0x80)
            {
                result.Append(char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20) : unit);
            }
            else if (char.IsSurrogate(unit))
            {
                AppendRune(result, Rune.ToLowerInvariant(CharacterClass.At(text, i, out length)));
            }
            else if (unit == DottedCapitalI)
            {
                result.Append("i\u0307");
            }
            else
            {
                result.Append(unit == CapitalSigma && EndsWord(text, i) ? '\u03C2' : char.ToLowerInvariant(unit));
            }

            i += length;
        }

        return result.ToString();
    }

    private static void AppendRune(StringBuilder result, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        result.Append(units[..rune.EncodeToUtf16(units)]);
    }

    /// <summary>A cased letter comes before and none after, marks and apostrophes between aside (Unicode: Final_Sigma).</summary>
    private static bool EndsWord(string text, int position)
    {
        int before = position - 1;
        while (before >= 0 && IsIgnorable(text[before])) before--;
        if (before < 0 || !IsCased(text, before)) return false;
        int after = position + 1;
        while (after < text.Length && IsIgnorable(text[after])) after++;
        return after >= text.Length || !IsCased(text, after);
    }

    private static bool IsCased(string text, int position)
    {
        if (char.IsLowSurrogate(text[position]) && position > 0) position--;
        return Rune.GetUnicodeCategory(CharacterClass.At(text, position, out _)) is
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
    }

    private static bool IsIgnorable(char unit) =>
        unit is '\'' or '.' or ':' or '^' or '`' or '\u00A8' or '\u00AD' or '\u00AF' or '\u00B4' or '\u00B7' or '\u00B8' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
        || (unit > 0x7F && char.GetUnicodeCategory(unit) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol);
}
