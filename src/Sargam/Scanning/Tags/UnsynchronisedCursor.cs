namespace Sargam.Scanning.Tags;

/// <summary>
/// A block of ID3v2.2 or 2.3 under unsynchronisation: every <c>FF 00</c> stands for <c>FF</c>, so lengths count other bytes
/// than the file's, and what is skipped has to be read.
/// </summary>
internal sealed class UnsynchronisedCursor(ByteSource source, long start, long end) : ByteCursor(source)
{
    private readonly byte[] _buffer = new byte[4096];
    private readonly long _end = Math.Max(start, Math.Min(end, source.Length));
    private long _next = start;
    private int _index;
    private int _count;
    private bool _afterFF;

    public override long Remaining => _end - _next + _count - _index;

    public override bool TryRead(Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            if (!TryReadByte(out destination[i])) return false;
        }

        return true;
    }

    public override bool TrySkip(long count)
    {
        if (count < 0 || count > Remaining) return false;
        for (; count > 0; count--)
        {
            if (!TryReadByte(out _)) return false;
        }

        return true;
    }

    /// <summary>Takes the stuffed zeros out of a frame that is read already (ID3v2.4, where lengths count the file's bytes).</summary>
    public static byte[] Undo(ReadOnlySpan<byte> bytes)
    {
        var plain = new List<byte>(bytes.Length);
        bool afterFF = false;
        foreach (byte value in bytes)
        {
            if (!(afterFF && value == 0)) plain.Add(value);
            afterFF = value == 0xFF;
        }

        return [.. plain];
    }

    private bool TryReadByte(out byte value)
    {
        if (!TryReadRaw(out value)) return false;
        if (_afterFF && value == 0 && !TryReadRaw(out value)) return false;
        _afterFF = value == 0xFF;
        return true;
    }

    private bool TryReadRaw(out byte value)
    {
        value = 0;
        if (_index == _count)
        {
            int count = (int)Math.Min(_buffer.Length, _end - _next);
            if (count == 0 || !Source.TryRead(_next, _buffer.AsSpan(0, count))) return false;
            _next += count;
            (_index, _count) = (0, count);
        }

        value = _buffer[_index++];
        return true;
    }
}
