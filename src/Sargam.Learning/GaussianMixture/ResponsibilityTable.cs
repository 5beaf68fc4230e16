using System.Numerics.Tensors;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// How much of every observation each component answers for, with the sums that follow from it. Kept in chunks of rows, laid
/// out in blocks of eight as <see cref="PosteriorBlock"/> computes them.
/// </summary>
internal sealed class ResponsibilityTable
{
    private const int Lanes = RowBlock.Lanes;

    private readonly double[][] _chunks;
    private readonly double[][] _sums;
    private readonly double[][] _counts;
    private readonly double[] _logDensities;

    /// <summary>Allocates for all rows.</summary>
    public ResponsibilityTable(MatrixView rows, int componentCount)
    {
        Rows = rows;
        ComponentCount = componentCount;
        ChunkSize = RowChunks.Size(rows.RowCount, rows.ColumnCount);
        int chunkCount = (rows.RowCount + ChunkSize - 1) / ChunkSize;
        _chunks = new double[chunkCount][];
        _sums = new double[chunkCount][];
        _counts = new double[chunkCount][];
        _logDensities = new double[chunkCount];
        for (int i = 0; i < chunkCount; i++)
        {
            int blockCount = (Math.Min(ChunkSize, rows.RowCount - i * ChunkSize) + Lanes - 1) / Lanes;
            _chunks[i] = new double[checked(blockCount * componentCount * Lanes)];
            _sums[i] = new double[checked(componentCount * rows.ColumnCount)];
            _counts[i] = new double[componentCount];
        }
    }

    /// <summary>The observations.</summary>
    public MatrixView Rows { get; }

    /// <summary>Components.</summary>
    public int ComponentCount { get; }

    /// <summary>Rows per chunk.</summary>
    public int ChunkSize { get; }

    /// <summary>Chunks.</summary>
    public int ChunkCount => _chunks.Length;

    /// <summary>Rows of one chunk.</summary>
    public MatrixView ChunkRows(int chunk) => Rows.Rows(chunk * ChunkSize, Math.Min(ChunkSize, Rows.RowCount - chunk * ChunkSize));

    /// <summary>Responsibilities of one chunk, read by <see cref="Index"/>.</summary>
    public ReadOnlySpan<double> Chunk(int chunk) => _chunks[chunk];

    /// <summary>Where the responsibility of a component for a row of a chunk is.</summary>
    public int Index(int row, int component) => (row / Lanes * ComponentCount + component) * Lanes + row % Lanes;

    /// <summary>The expectation step.</summary>
    /// <returns>The mean log density of the observations.</returns>
    public double Expect(ComponentDensities densities, CancellationToken cancellationToken)
    {
        FixedChunks.ForEach(ChunkCount, 1, (chunk, _) =>
        {
            MatrixView rows = ChunkRows(chunk);
            var posterior = new PosteriorBlock(densities);
            double sum = 0;
            for (int start = 0; start < rows.RowCount; start += Lanes)
            {
                int count = Math.Min(Lanes, rows.RowCount - start);
                posterior.Evaluate(rows, start, count);
                posterior.Probabilities.CopyTo(_chunks[chunk].AsSpan(Index(start, 0)));
                for (int i = 0; i < count; i++) sum += posterior.LogDensities[i];
            }

            _logDensities[chunk] = sum;
            SumChunk(chunk);
        }, cancellationToken);
        double total = 0;
        foreach (double sum in _logDensities) total += sum;
        return total / Rows.RowCount;
    }

    /// <summary>Gives every observation wholly to one component.</summary>
    public void Assign(IReadOnlyList<int> labels, CancellationToken cancellationToken) =>
        FixedChunks.ForEach(ChunkCount, 1, (chunk, _) =>
        {
            Array.Clear(_chunks[chunk]);
            for (int i = 0; i < ChunkRows(chunk).RowCount; i++) _chunks[chunk][Index(i, labels[chunk * ChunkSize + i])] = 1;
            SumChunk(chunk);
        }, cancellationToken);

    /// <summary>The sum of responsibilities of each component.</summary>
    public double[] Counts() => Merge(_counts);

    /// <summary>The sum of observations times responsibilities, components x columns.</summary>
    public double[] Sums() => Merge(_sums);

    /// <summary>Adds up parts in their order.</summary>
    public static double[] Merge(ReadOnlySpan<double[]> parts)
    {
        double[] total = [.. parts[0]];
        foreach (double[] part in parts[1..]) TensorPrimitives.Add<double>(total, part, total);
        return total;
    }

    private void SumChunk(int chunk)
    {
        MatrixView rows = ChunkRows(chunk);
        double[] weights = _chunks[chunk];
        double[] counts = _counts[chunk];
        double[] sums = _sums[chunk];
        Array.Clear(counts);
        Array.Clear(sums);
        var wide = new double[rows.ColumnCount];
        for (int i = 0; i < rows.RowCount; i++)
        {
            TensorPrimitives.ConvertTruncating(rows.Row(i), wide.AsSpan());
            for (int c = 0; c < ComponentCount; c++)
            {
                double weight = weights[Index(i, c)];
                if (weight == 0) continue;
                counts[c] += weight;
                Span<double> target = sums.AsSpan(c * wide.Length, wide.Length);
                TensorPrimitives.MultiplyAdd(wide, weight, target, target);
            }
        }
    }
}
