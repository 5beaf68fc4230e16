using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.KMeans;

/// <summary>
/// Observations beside a copy of them moved to the origin, scaled to size about 1 and laid out for <see cref="DistanceLanes"/>.
/// Moving keeps 32-bit differences exact for data far from the origin; scaling by a power of two loses no bits and keeps
/// squares of very large or very small values representable.
/// </summary>
internal sealed class PackedObservations
{
    private readonly float[][] _chunks;

    private PackedObservations(MatrixView rows, Frame frame, int chunkSize, float[][] chunks)
    {
        Rows = rows;
        Frame = frame;
        ChunkSize = chunkSize;
        _chunks = chunks;
    }

    /// <summary>The observations as they were given.</summary>
    public MatrixView Rows { get; }

    /// <summary>Where the packed copy has its origin and its unit.</summary>
    public Frame Frame { get; }

    /// <summary>Rows per chunk, a multiple of <see cref="DistanceLanes.Points"/>.</summary>
    public int ChunkSize { get; }

    /// <summary>Packs all rows around the mean of each column.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="statistics">Of the same rows.</param>
    /// <param name="minimumChunkSize">Rows per chunk at least.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    public static PackedObservations Pack(MatrixView rows, ColumnStatistics statistics, int minimumChunkSize, CancellationToken cancellationToken)
    {
        double totalVariance = 0;
        foreach (double variance in statistics.Variance) totalVariance += variance;
        var frame = Frame.Around(statistics.Mean, totalVariance);
        int chunkSize = RoundUp(Math.Max(RowChunks.Size(rows.RowCount, rows.ColumnCount), minimumChunkSize));
        float[][] chunks = FixedChunks.Map(
            rows.RowCount, chunkSize, (start, end) => PackChunk(rows.Rows(start, end - start), frame), cancellationToken);
        return new PackedObservations(rows, frame, chunkSize, chunks);
    }

    /// <summary>Blocks of sixteen points; the last is filled up with points at the origin that must not be counted.</summary>
    public static float[] PackChunk(MatrixView rows, Frame frame)
    {
        const int Points = DistanceLanes.Points;
        int columns = rows.ColumnCount;
        int blockCount = (rows.RowCount + Points - 1) / Points;
        var packed = new float[checked(blockCount * Points * columns)];
        for (int i = 0; i < rows.RowCount; i++)
        {
            ReadOnlySpan<float> row = rows.Row(i);
            Span<float> block = packed.AsSpan(i / Points * Points * columns, Points * columns);
            for (int p = 0, at = i % Points; p < row.Length; p++, at += Points) block[at] = frame.ToFrame(row[p], p);
        }

        return packed;
    }

    /// <summary>The packed rows from <paramref name="start"/> to the end of its chunk.</summary>
    public ReadOnlySpan<float> Chunk(int start) => _chunks[start / ChunkSize];

    private static int RoundUp(int size) => (int)Math.Min(((long)size + DistanceLanes.Points - 1) / DistanceLanes.Points * DistanceLanes.Points, 1 << 30);
}
