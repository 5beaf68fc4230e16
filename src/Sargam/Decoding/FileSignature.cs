using System.Buffers;
using System.Text;

namespace Sargam.Decoding;

/// <summary>Names a file's content by its first bytes, for reasons that a listener understands.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Magic, int Offset, string Name)[] Others =
    [
        ([0xFF, 0xD8, 0xFF], 0, "a JPEG image"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], 0, "a PNG image"),
        ("GIF8"u8.ToArray(), 0, "a GIF image"),
        ("WEBP"u8.ToArray(), 8, "a WebP image"),
        ([(byte)'I', (byte)'I', 42, 0], 0, "a TIFF image"),
        ([(byte)'M', (byte)'M', 0, 42], 0, "a TIFF image"),
        ("%PDF-"u8.ToArray(), 0, "a PDF document"),
        ([(byte)'P', (byte)'K', 3, 4], 0, "a ZIP archive"),
        ([0x1F, 0x8B, 8], 0, "a gzip archive"),
        ("Rar!"u8.ToArray(), 0, "a RAR archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], 0, "a 7-Zip archive"),
        ("MThd"u8.ToArray(), 0, "a MIDI file, which holds notes and no sound"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], 0, "a program"),
        ("SQLite format 3"u8.ToArray(), 0, "a SQLite database"),
    ];

    private static readonly (byte[] Magic, int Offset, string Name)[] Audio =
    [
        ("ID3"u8.ToArray(), 0, "MP3"),
        ("fLaC"u8.ToArray(), 0, "FLAC"),
        ("OggS"u8.ToArray(), 0, "Ogg"),
        ("ftyp"u8.ToArray(), 4, "MP4 or M4A"),
        ("FORM"u8.ToArray(), 0, "AIFF"),
        ([0x30, 0x26, 0xB2, 0x75], 0, "Windows Media"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "Matroska or WebM"),
        ("wvpk"u8.ToArray(), 0, "WavPack"),
        ("MAC "u8.ToArray(), 0, "Monkey's Audio"),
        ("caff"u8.ToArray(), 0, "Core Audio"),
        (".snd"u8.ToArray(), 0, "Sun AU"),
        ("#!AMR"u8.ToArray(), 0, "AMR"),
        ("RIFF"u8.ToArray(), 0, "RIFF"),
    ];

    /// <summary>What a file is when it is certainly not audio, such as "a JPEG image"; null when it may be audio.</summary>
    public static string? NotAudio(ReadOnlySpan<byte> header)
    {
        return Find(Others, header) ?? (IsText(header) ? "text" : null);
    }

    /// <summary>The audio format that a header suggests, such as "FLAC"; null when it suggests none.</summary>
    public static string? AudioFormatName(ReadOnlySpan<byte> header)
    {
        if (Find(Audio, header) is { } name) return name;
        if (header.Length < 2 || header[0] != 0xFF || (header[1] & 0xE0) != 0xE0) return null;
        return (header[1] & 0xF6) == 0xF0 ? "AAC" : "MP3";
    }

    private static string? Find((byte[] Magic, int Offset, string Name)[] signatures, ReadOnlySpan<byte> header)
    {
        foreach ((byte[] magic, int offset, string name) in signatures)
        {
            if (header.Length >= offset && header[offset..].StartsWith(magic)) return name;
        }

        return null;
    }

    /// <summary>Whether everything is printable UTF-8. Playlists, scripts and pages are; of the audio formats only NIST SPHERE.</summary>
    private static bool IsText(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header.StartsWith("NIST_1A"u8)) return false;
        ReadOnlySpan<byte> rest = header;
        while (!rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(rest, out Rune rune, out int consumed);
            bool cutAtTheEnd = status == OperationStatus.NeedMoreData && header.Length >= AudioFile.HeaderLength;
            if (cutAtTheEnd) return true;
            if (status != OperationStatus.Done) return false;
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r' or '\f')) return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
