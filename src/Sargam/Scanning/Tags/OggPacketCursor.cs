using System.Buffers.Binary;

namespace Sargam.Scanning.Tags;

/// <summary>
/// The second packet of one stream of an Ogg file, put together from the pages that it is spread over; pages of other
/// streams in between are passed over.
/// </summary>
internal sealed class OggPacketCursor : ByteCursor
{
    private const int HeaderSize = 27;
    private const int FullSegment = 255;
    private const int MaxPages = 4096;

    private readonly uint _serial;
    private readonly byte[] _segments = new byte[255];
    private long _nextPage;
    private int _pages;
    private int _segment;
    private int _segmentCount;
    private long _position;
    private int _leftInSegment;
    private bool _packetEnds;

    /// <summary>Starts at the page that holds the first packet.</summary>
    public OggPacketCursor(ByteSource source, long firstPage, uint serial)
        : base(source)
    {
        _serial = serial;
        _nextPage = firstPage;
        TrySkipPacket();
    }

    public override long Remaining => Source.Length - _position;

    public override bool TryRead(Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            if (_leftInSegment == 0 && !TryNextSegment()) return false;
            int count = Math.Min(destination.Length, _leftInSegment);
            if (!Source.TryRead(_position, destination[..count])) return false;
            destination = destination[count..];
            Advance(count);
        }

        return true;
    }

    public override bool TrySkip(long count)
    {
        if (count < 0) return false;
        while (count > 0)
        {
            if (_leftInSegment == 0 && !TryNextSegment()) return false;
            int step = (int)Math.Min(count, _leftInSegment);
            count -= step;
            Advance(step);
        }

        return true;
    }

    private void TrySkipPacket()
    {
        while (TryNextSegment()) Advance(_leftInSegment);
        _packetEnds = false;
    }

    private void Advance(int count)
    {
        _position += count;
        _leftInSegment -= count;
    }

    /// <summary>The next segment of this packet; a segment shorter than 255 bytes is its last.</summary>
    private bool TryNextSegment()
    {
        if (_packetEnds) return false;
        while (_segment == _segmentCount)
        {
            if (!TryNextPage()) return false;
        }

        _leftInSegment = _segments[_segment++];
        _packetEnds = _leftInSegment < FullSegment;
        return _leftInSegment > 0;
    }

    private bool TryNextPage()
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        while (_pages++ < MaxPages && Source.TryRead(_nextPage, header) && header.StartsWith("OggS"u8))
        {
            Span<byte> segments = _segments.AsSpan(0, header[26]);
            if (!Source.TryRead(_nextPage + HeaderSize, segments)) return false;
            _position = _nextPage + HeaderSize + segments.Length;
            int payload = 0;
            foreach (byte length in segments) payload += length;
            _nextPage = _position + payload;
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[14..]) != _serial) continue;
            (_segment, _segmentCount) = (0, segments.Length);
            return true;
        }

        return false;
    }
}
