using System.Text;
using System.Text.Unicode;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Lyrics;

/// <summary>
/// Reads bytes as text: by byte order mark, by where the zeros are, as UTF-8 where it is valid, else as Windows-1252. Bytes
/// that are no text in any of them are refused.
/// </summary>
internal static class TextDetector
{
    /// <summary>More control characters than this, one in so many, are not text.</summary>
    private const int CharactersPerControl = 30;

    /// <summary>Of so many characters at least one is a line end, a space or another with a zero byte in UTF-16.</summary>
    private const int UnitsPerZero = 40;

    /// <summary>Characters of more than one byte that outweigh a byte which is not UTF-8. In Western text such sequences are rare accidents.</summary>
    private const int SequencesPerBadByte = 4;

    private static readonly Encoding Utf16LittleEndian = Encoding.Unicode;
    private static readonly Encoding Utf16BigEndian = Encoding.BigEndianUnicode;
    private static readonly Encoding Utf32LittleEndian = Encoding.UTF32;
    private static readonly Encoding Utf32BigEndian = new UTF32Encoding(bigEndian: true, byteOrderMark: true);

    /// <summary>The text; null when the bytes are none.</summary>
    public static (string Text, LyricsEncoding Encoding)? Read(ReadOnlySpan<byte> bytes)
    {
        if (ReadMarked(bytes) is { } marked) return IsText(marked.Text) ? marked : null;
        bytes = bytes.TrimEnd((byte)0);
        if (bytes.Contains((byte)0)) return ReadByZeros(bytes);
        (string Text, LyricsEncoding Encoding) read = ReadBytes(bytes);
        return IsText(read.Text) ? read : null;
    }

    private static (string Text, LyricsEncoding Encoding)? ReadMarked(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return ReadBytes(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return (Utf32LittleEndian.GetString(bytes[4..]), LyricsEncoding.Utf32);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return (Utf32BigEndian.GetString(bytes[4..]), LyricsEncoding.Utf32);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Whole(Utf16LittleEndian, bytes[2..]), LyricsEncoding.Utf16);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Whole(Utf16BigEndian, bytes[2..]), LyricsEncoding.Utf16);
        return null;
    }

    /// <summary>
    /// UTF-16 without a mark: line ends and spaces have a zero byte, always on the same side. A stray zero in UTF-8 is a
    /// control character like others.
    /// </summary>
    private static (string Text, LyricsEncoding Encoding)? ReadByZeros(ReadOnlySpan<byte> bytes)
    {
        Span<int> zeros = [0, 0];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0) zeros[i & 1]++;
        }

        if ((zeros[0] == 0 || zeros[1] == 0) && (zeros[0] + zeros[1]) * UnitsPerZero >= bytes.Length / 2 && IsUtf16(bytes, highs: zeros[1] > 0 ? 1 : 0))
        {
            string wide = Whole(zeros[1] > 0 ? Utf16LittleEndian : Utf16BigEndian, bytes, wasTrimmed: zeros[1] > 0);
            return IsText(wide) && IsAssigned(wide) ? (wide, LyricsEncoding.Utf16) : null;
        }

        if (!Utf8.IsValid(bytes)) return null;
        string text = Encoding.UTF8.GetString(bytes);
        return IsText(text) ? (text, LyricsEncoding.Utf8) : null;
    }

    /// <summary>A script has a block of its own, so high bytes vary less than low ones; those of a text in single bytes do not.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes, int highs)
    {
        if (!Utf8.IsValid(bytes)) return true;
        var high = new HashSet<byte>();
        var low = new HashSet<byte>();
        for (int i = 0; i < bytes.Length; i++) ((i & 1) == highs ? high : low).Add(bytes[i]);
        return high.Count == 1 || 2 * high.Count <= low.Count;
    }

    /// <summary>Half a unit at the end is dropped; of a little-endian text the last zero may have been trimmed.</summary>
    private static string Whole(Encoding encoding, ReadOnlySpan<byte> bytes, bool wasTrimmed = false)
    {
        string text = encoding.GetString(bytes[..(bytes.Length & ~1)]);
        return wasTrimmed && (bytes.Length & 1) == 1 ? text + (char)bytes[^1] : text;
    }

    /// <summary>Bytes that are no UTF-16 give halves of pairs and characters for private use.</summary>
    private static bool IsAssigned(string text)
    {
        long odd = text.Count(unit => unit is '\uFFFD' or (>= '\uE000' and <= '\uF8FF'));
        return odd * CharactersPerControl <= text.Length;
    }

    private static (string Text, LyricsEncoding Encoding) ReadBytes(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return (Encoding.UTF8.GetString(bytes), LyricsEncoding.Utf8);
        return IsMostlyUtf8(bytes) ? (Encoding.UTF8.GetString(bytes), LyricsEncoding.DamagedUtf8) : (TagText.DecodeWestern(bytes), LyricsEncoding.Windows1252);
    }

    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        (long sequences, long bad) = (0, 0);
        while (bytes.Length > 0)
        {
            bool isValid = Rune.DecodeFromUtf8(bytes, out _, out int used) == System.Buffers.OperationStatus.Done;
            if (!isValid) bad++;
            else if (used > 1) sequences++;
            bytes = bytes[used..];
        }

        return sequences > 0 && sequences >= SequencesPerBadByte * bad;
    }

    private static bool IsText(string text)
    {
        long controls = text.Count(unit => char.IsControl(unit) && unit is not ('\t' or '\n' or '\r' or '\f' or '\v' or '\u0085'));
        return controls * CharactersPerControl <= text.Length;
    }
}
