using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>Statistics of each row over a track's frames, summed in 64 bits.</summary>
internal static class FrameStatistics
{
    /// <summary>Writes the rows' means, then their standard deviations (numpy: <c>mean</c>, <c>std</c>, ddof 0).</summary>
    public static void MeanThenDeviation(FrameBlocks frames, Span<float> destination)
    {
        Span<double> means = stackalloc double[frames.RowCount];
        Span<double> squares = stackalloc double[frames.RowCount];
        AddUp(frames, means, squares);
        for (int row = 0; row < frames.RowCount; row++)
        {
            destination[row] = (float)means[row];
            destination[frames.RowCount + row] = (float)Math.Sqrt(squares[row] / frames.FrameCount);
        }
    }

    // Two passes: the squares of differences from the mean do not cancel as sums of squares do.
    private static void AddUp(FrameBlocks frames, Span<double> means, Span<double> squares)
    {
        for (int block = 0; block < frames.BlockCount; block++)
        {
            ReadOnlySpan<float> values = frames.Block(block);
            for (int row = 0; row < means.Length; row++)
            {
                foreach (float value in Row(frames, block, values, row)) means[row] += value;
            }
        }

        foreach (ref double mean in means) mean /= frames.FrameCount;
        for (int block = 0; block < frames.BlockCount; block++)
        {
            ReadOnlySpan<float> values = frames.Block(block);
            for (int row = 0; row < means.Length; row++)
            {
                foreach (float value in Row(frames, block, values, row)) squares[row] += (value - means[row]) * (value - means[row]);
            }
        }
    }

    private static ReadOnlySpan<float> Row(FrameBlocks frames, int block, ReadOnlySpan<float> values, int row) =>
        values.Slice(row * Lanes.Count, Math.Min(Lanes.Count, frames.FrameCount - block * Lanes.Count));
}
