using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Similarity;

/// <summary>
/// How far two tracks are apart as a rule: distances of pairs drawn at random, or of all pairs of a small collection. A distance
/// alone says nothing to anybody; that 98 of 100 pairs are farther apart does.
/// </summary>
internal sealed class PairDistances
{
    private const int PairCount = 20_000;
    private const int PairsPerChunk = 1024;
    private const ulong Seed = 8;

    private readonly double[] _sorted;

    private PairDistances(double[] sorted) => _sorted = sorted;

    /// <summary>Draws pairs of different rows.</summary>
    public static PairDistances Of(MatrixView rows)
    {
        (int First, int Second)[] pairs = Pairs(rows.RowCount);
        var squared = new double[pairs.Length];
        FixedChunks.ForEach(pairs.Length, PairsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++) squared[i] = Distances.SquaredEuclidean(rows.Row(pairs[i].First), rows.Row(pairs[i].Second));
        });
        Array.Sort(squared);
        return new PairDistances(squared);
    }

    /// <summary>The share of pairs that are farther apart, from 0 to 1.</summary>
    public double ShareFarther(double squared)
    {
        if (_sorted.Length == 0) return 0;
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sorted[middle] <= squared) low = middle + 1;
            else high = middle;
        }

        return (_sorted.Length - low) / (double)_sorted.Length;
    }

    private static (int First, int Second)[] Pairs(int count)
    {
        if ((long)count * (count - 1) / 2 <= PairCount)
        {
            return [.. Enumerable.Range(0, count).SelectMany(first => Enumerable.Range(first + 1, count - first - 1).Select(second => (first, second)))];
        }

        var rng = new Rng(Seed);
        var pairs = new (int, int)[PairCount];
        for (int i = 0; i < pairs.Length; i++)
        {
            int first = rng.NextInt(count), second = rng.NextInt(count - 1);
            pairs[i] = (first, second < first ? second : second + 1);
        }

        return pairs;
    }
}
