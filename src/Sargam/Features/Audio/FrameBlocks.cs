using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Some numbers (mel bands, coefficients) for every frame of a track, in the order in which they are computed:
/// [block][row][lane]. Grows as needed and is reused from track to track.
/// </summary>
public sealed class FrameBlocks
{
    private float[] _values = [];

    /// <summary>Numbers per frame.</summary>
    public int RowCount { get; private set; }

    /// <summary>Frames of the track.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Blocks of <see cref="Lanes.Count"/> frames; the last may have unused lanes.</summary>
    public int BlockCount => (FrameCount + Lanes.Count - 1) / Lanes.Count;

    /// <summary>Floats held, in use or not.</summary>
    public int Capacity => _values.Length;

    /// <summary>All blocks, unused lanes included.</summary>
    public Span<float> Values => _values.AsSpan(0, BlockCount * RowCount * Lanes.Count);

    /// <summary>One number of one frame.</summary>
    public float this[int row, int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)FrameCount, nameof(frame));
            return Block(frame / Lanes.Count)[row * Lanes.Count + frame % Lanes.Count];
        }
    }

    /// <summary>Makes room for a track. The values are undefined until they are written.</summary>
    /// <exception cref="ArgumentException">The track would need more than an array can hold.</exception>
    public void Reset(int rowCount, int frameCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(frameCount);
        long needed = ((long)frameCount + Lanes.Count - 1) / Lanes.Count * Lanes.Count * rowCount;
        if (needed > Array.MaxLength) throw new ArgumentException($"{frameCount} frames of {rowCount} numbers are too many to hold in memory");
        (RowCount, FrameCount) = (rowCount, frameCount);
        if (_values.Length < needed) _values = GC.AllocateUninitializedArray<float>((int)needed);
    }

    /// <summary>One block, [row][lane].</summary>
    public Span<float> Block(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)BlockCount, nameof(index));
        int length = RowCount * Lanes.Count;
        return _values.AsSpan(index * length, length);
    }

    /// <summary>Copies the first frames of one row; as many as the destination holds.</summary>
    /// <exception cref="ArgumentException">There are fewer frames than that.</exception>
    public void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, FrameCount, nameof(destination));
        for (int frame = 0; frame < destination.Length; frame += Lanes.Count)
        {
            int lanes = Math.Min(Lanes.Count, destination.Length - frame);
            Block(frame / Lanes.Count).Slice(row * Lanes.Count, lanes).CopyTo(destination[frame..]);
        }
    }

    /// <summary>The same as a matrix, rows x frames, as librosa returns it.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(RowCount, FrameCount);
        for (int row = 0; row < RowCount; row++) CopyRow(row, matrix.Row(row));
        return matrix;
    }
}
