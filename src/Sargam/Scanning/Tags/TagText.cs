using System.Text;
using System.Text.Unicode;

namespace Sargam.Scanning.Tags;

/// <summary>Turns the bytes of tags into clean text, whatever encoding they are really in.</summary>
internal static class TagText
{
    /// <summary>Longest field in UTF-16 units; what is longer is cut.</summary>
    public const int MaxLength = 500;

    /// <summary>Longest lyrics in UTF-16 units: a spreadsheet's cell holds 32,767.</summary>
    public const int MaxLyricsLength = 32_000;

    // Windows-1252 in place of the control characters 0x80 to 0x9F of ISO 8859-1: nobody writes those in a title.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>
    /// Text of eight-bit units: UTF-8 where it is valid UTF-8, which Latin-1 text beyond ASCII practically never is, else
    /// Western European. So it does not matter whether a writer said the truth about its encoding.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (StartsWithUtf16Mark(bytes)) return DecodeUtf16(bytes, bigEndian: false);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : DecodeWestern(bytes);
    }

    /// <summary>The same for a field of fixed length, which may have cut the last character in two.</summary>
    public static string DecodeFixed(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        for (int cut = 0; end < 0 && cut <= Math.Min(3, bytes.Length); cut++)
        {
            ReadOnlySpan<byte> whole = bytes[..^cut];
            if (Utf8.IsValid(whole) && !Ascii.IsValid(whole)) return Encoding.UTF8.GetString(whole);
        }

        return Decode(bytes);
    }

    /// <summary>
    /// UTF-16 text: a byte order mark decides, else the argument, unless the bytes clearly say otherwise. Halves of pairs
    /// become U+FFFD, half a unit at the end is dropped.
    /// </summary>
    /// <param name="bytes">The text.</param>
    /// <param name="bigEndian">The order to expect.</param>
    public static string DecodeUtf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        bytes = bytes[..(bytes.Length & ~1)];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) bigEndian = true;
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) bigEndian = false;
        else if (LooksReversed(bytes, bigEndian ? 0 : 1)) bigEndian = !bigEndian;
        return (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes);
    }

    /// <summary>One line: control and direction characters out, white space single, trimmed and cut.</summary>
    public static string CleanLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsDropped(rune)) continue;
            bool isSpace = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (isSpace && (line.Length == 0 || line[^1] == ' ')) continue;
            if (line.Length + rune.Utf16SequenceLength > MaxLength) break;
            line.Append(isSpace ? " " : rune.ToString());
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Several lines: as <see cref="CleanLine"/>, with line ends kept as <c>\n</c>.</summary>
    public static string CleanLyrics(string text)
    {
        var lyrics = new StringBuilder(Math.Min(text.Length, MaxLyricsLength));
        foreach (Rune rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\0', '\n').EnumerateRunes())
        {
            if (IsDropped(rune)) continue;
            if (lyrics.Length + rune.Utf16SequenceLength > MaxLyricsLength) break;
            if (rune.Value is '\n' or '\r' or 0x2028 or 0x2029) lyrics.Append('\n');
            else lyrics.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return lyrics.ToString().Trim();
    }

    /// <summary>Windows-1252; bytes that it leaves open become control characters.</summary>
    public static string DecodeWestern(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length, bytes, (text, units) =>
    {
        for (int i = 0; i < text.Length; i++) text[i] = units[i] is >= 0x80 and <= 0x9F ? Windows1252[units[i] - 0x80] : (char)units[i];
    });

    private static bool StartsWithUtf16Mark(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));

    /// <summary>The high bytes of a text vary less than the low ones, since a script has its own block.</summary>
    private static bool LooksReversed(ReadOnlySpan<byte> bytes, int high)
    {
        var highs = new HashSet<byte>();
        var lows = new HashSet<byte>();
        for (int i = 0; i + 1 < Math.Min(bytes.Length, 512); i += 2)
        {
            highs.Add(bytes[i + high]);
            lows.Add(bytes[i + 1 - high]);
        }

        bool onlyLowsAreZero = lows.SetEquals([0]) && !highs.Contains(0);
        return onlyLowsAreZero || highs.Count > 2 * lows.Count;
    }

    /// <summary>Marks of byte order and direction, which can make a line read as another, and what XML has no place for.</summary>
    private static bool IsDropped(Rune rune) =>
        rune.Value is 0xFEFF or 0xFFFE or 0xFFFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r'));
}
