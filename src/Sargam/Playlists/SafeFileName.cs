using System.Text;
using Sargam.Reporting.Markup;
using Sargam.Scanning.Lyrics.Unicode;

namespace Sargam.Playlists;

/// <summary>Makes a name that people gave into a file name that every common system takes.</summary>
internal static class SafeFileName
{
    private const string Fallback = "playlist";

    /// <summary>File systems take 255 bytes; an extension and a number follow.</summary>
    private const int MostBytes = 180;

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789\u00B9\u00B2\u00B3".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The file name without extension; never empty, hidden, reserved, a path, or longer than file systems take.</summary>
    public static string Of(string name)
    {
        var safe = new StringBuilder();
        int bytes = 0;
        foreach (Rune rune in Nfc.Normalize(CleanText.OneLine(name)).EnumerateRunes())
        {
            bool isForbidden = rune.Value is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' or 0xFFFD || Rune.IsControl(rune);
            Rune kept = isForbidden ? new Rune('-') : rune;
            bytes += kept.Utf8SequenceLength;
            if (bytes > MostBytes) break;
            safe.Append(kept.ToString());
        }

        string trimmed = safe.ToString().Trim(' ', '.');
        if (trimmed.Length == 0) return Fallback;
        return Reserved.Contains(trimmed.Split('.')[0].TrimEnd()) ? "_" + trimmed : trimmed;
    }
}
