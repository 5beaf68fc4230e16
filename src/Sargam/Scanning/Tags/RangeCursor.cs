namespace Sargam.Scanning.Tags;

/// <summary>A block that lies in the file as it is: skipping costs nothing.</summary>
internal sealed class RangeCursor(ByteSource source, long start, long end) : ByteCursor(source)
{
    /// <summary>Where the block ends, never behind the file.</summary>
    public long End { get; } = Math.Max(start, Math.Min(end, source.Length));

    /// <summary>Where the next byte is read.</summary>
    public long Position { get; private set; } = start;

    public override long Remaining => End - Position;

    public override bool TryRead(Span<byte> destination)
    {
        if (destination.Length > Remaining || !Source.TryRead(Position, destination)) return false;
        Position += destination.Length;
        return true;
    }

    public override bool TrySkip(long count)
    {
        if (count < 0 || count > Remaining) return false;
        Position += count;
        return true;
    }

    /// <summary>Reads ahead without moving.</summary>
    public bool TryPeek(long offset, Span<byte> destination) =>
        offset >= 0 && offset <= Remaining - destination.Length && Source.TryRead(Position + offset, destination);
}
