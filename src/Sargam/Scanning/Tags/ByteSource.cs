namespace Sargam.Scanning.Tags;

/// <summary>
/// The bytes of a file as tag readers may have them: within the file, and not more than a budget. The budgets are what
/// keeps a hostile file from taking time or memory, however its sizes are nested.
/// </summary>
internal sealed class ByteSource(Stream stream)
{
    /// <summary>The longest single value that is read; what is longer is cut.</summary>
    public const int MaxValueBytes = 128 << 10;

    private const long MaxTextBytes = 1 << 20;

    // Headers of boxes and pages, and what must be read to get past it.
    private const long MaxBytes = 8 << 20;

    private long _textLeft = MaxTextBytes;
    private long _left = MaxBytes;

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Fills the destination; false at the end of the file, of the budget, or where the disk fails.</summary>
    public bool TryRead(long position, Span<byte> destination)
    {
        if (position < 0 || destination.Length > Length - position || destination.Length > _left) return false;
        _left -= destination.Length;
        try
        {
            stream.Position = position;
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
        }
        catch (IOException)
        {
            // A file that cannot be read fails when its id is computed, with the reason.
            return false;
        }
    }

    /// <summary>How many of the wanted bytes of text may still be read.</summary>
    public int TakeTextBudget(long wanted)
    {
        long granted = Math.Max(0, Math.Min(Math.Min(wanted, MaxValueBytes), _textLeft));
        _textLeft -= granted;
        return (int)granted;
    }
}
