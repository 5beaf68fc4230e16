using System.Numerics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Metrics;

/// <summary>
/// Whether neighbours on a map are neighbours in the data, and the other way round, in [0, 1] (Venna and Kaski, 2001;
/// scikit-learn: <c>trustworthiness</c>, Euclidean). Time O(n^2 (d + k)), memory O(n).
/// </summary>
public static class Trustworthiness
{
    /// <summary>
    /// 1 when every observation's nearest neighbours on the map are its nearest in the data; intruders cost by their rank. Of
    /// equally distant observations the earlier row is nearer.
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="embedding">The map position of each row.</param>
    /// <param name="neighbourCount">Neighbours looked at, at least 1 (scikit-learn: <c>n_neighbors</c>).</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <returns>Null where undefined: half of the observations or more would be neighbours.</returns>
    /// <exception cref="ArgumentException">The row counts differ, or a value is not finite.</exception>
    public static double? Score(
        MatrixView observations, MatrixView embedding, int neighbourCount = 5, CancellationToken cancellationToken = default) =>
        ScoreOf(observations, embedding, neighbourCount, All(observations.RowCount), cancellationToken);

    /// <summary>Whether neighbours in the data stayed neighbours on the map: <see cref="Score"/> with the roles exchanged.</summary>
    /// <inheritdoc cref="Score"/>
    public static double? Continuity(
        MatrixView observations, MatrixView embedding, int neighbourCount = 5, CancellationToken cancellationToken = default) =>
        Score(embedding, observations, neighbourCount, cancellationToken);

    /// <summary>
    /// <see cref="Score"/> on some rows, each ranked among all: an unbiased estimate in time O(m n (d + k)) for m of n rows.
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="embedding">The map position of each row.</param>
    /// <param name="rows">Numbers of the rows that are looked at, at least one.</param>
    /// <param name="neighbourCount">Neighbours looked at, at least 1 (scikit-learn: <c>n_neighbors</c>).</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <returns>Null where undefined: half of the observations or more would be neighbours.</returns>
    /// <exception cref="ArgumentException">The row counts differ, a value is not finite, or a row number is out of range.</exception>
    public static double? Sampled(
        MatrixView observations, MatrixView embedding, IReadOnlyList<int> rows, int neighbourCount = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("Trustworthiness needs at least 1 row, got 0", nameof(rows));
        foreach (int row in rows)
        {
            if (row >= 0 && row < observations.RowCount) continue;
            throw new ArgumentException($"Trustworthiness has rows 0 to {observations.RowCount - 1}, got {row}", nameof(rows));
        }

        return ScoreOf(observations, embedding, neighbourCount, [.. rows], cancellationToken);
    }

    /// <summary><see cref="Continuity"/> on some rows, as <see cref="Sampled"/> estimates <see cref="Score"/>.</summary>
    /// <inheritdoc cref="Sampled"/>
    public static double? SampledContinuity(
        MatrixView observations, MatrixView embedding, IReadOnlyList<int> rows, int neighbourCount = 5, CancellationToken cancellationToken = default) =>
        Sampled(embedding, observations, rows, neighbourCount, cancellationToken);

    private static int[] All(int count)
    {
        var rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = i;
        return rows;
    }

    private static double? ScoreOf(MatrixView observations, MatrixView embedding, int neighbourCount, int[] rows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighbourCount);
        if (observations.RowCount != embedding.RowCount)
        {
            throw new ArgumentException(
                $"Trustworthiness needs one position per observation: {observations.RowCount} observations, {embedding.RowCount} positions");
        }

