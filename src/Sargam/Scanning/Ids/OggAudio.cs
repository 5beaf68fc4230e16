using System.Buffers.Binary;

namespace Sargam.Scanning.Ids;

/// <summary>
/// Ogg with Vorbis, Opus, Speex or FLAC inside: the packets of the music without the comments. Packets, not pages: a longer
/// comment spreads the headers over other pages, and then numbers and checksums of all pages change. Of FLAC only the frames
/// count, as in a file of its own. The links of a chain count one after the other, streams beside the music do not. Two
/// streams of music at once, anything between pages, and a great many empty pages are not understood.
/// </summary>
internal sealed class OggAudio(PartHash parts, long end)
{
    private const int HeaderSize = 27;
    private const int MaxMarkSize = 8;
    private const int FullSegment = 255;
    private const byte BeginsStream = 2;
    private const byte FlacFrame = 0xFF;

    // Encoders end a stream with one such page, if at all; a file of nothing else would be millions of reads.
    private const int MaxEmptyPages = 1024;

    private static readonly Codec[] Codecs =
    [
        new("\u0001vorbis"u8.ToArray(), "\u0003vorbis"u8.ToArray(), HeaderCount: 3),
        new("OpusHead"u8.ToArray(), "OpusTags"u8.ToArray(), HeaderCount: 2),
        new("Speex   "u8.ToArray(), [], HeaderCount: 2),
        new("\u007FFLAC"u8.ToArray(), [], HeaderCount: null),
    ];

    private readonly byte[] _header = new byte[HeaderSize + FullSegment];

    // The music in this link of the chain; null before its first page.
    private Codec? _codec;
    private uint _serial;
    private bool _hasAudio;

    // The packet that the next segment belongs to, as long as there are headers.
    private int _packet;
    private bool _startsPacket;
    private bool _packetCounts;

    /// <summary>How a stream begins, how its second packet begins, and how many packets come before the audio.</summary>
    private sealed record Codec(byte[] Mark, byte[] CommentMark, int? HeaderCount);

    private Span<byte> Segments => _header.AsSpan(HeaderSize, _header[26]);

    /// <summary>Hashes from the first page on.</summary>
    public bool TryAppend(long position)
    {
        bool inBeginnings = true;
        int emptyPages = 0;
        while (position < end)
        {
            if (!TryReadPage(position, out long payload, out long next)) return false;
            if (payload == next && ++emptyPages > MaxEmptyPages) return false;
            bool begins = (_header[5] & BeginsStream) != 0;
            bool beginsLink = begins && !inBeginnings;
            if (beginsLink && !_hasAudio) return false;
            if (beginsLink) (_codec, _hasAudio) = (null, false);
            uint serial = BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(14));
            if (begins && !TryBeginStream(serial, payload)) return false;
            if (_codec is { } codec && serial == _serial && !TryAppendPage(codec, payload, next)) return false;
            inBeginnings = begins;
            position = next;
        }

        return _hasAudio;
    }

    /// <summary>The last page may be cut in its payload.</summary>
    private bool TryReadPage(long position, out long payload, out long next)
    {
        (payload, next) = (position, position);
        if (!parts.TryRead(position, _header.AsSpan(0, HeaderSize)) || !_header.AsSpan().StartsWith("OggS"u8)) return false;
        payload = position + HeaderSize + Segments.Length;
        if (payload > end || !parts.TryRead(position + HeaderSize, Segments)) return false;
        int size = 0;
        foreach (byte length in Segments) size += length;
        next = PartHash.EndOf(payload, (ulong)size, end);
        return true;
    }

    /// <summary>False for a second stream of music in the same link.</summary>
    private bool TryBeginStream(uint serial, long payload)
    {
        if (Array.Find(Codecs, codec => StartsWith(payload, codec.Mark)) is not { } codec) return true;
        if (_codec is not null) return false;
        (_codec, _serial, _packet, _startsPacket) = (codec, serial, 0, true);
        return true;
    }

    private bool TryAppendPage(Codec codec, long payload, long next)
    {
        for (int i = 0; i < Segments.Length && !_hasAudio; i++)
        {
            int length = Segments[i];
            if (_startsPacket && !TryStartPacket(codec, payload, length)) return false;
            if (_hasAudio) break;
            long segmentEnd = Math.Min(next, payload + length);
            if (_packetCounts) parts.Append(payload, segmentEnd);
            payload = segmentEnd;
            _startsPacket = length < FullSegment;
            if (_startsPacket) _packet++;
        }

        if (_hasAudio) parts.Append(payload, next);
        return true;
    }

    /// <summary>Decides whether a packet is a header that counts, one that does not, or the first of the audio.</summary>
    private bool TryStartPacket(Codec codec, long payload, int length)
    {
        if (codec.HeaderCount is { } headers)
        {
            _packetCounts = _packet != 1;
            _hasAudio = _packet >= headers && length > 0;
            return _packet != 1 || StartsWith(payload, codec.CommentMark);
        }

        // How many headers FLAC has, its first packet may leave open.
        _packetCounts = false;
        _hasAudio = length > 0 && StartsWith(payload, [FlacFrame]);
        return true;
    }

    private bool StartsWith(long position, ReadOnlySpan<byte> mark)
    {
        Span<byte> start = stackalloc byte[MaxMarkSize];
        start = start[..mark.Length];
        return mark.Length <= end - position && parts.TryRead(position, start) && start.SequenceEqual(mark);
    }
}
