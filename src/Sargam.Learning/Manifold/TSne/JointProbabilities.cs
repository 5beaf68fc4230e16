using System.Numerics;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// How likely each pair of observations are neighbours, n x n floats. Rows are padded with zeros to whole vectors. The diagonal
/// is 0 and everything sums to 1.
/// </summary>
internal sealed class JointProbabilities
{
    private readonly float[] _values;

    private JointProbabilities(int count)
    {
        Count = count;
        Stride = PaddedLength(count);
        _values = new float[checked(count * Stride)];
    }

    public int Count { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>One row, padding included.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Stride, Stride);

    /// <summary>A length rounded up to whole vectors.</summary>
    public static int PaddedLength(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>The symmetric probabilities, (p(j|i) + p(i|j)) / 2n.</summary>
    public static JointProbabilities Of(MatrixView observations, double perplexity, CancellationToken cancellationToken)
    {
        JointProbabilities conditional = Conditional(observations, perplexity, new double[observations.RowCount], cancellationToken);
        conditional.Symmetrize(cancellationToken);
        return conditional;
    }

    /// <summary>The probabilities p(j|i) that i would pick j, row by row, and each row's precision in the data's unit.</summary>
    public static JointProbabilities Conditional(
        MatrixView observations, double perplexity, double[] precisions, CancellationToken cancellationToken)
    {
        var result = new JointProbabilities(observations.RowCount);
        var distances = new PairwiseDistances(observations);
        const int BlocksPerChunk = 4;
        FixedChunks.ForEach(distances.BlockCount, BlocksPerChunk, (start, end) =>
        {
            var rows = new ConditionalRows(distances, perplexity);
            for (int block = start; block < end; block++) rows.Fill(block, result, precisions);
        }, cancellationToken);
        return result;
    }

    private void Symmetrize(CancellationToken cancellationToken)
    {
        const int Tile = 64;
        float scale = 1f / (2f * Count);
        FixedChunks.ForEach(Count, Tile, (start, end) =>
        {
            // Each pair belongs to the chunk of its smaller index, so no two chunks write the same element.
            for (int tile = start; tile < Count; tile += Tile)
            {
                int tileEnd = Math.Min(tile + Tile, Count);
                for (int i = start; i < end; i++)
                {
                    for (int j = Math.Max(tile, i + 1); j < tileEnd; j++)
                    {
                        ref float upper = ref _values[i * Stride + j];
                        ref float lower = ref _values[j * Stride + i];
                        upper = lower = (upper + lower) * scale;
                    }
                }
            }
        }, cancellationToken);
    }

    /// <summary>Buffers for the rows of one block.</summary>
    private sealed class ConditionalRows(PairwiseDistances distances, double perplexity)
    {
        private readonly float[] _block = new float[distances.BlockLength];
        private readonly float[] _squared = new float[distances.RowCount * PairwiseDistances.BlockSize];
        private readonly float[] _row = new float[distances.RowCount];
        private readonly double[] _others = new double[distances.RowCount - 1];
        private readonly double[] _probabilities = new double[distances.RowCount - 1];
        private readonly PerplexitySearch _search = new(distances.RowCount - 1);

        public void Fill(int block, JointProbabilities destination, double[] precisions)
        {
            distances.LoadBlock(block, _block);
            distances.Squared(_block, 0, distances.RowCount, _squared);
            int firstRow = block * PairwiseDistances.BlockSize;
            int rows = Math.Min(PairwiseDistances.BlockSize, distances.RowCount - firstRow);
            for (int lane = 0; lane < rows; lane++)
            {
                int row = firstRow + lane;
                PairwiseDistances.CopyLane(_squared, lane, _row);
                for (int i = 0; i < _others.Length; i++) _others[i] = _row[i < row ? i : i + 1];
                precisions[row] = _search.Solve(_others, perplexity, _probabilities) / (distances.Unit * distances.Unit);
                Span<float> target = destination._values.AsSpan(row * destination.Stride, destination.Count);
                for (int i = 0; i < _others.Length; i++) target[i < row ? i : i + 1] = (float)_probabilities[i];
            }
        }
    }
}