        int count = observations.RowCount;
        if (2L * neighbourCount >= count) return null;
        Observations.Check(observations, "Trustworthiness");
        Observations.Check(embedding, "Trustworthiness");
        double penalty = Penalty(observations, embedding, neighbourCount, rows, cancellationToken);
        return 1 - penalty * 2 / ((double)rows.Length * neighbourCount * (2.0 * count - 3.0 * neighbourCount - 1));
    }

    private static double Penalty(MatrixView observations, MatrixView embedding, int neighbourCount, int[] rows, CancellationToken cancellationToken)
    {
        var data = new PairwiseDistances(observations);
        var map = new PairwiseDistances(embedding);
        int size = PairwiseDistances.BlockSize;
        const int BlocksPerChunk = 4;
        return FixedChunks.Sum(rows.Length, BlocksPerChunk * size, (start, end) =>
        {
            var dataBlock = new BlockRows(data, observations);
            var mapBlock = new BlockRows(map, embedding);
            var neighbours = new int[neighbourCount];
            long penalty = 0;
            for (int first = start; first < end; first += size)
            {
                ReadOnlySpan<int> block = rows.AsSpan(first, Math.Min(size, end - first));
                dataBlock.Load(block);
                mapBlock.Load(block);
                for (int lane = 0; lane < block.Length; lane++)
                {
                    Nearest(mapBlock.Row(lane), block[lane], neighbours);
                    ReadOnlySpan<float> distances = dataBlock.Row(lane);
                    foreach (int neighbour in neighbours) penalty += Math.Max(0, Rank(distances, block[lane], neighbour) - neighbourCount);
                }
            }

            return penalty;
        }, cancellationToken);
    }

    /// <summary>The nearest other rows; ties go to the earlier row.</summary>
    private static void Nearest(ReadOnlySpan<float> distances, int self, Span<int> neighbours)
    {
        int found = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            if (i == self || (found == neighbours.Length && distances[i] >= distances[neighbours[^1]])) continue;
            int position = Math.Min(found, neighbours.Length - 1);
            while (position > 0 && distances[neighbours[position - 1]] > distances[i])
            {
                neighbours[position] = neighbours[position - 1];
                position--;
            }

            neighbours[position] = i;
            found = Math.Min(found + 1, neighbours.Length);
        }
    }

    /// <summary>1 for the nearest other row, 2 for the next.</summary>
    private static int Rank(ReadOnlySpan<float> distances, int self, int other)
    {
        float distance = distances[other];
        int nearer = CountUpTo(distances[..other], distance) + CountUpTo(distances[(other + 1)..], MathF.BitDecrement(distance));
        bool countedSelf = self < other ? distances[self] <= distance : distances[self] < distance;
        return nearer + (countedSelf ? 0 : 1);
    }

    private static int CountUpTo(ReadOnlySpan<float> values, float limit)
    {
        var limits = new Vector<float>(limit);
        Vector<int> counts = default;
        int i = 0;

        // A true lane is -1.
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            counts -= Vector.LessThanOrEqual(new Vector<float>(values[i..]), limits);
        }

        int count = Vector.Sum(counts);
        for (; i < values.Length; i++) count += values[i] <= limit ? 1 : 0;
        return count;
    }

    /// <summary>Distances from a few rows to all rows.</summary>
    private sealed class BlockRows(PairwiseDistances distances, MatrixView observations)
    {
        private readonly float[] _block = new float[distances.BlockLength];
        private readonly float[] _squared = new float[distances.RowCount * PairwiseDistances.BlockSize];
        private readonly float[] _row = new float[distances.RowCount];

        public void Load(ReadOnlySpan<int> rows)
        {
            for (int lane = 0; lane < PairwiseDistances.BlockSize; lane++)
            {
                ReadOnlySpan<float> row = observations.Row(rows[Math.Min(lane, rows.Length - 1)]);

                // In the unit of the distances, a power of two: no digit changes.
                for (int column = 0; column < row.Length; column++)
                {
                    _block[column * PairwiseDistances.BlockSize + lane] = (float)(row[column] / distances.Unit);
                }
            }

            distances.Squared(_block, 0, distances.RowCount, _squared);
        }

        public ReadOnlySpan<float> Row(int lane)
        {
            PairwiseDistances.CopyLane(_squared, lane, _row);
            return _row;
        }
    }
}
