using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>Ogg with Vorbis, Opus, Speex or FLAC inside: the comments are the second packet of the audio's stream.</summary>
internal static class OggReader
{
    private const int HeaderSize = 27;
    private const int MaxStreams = 32;

    /// <summary>Reads from the first page.</summary>
    public static void Read(ByteSource source, long start, TagCollector tags)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        Span<byte> segments = stackalloc byte[255];
        Span<byte> magic = stackalloc byte[8];
        for (int stream = 0; stream < MaxStreams && source.TryRead(start, header) && header.StartsWith("OggS"u8); stream++)
        {
            bool beginsStream = (header[5] & 2) != 0;
            if (!beginsStream || !source.TryRead(start + HeaderSize, segments[..header[26]])) return;
            long payload = start + HeaderSize + header[26];
            if (!source.TryRead(payload, magic)) return;
            int markLength = CommentMarkLength(magic);
            if (markLength >= 0)
            {
                var packet = new OggPacketCursor(source, start, BinaryPrimitives.ReadUInt32LittleEndian(header[14..]));
                if (packet.TrySkip(markLength)) VorbisCommentReader.Read(packet, tags);
                return;
            }

            start = payload;
            foreach (byte length in segments[..header[26]]) start += length;
        }
    }

    /// <summary>How long the mark in front of the comments is, by the mark of the stream; -1 for a stream without music.</summary>
    private static int CommentMarkLength(ReadOnlySpan<byte> magic) =>
        magic.StartsWith("\u0001vorbis"u8) ? 7
        : magic.StartsWith("OpusHead"u8) ? 8
        : magic.StartsWith("\u007FFLAC"u8) ? 4
        : magic.StartsWith("Speex   "u8) ? 0
        : -1;
}
