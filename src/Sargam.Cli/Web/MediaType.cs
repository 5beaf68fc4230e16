namespace Sargam.Cli.Web;

/// <summary>What browsers play, by the first bytes of a file.</summary>
internal static class MediaType
{
    public const string Wav = "audio/wav";

    /// <summary>Codecs that come in containers which browsers open, but that they do not play.</summary>
    private static readonly string[] Unplayable = ["alac", "ac3", "eac3", "dts", "speex", "adpcm", "wma", "mp1", "mp2"];

    /// <summary>The media type; null for what has to be decoded.</summary>
    /// <param name="header">The first bytes of the file.</param>
    /// <param name="codec">How it is compressed, where that is known.</param>
    /// <param name="extension">Of its name; tells sound in WebM from sound in other Matroska.</param>
    public static string? Of(ReadOnlySpan<byte> header, string codec, string extension)
    {
        if (Array.Exists(Unplayable, name => codec.Contains(name, StringComparison.OrdinalIgnoreCase))) return null;
        if (header.StartsWith("RIFF"u8) && At(header, 8).StartsWith("WAVE"u8)) return Wav;
        if (header.StartsWith("fLaC"u8)) return "audio/flac";
        if (header.StartsWith("OggS"u8)) return "audio/ogg";
        if (At(header, 4).StartsWith("ftyp"u8)) return "audio/mp4";
        if (header.StartsWith("ID3"u8)) return codec.Contains("flac", StringComparison.OrdinalIgnoreCase) ? "audio/flac" : codec.Contains("aac", StringComparison.OrdinalIgnoreCase) ? "audio/aac" : "audio/mpeg";
        if (header.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return extension.Equals(".webm", StringComparison.OrdinalIgnoreCase) ? "audio/webm" : null;
        if (header.Length < 2 || header[0] != 0xFF || (header[1] & 0xE0) != 0xE0) return null;
        bool isAdts = (header[1] & 0xF6) == 0xF0;
        bool isLayer3 = (header[1] & 0x06) == 0x02;
        return isAdts ? "audio/aac" : isLayer3 ? "audio/mpeg" : null;
    }

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> header, int offset) => header.Length > offset ? header[offset..] : [];
}
