using System.Globalization;
using System.Text;

namespace Sargam.Learning.Text;

/// <summary>What a code point is to a tokenizer. Ill-formed surrogates read as U+FFFD, which is no part of any word.</summary>
internal static class CharacterClass
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The code point at a position, and how many chars it takes: at least 1.</summary>
    public static Rune At(ReadOnlySpan<char> text, int position, out int length)
    {
        char unit = text[position];
        if (!char.IsSurrogate(unit))
        {
            length = 1;
            return new Rune(unit);
        }

        Rune.DecodeFromUtf16(text[position..], out Rune rune, out length);
        return rune;
    }

    /// <summary>Letters, numbers and underscore: Python's <c>\w</c>.</summary>
    public static bool IsWord(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_';
        return Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    /// <summary>Combining marks and the two joiners: they continue the character before them.</summary>
    public static bool IsContinuation(Rune rune) =>
        rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner || (rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    public static bool IsApostrophe(Rune rune) => rune.Value is '\'' or 0x2019;

    /// <summary>Letters of scripts without spaces between words. Korean has spaces.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value is
        >= 0x0E00 and <= 0x0EFF // Thai, Lao
        or >= 0x1000 and <= 0x109F // Burmese
        or >= 0x1780 and <= 0x17FF // Khmer
        or >= 0x2E80 and <= 0x2FDF or >= 0x3005 and <= 0x3007 // radicals, iteration mark
        or >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF // Hiragana, Katakana
        or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF // Han
        or >= 0xFF66 and <= 0xFF9F // half-width Katakana
        or >= 0x1B000 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF;

    /// <summary>What Python's <c>str.split()</c> splits at: .NET's white space and the four separators of ASCII.</summary>
    public static bool IsWhiteSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001C' and <= '\u001F';
}
