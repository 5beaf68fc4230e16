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
        MatrixView observations, MatrixView embedding, int neighbourCount = 5, CancellationToken cancellationToken = default)
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
        double penalty = Penalty(new PairwiseDistances(observations), new PairwiseDistances(embedding), neighbourCount, cancellationToken);
        return 1 - penalty * 2 / ((double)count * neighbourCount * (2.0 * count - 3.0 * neighbourCount - 1));
    }

    /// <summary>Whether neighbours in the data stayed neighbours on the map: <see cref="Score"/> with the roles exchanged.</summary>
    /// <inheritdoc cref="Score"/>
    public static double? Continuity(
        MatrixView observations, MatrixView embedding, int neighbourCount = 5, CancellationToken cancellationToken = default) =>
        Score(embedding, observations, neighbourCount, cancellationToken);

    private static double Penalty(PairwiseDistances data, PairwiseDistances map, int neighbourCount, CancellationToken cancellationToken)
    {
        int count = data.RowCount;
        const int BlocksPerChunk = 4;
        return FixedChunks.Sum(data.BlockCount, BlocksPerChunk, (start, end) =>
        {
            var dataBlock = new BlockRows(data);
            var mapBlock = new BlockRows(map);
            var neighbours = new int[neighbourCount];
            long penalty = 0;
            for (int block = start; block < end; block++)
            {
                dataBlock.Load(block);
                mapBlock.Load(block);
                for (int lane = 0; lane < PairwiseDistances.BlockSize; lane++)
                {
                    int row = block * PairwiseDistances.BlockSize + lane;
                    if (row >= count) break;
                    Nearest(mapBlock.Row(lane), row, neighbours);
                    ReadOnlySpan<float> distances = dataBlock.Row(lane);
                    foreach (int neighbour in neighbours) penalty += Math.Max(0, Rank(distances, row, neighbour) - neighbourCount);
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

    /// <summary>Distances from the rows of one block to all rows.</summary>
    private sealed class BlockRows(PairwiseDistances distances)
    {
        private readonly float[] _block = new float[distances.BlockLength];
        private readonly float[] _squared = new float[distances.RowCount * PairwiseDistances.BlockSize];
        private readonly float[] _row = new float[distances.RowCount];

        public void Load(int block)
        {
            distances.LoadBlock(block, _block);
            distances.Squared(_block, 0, distances.RowCount, _squared);
        }

        public ReadOnlySpan<float> Row(int lane)
        {
            PairwiseDistances.CopyLane(_squared, lane, _row);
            return _row;
        }
    }
}
