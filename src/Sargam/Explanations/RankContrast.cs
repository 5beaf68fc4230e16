using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Explanations;

/// <summary>How one number of the tracks of a cluster differs from that of all others.</summary>
/// <param name="Column">Which number.</param>
/// <param name="Cluster">Which cluster.</param>
/// <param name="MedianHere">In the cluster.</param>
/// <param name="MedianElsewhere">Outside.</param>
/// <param name="Delta">Cliff's delta: P(here above elsewhere) - P(here below elsewhere).</param>
/// <param name="Lower95">Lower end of its interval over draws of blocks; null where too few draws have tracks on both sides.</param>
/// <param name="Upper95">Upper end.</param>
/// <param name="P">Share of random dealings with a difference as clear in any cluster and column.</param>
internal sealed record RankDifference(int Column, int Cluster, double MedianHere, double MedianElsewhere, double Delta, double? Lower95, double? Upper95, double P);

/// <summary>
/// Compares clusters with the rest by ranks, so that neither units nor outliers nor doubled tempi matter: the rank sum test of
/// Wilcoxon, Mann and Whitney. Chance is clusters dealt at random to whole blocks (artists), and of each dealing the largest
/// statistic over all clusters and columns counts (Westfall and Young's max-T), which allows for having looked at all of them.
/// </summary>
/// <remarks>Every cost is linear in the tracks: 100,000 with ten columns and twelve clusters take half a minute of processor time.</remarks>
internal sealed class RankContrast
{
    private const double RoundingTolerance = 1e-9;
    private const int PerChunk = 16;

    private readonly int[] _clusters;
    private readonly int _clusterCount;
    private readonly int[] _blocks;
    private readonly int _blockCount;
    private readonly RankedColumn[] _columns;

    /// <summary>Ranks the columns.</summary>
    /// <param name="columns">A value per track and column; NaN where it is not known.</param>
    /// <param name="clusters">The cluster of each track; below 0 in none, which counts as elsewhere.</param>
    /// <param name="blocks">Tracks that are dealt and drawn together; null where each is alone.</param>
    public RankContrast(IReadOnlyList<double[]> columns, int[] clusters, int[]? blocks)
    {
        _clusters = clusters;
        _clusterCount = clusters.DefaultIfEmpty(-1).Max() + 1;
        _blocks = blocks ?? [.. Enumerable.Range(0, clusters.Length)];
        _blockCount = _blocks.DefaultIfEmpty(-1).Max() + 1;
        _columns = [.. columns.Select(values => new RankedColumn(values, Math.Max(1, _clusterCount)))];
    }

    /// <summary>Compares every cluster in every column that has tracks of known value inside and outside.</summary>
    public IReadOnlyList<RankDifference> Run(ulong seed, int permutationCount, int drawCount, CancellationToken cancellationToken)
    {
        if (_clusterCount == 0) return [];
        double[][] observed = [.. _columns.Select(column => column.Statistics(_clusters))];
        double[] maxima = Maxima(seed, permutationCount, cancellationToken);
        double[][][] draws = Draw(seed, drawCount, cancellationToken);
        int[] once = [.. Enumerable.Repeat(1, _clusters.Length)];
        var differences = new List<RankDifference>();
        for (int column = 0; column < _columns.Length; column++)
        {
            double[] deltas = _columns[column].Deltas(_clusters, once);
            for (int cluster = 0; cluster < _clusterCount; cluster++)
            {
                if (double.IsNaN(deltas[cluster])) continue;
                double statistic = Math.Abs(observed[column][cluster]);
                double p = (maxima.Count(maximum => maximum >= statistic - RoundingTolerance) + 1.0) / (permutationCount + 1.0);
                (double here, double elsewhere) = _columns[column].Medians(_clusters, cluster);
                (double? lower, double? upper) = Interval([.. draws.Select(draw => draw[column][cluster]).Where(double.IsFinite)], drawCount);
                differences.Add(new RankDifference(column, cluster, here, elsewhere, deltas[cluster], lower, upper, p));
            }
        }

        return differences;
    }

    private double[] Maxima(ulong seed, int permutationCount, CancellationToken cancellationToken)
    {
        var permutation = new BlockPermutation(_clusters, _blocks);
        Rng rng = new Rng(seed).Split(0);
        var maxima = new double[permutationCount];
        FixedChunks.ForEach(permutationCount, PerChunk, (start, end) =>
        {
            var dealt = new int[_clusters.Length];
            for (int b = start; b < end; b++)
            {
                permutation.Deal(rng.Split((ulong)b), dealt);
                foreach (RankedColumn column in _columns)
                {
                    foreach (double statistic in column.Statistics(dealt)) maxima[b] = Math.Max(maxima[b], Math.Abs(statistic));
                }
            }
        }, cancellationToken);
        return maxima;
    }

    /// <summary>The deltas of draws of blocks with replacement: per draw, column and cluster.</summary>
    private double[][][] Draw(ulong seed, int drawCount, CancellationToken cancellationToken)
    {
        Rng rng = new Rng(seed).Split(1);
        var draws = new double[drawCount][][];
        FixedChunks.ForEach(drawCount, PerChunk, (start, end) =>
        {
            var times = new int[_blockCount];
            var weights = new int[_clusters.Length];
            for (int b = start; b < end; b++)
            {
                Rng own = rng.Split((ulong)b);
                Array.Clear(times);
                for (int i = 0; i < times.Length; i++) times[own.NextInt(times.Length)]++;
                for (int row = 0; row < weights.Length; row++) weights[row] = times[_blocks[row]];
                draws[b] = [.. _columns.Select(column => column.Deltas(_clusters, weights))];
            }
        }, cancellationToken);
        return draws;
    }

    /// <summary>Percentiles; none when most draws had nothing to compare.</summary>
    private static (double? Lower, double? Upper) Interval(double[] deltas, int drawCount) => 2 * deltas.Length <= drawCount
        ? (null, null)
        : (NullDistribution.Percentile(deltas, 2.5), NullDistribution.Percentile(deltas, 97.5));
}
