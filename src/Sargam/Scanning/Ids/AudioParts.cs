using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Ids;

/// <summary>
/// The audio in a container that keeps tags beside it. Each container's class hashes while it walks, so that a file is read
/// once; where it then does not understand the structure it says so, and what was hashed does not count.
/// </summary>
internal static class AudioParts
{
    private const int MagicSize = 16;

    /// <summary>Hashes the audio between two positions; false, with anything hashed, for other files and for damaged ones.</summary>
    public static bool TryAppend(PartHash parts, long start, long end)
    {
        Span<byte> magic = stackalloc byte[MagicSize];
        if (end - start < MagicSize || !parts.TryRead(start, magic)) return false;
        ReadOnlySpan<byte> kind = magic[8..12];
        if (magic.StartsWith("OggS"u8)) return new OggAudio(parts, end).TryAppend(start);
        if (magic[4..].StartsWith("ftyp"u8)) return Mp4Audio.TryAppend(parts, start, end);
        if (magic.StartsWith(AsfReader.Header)) return AsfAudio.TryAppend(parts, start, end);
        if (magic.StartsWith(Wave64Audio.Header)) return Wave64Audio.TryAppend(parts, start, end);
        if (magic.StartsWith("RIFF"u8) && kind.SequenceEqual("WAVE"u8)) return IffAudio.TryAppendWav(parts, start, end, hasLongSizes: false);
        if ((magic.StartsWith("RF64"u8) || magic.StartsWith("BW64"u8)) && kind.SequenceEqual("WAVE"u8)) return IffAudio.TryAppendWav(parts, start, end, hasLongSizes: true);
        return magic.StartsWith("FORM"u8) && (kind.SequenceEqual("AIFF"u8) || kind.SequenceEqual("AIFC"u8)) && IffAudio.TryAppendAiff(parts, start, end);
    }
}
