using System.Numerics;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// How channels-last values are walked: some positions side by side make a row of whole vectors, so that lanes belong to fixed
/// channels whatever the number of channels. Per-channel values are repeated to such a row; per-lane sums are folded.
/// </summary>
internal readonly struct ChannelLayout
{
    // Rows long enough that the loops over them cost little, chunks that stay in a core's cache.
    private const int LeastRow = 128;
    private const int ChunkLength = 16384;

    public ChannelLayout(int channels)
    {
        Channels = channels;
        int repeats = Vector<float>.Count / (int)BigInteger.GreatestCommonDivisor(channels, Vector<float>.Count);
        while ((long)repeats * channels < LeastRow) repeats *= 2;
        RowLength = checked(repeats * channels);
        PositionsPerChunk = Math.Max(ChunkLength / RowLength, 8) * repeats;
    }

    public int Channels { get; }

    /// <summary>Floats of a row: a multiple of the channels and of a vector.</summary>
    public int RowLength { get; }

    /// <summary>Positions that one chunk covers: whole rows.</summary>
    public int PositionsPerChunk { get; }

    public int ChunkCount(int positionCount) => (int)(((long)positionCount + PositionsPerChunk - 1) / PositionsPerChunk);

    /// <summary>Fills a row by repeating its first channels.</summary>
    public void Repeat(Span<float> row)
    {
        for (int i = Channels; i < row.Length; i += Channels) row[..Channels].CopyTo(row[i..]);
    }

    /// <summary>Adds the lanes of a row up to sums per channel.</summary>
    public void AddLanes(ReadOnlySpan<float> row, Span<double> sums)
    {
        sums.Clear();
        for (int i = 0; i < row.Length; i += Channels)
        {
            for (int channel = 0; channel < sums.Length; channel++) sums[channel] += row[i + channel];
        }
    }
}
