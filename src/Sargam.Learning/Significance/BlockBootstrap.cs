using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Significance;

/// <summary>
/// How far scores of clusters against classes would move had other artists been collected: whole blocks (artists, else albums,
/// else folders) are drawn with replacement, and all clusterings are scored on the same draws, so that their differences are paired.
/// </summary>
/// <remarks>
/// <para>Percentile intervals less the bias of resampling. An observation that is drawn twice agrees with itself, so resamples
/// agree better than the data (random labels: AMI 0, about .05 in resamples), the more the more clusters there are; plain
/// percentiles would put an interval of nothing above 0. The mean excess of the resamples is taken out of both ends.</para>
/// <para>One draw costs what the blocks' different (class, cluster) pairs are, plus the score of a table. The adjusted mutual
/// information needs an expectation over the different class and cluster sizes, some five times what AdjustedRand costs.</para>
/// </remarks>
public sealed class BlockBootstrap
{
    private readonly double[] _observed;
    private readonly double[][] _scores;
    private readonly int _blockCount;

    private BlockBootstrap(double[] observed, double[][] scores, int blockCount)
    {
        _observed = observed;
        _scores = scores;
        _blockCount = blockCount;
    }

    /// <summary>The score of each clustering on the data as it is.</summary>
    public IReadOnlyList<double> Observed => _observed;

    /// <summary>Draws resamples and scores every clustering on each.</summary>
    /// <param name="classes">The known label of each observation.</param>
    /// <param name="clusterings">Each names the cluster of each observation; at least one.</param>
    /// <param name="score">Such as <see cref="MutualInformation.Adjusted(ContingencyTable)"/>; called from several threads.</param>
    /// <param name="seed">Resample b uses stream b of this seed.</param>
    /// <param name="resampleCount">Resamples; 1,000 settle a 95 % interval.</param>
    /// <param name="blocks">The block, such as the artist, of each observation; without it every observation is its own.</param>
    /// <param name="cancellationToken">Checked between chunks of resamples.</param>
    /// <exception cref="ArgumentException">There is no clustering, the lists differ in length, or are empty.</exception>
    public static BlockBootstrap Run(
        IReadOnlyList<int> classes, IReadOnlyList<IReadOnlyList<int>> clusterings, Func<ContingencyTable, double> score, ulong seed,
        int resampleCount = 1000, IReadOnlyList<int>? blocks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resampleCount);
        LabelFamily.Check(classes, clusterings, blocks);
        var blockLabels = new LabelEncoding(blocks ?? [.. Enumerable.Range(0, classes.Count)]);
        var classLabels = new LabelEncoding(classes);
        ContingencyTable[] tables = [.. clusterings.Select(clusters => ContingencyTable.FromLabels(classes, clusters))];
        BlockResampling[] parts = [.. clusterings.Select((clusters, m) => new BlockResampling(tables[m], classLabels, new LabelEncoding(clusters), blockLabels))];
        double[][] scores = [.. parts.Select(_ => new double[resampleCount])];
        var rng = new Rng(seed);
        const int ResamplesPerChunk = 8;
        FixedChunks.ForEach(resampleCount, ResamplesPerChunk, (start, end) =>
        {
            var weights = new int[blockLabels.Count];
            for (int b = start; b < end; b++)
            {
                BlockResampling.Draw(rng.Split((ulong)b), weights);
                for (int m = 0; m < parts.Length; m++) scores[m][b] = score(parts[m].Table(weights));
            }
        }, cancellationToken);
        return new BlockBootstrap(Array.ConvertAll(tables, table => score(table)), scores, blockLabels.Count);
    }

    /// <summary>The 95 % interval of one clustering's score; null with a single block, which says nothing about others.</summary>
    /// <param name="clustering">Position among the clusterings.</param>
    public ScoreInterval? Interval(int clustering) => ToInterval(_observed[clustering], _scores[clustering]);

    /// <summary>The 95 % interval of the first clustering's score less the second's, paired by resample; null with a single block.</summary>
    /// <param name="first">Position among the clusterings.</param>
    /// <param name="second">Position among the clusterings.</param>
    public ScoreInterval? Difference(int first, int second) =>
        ToInterval(_observed[first] - _observed[second], [.. _scores[first].Zip(_scores[second], (a, b) => a - b)]);

    /// <summary>The 95 % interval of the mean score of several clusterings, such as the seeds of a method; null with a single block.</summary>
    /// <param name="clusterings">Positions among the clusterings; one that occurs twice counts twice.</param>
    public ScoreInterval? Interval(IReadOnlyList<int> clusterings) => ToInterval(clusterings.Average(m => _observed[m]), MeanScores(clusterings));

    /// <summary>The 95 % interval of the mean of some clusterings' scores less that of others, paired by resample; null with a single block.</summary>
    /// <param name="first">Positions among the clusterings.</param>
    /// <param name="second">Positions among the clusterings.</param>
    public ScoreInterval? Difference(IReadOnlyList<int> first, IReadOnlyList<int> second) => ToInterval(
        first.Average(m => _observed[m]) - second.Average(m => _observed[m]), [.. MeanScores(first).Zip(MeanScores(second), (a, b) => a - b)]);

    private double[] MeanScores(IReadOnlyList<int> clusterings) => [.. Enumerable.Range(0, _scores[0].Length).Select(b => clusterings.Average(m => _scores[m][b]))];

    private ScoreInterval? ToInterval(double observed, double[] draws)
    {
        if (_blockCount < 2) return null;
        double bias = draws.Average() - observed;
        return new ScoreInterval(
            observed, NullDistribution.Percentile(draws, 2.5) - bias, NullDistribution.Percentile(draws, 97.5) - bias, bias, draws.Length, _blockCount);
    }
}
