namespace Sargam.Scanning.Tags;

/// <summary>Reads forward through one block of tags, however the block lies in the file.</summary>
internal abstract class ByteCursor(ByteSource source)
{
    /// <summary>The file.</summary>
    protected ByteSource Source { get; } = source;

    /// <summary>The most bytes that can still follow; an upper bound where the block's own length is not known.</summary>
    public abstract long Remaining { get; }

    /// <summary>Fills the destination and moves behind it; false, with nothing promised of the rest, when there is not enough.</summary>
    public abstract bool TryRead(Span<byte> destination);

    /// <summary>Moves forward.</summary>
    public abstract bool TrySkip(long count);

    /// <summary>Reads a value, cut to what one value and all values may take, and moves behind all of it.</summary>
    public bool TryReadValue(long length, out byte[] value)
    {
        value = [];
        if (length < 0 || length > Remaining) return false;
        value = new byte[Source.TakeTextBudget(length)];
        return TryRead(value) && TrySkip(length - value.Length);
    }
}
