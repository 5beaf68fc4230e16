using System.Text;

namespace Sargam.Scanning.Lyrics.Unicode;

/// <summary>Makes texts that differ in letter case only, or in how their accents are written, the same string.</summary>
internal static class CaseFolding
{
    /// <summary>Unicode's full case folding, in form C. The result is for comparing, not for reading.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in Nfc.Normalize(text).EnumerateRunes())
        {
            if (rune.IsAscii) folded.Append(char.ToLowerInvariant((char)rune.Value));
            else if (UnicodeData.Folding(rune.Value) is { } special) folded.Append(special);
            else folded.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
        }

        return Nfc.Normalize(folded.ToString());
    }
}
