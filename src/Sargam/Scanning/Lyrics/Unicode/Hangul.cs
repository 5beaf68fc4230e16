namespace Sargam.Scanning.Lyrics.Unicode;

/// <summary>Korean syllables, which compose by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int SyllableBase = 0xAC00;
    private const int LeadingBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailingBase = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    /// <summary>Whether a character is a syllable.</summary>
    public static bool IsSyllable(int character) => character is >= SyllableBase and < SyllableBase + SyllableCount;

    /// <summary>Whether a character may join the one before it.</summary>
    public static bool MayJoin(int character) =>
        character is (>= VowelBase and < VowelBase + VowelCount) or (> TrailingBase and < TrailingBase + TrailingCount);

    /// <summary>A syllable's two parts: with a trailing consonant the syllable without it, else consonant and vowel.</summary>
    public static (int First, int Second) Decompose(int syllable)
    {
        int index = syllable - SyllableBase;
        int trailing = index % TrailingCount;
        if (trailing != 0) return (syllable - trailing, TrailingBase + trailing);
        return (LeadingBase + (index / (VowelCount * TrailingCount)), VowelBase + (index / TrailingCount % VowelCount));
    }

    /// <summary>What two characters join to; 0 when they do not.</summary>
    public static int Compose(int first, int second)
    {
        (int leading, int vowel, int trailing) = (first - LeadingBase, second - VowelBase, second - TrailingBase);
        if (leading is >= 0 and < LeadingCount && vowel is >= 0 and < VowelCount) return SyllableBase + (((leading * VowelCount) + vowel) * TrailingCount);
        bool isOpen = IsSyllable(first) && (first - SyllableBase) % TrailingCount == 0;
        return isOpen && trailing is > 0 and < TrailingCount ? first + trailing : 0;
    }
}
