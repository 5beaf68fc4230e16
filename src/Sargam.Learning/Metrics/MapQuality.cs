using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Metrics;

/// <summary>
/// How far a map can be trusted, as a whole and around each row: immutable. Up to <see cref="MaxExactRowCount"/> rows everything
/// is counted; above, neighbours come from an approximate index whose recall is given, and scores from a sample of rows.
/// </summary>
public sealed class MapQuality
{
    /// <summary>Rows up to which nothing is sampled or approximate.</summary>
    public const int MaxExactRowCount = NearestNeighbors.MaxAutoExactRowCount;

    /// <summary>Rows that are looked at where there are more than <see cref="MaxExactRowCount"/>.</summary>
    public const int LargeSampleSize = 2_000;

    // Neighbours that are missed look like neighbours that were torn away: a few of them are worth more search.
    private const double SpaceRecall = 0.98;
    private const double MapRecall = 0.999;

    private const int RowsPerChunk = 1024;

    // A neighbour as far away as the last that counts is near too, rounding or not.
    private const double Tie = 1 + 1e-9;

    private readonly double[] _distortions;

    private MapQuality(double[] distortions, double recall, double? trustworthiness, double? continuity, int sampleSize)
    {
        _distortions = distortions;
        NeighborRecall = recall;
        Trustworthiness = trustworthiness;
        Continuity = continuity;
        SampleSize = sampleSize;
    }

    /// <summary>
    /// For each row, the share of its nearest neighbours in the space that are not among its nearest on the map, from 0 to 1. A
    /// neighbour as far away on the map as the last that counts is near. 0 where there is no other row.
    /// </summary>
    public IReadOnlyList<double> Distortions => _distortions;

    /// <summary>
    /// Share of the true nearest neighbours that were found, in the space times on the map; 1 up to <see cref="MaxExactRowCount"/>
    /// rows. <see cref="Distortions"/> are overstated by at most what is missing, on average.
    /// </summary>
    public double NeighborRecall { get; }

    /// <summary>Whether neighbours on the map are neighbours in the space (<see cref="Metrics.Trustworthiness.Score"/>); null where undefined.</summary>
    public double? Trustworthiness { get; }

    /// <summary>Whether neighbours in the space are neighbours on the map (<see cref="Metrics.Trustworthiness.Continuity"/>); null where undefined.</summary>
    public double? Continuity { get; }

    /// <summary>Rows on which <see cref="Trustworthiness"/> and <see cref="Continuity"/> were measured, each ranked among all.</summary>
    public int SampleSize { get; }

    /// <summary>Judges a map.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="embedding">The map position of each row; any number of columns.</param>
    /// <param name="seed">Decides which rows are sampled, and the approximate search.</param>
    /// <param name="neighborCount">Neighbours that count, at least 1; all other rows where there are fewer.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <exception cref="ArgumentException">There is no row or column, the row counts differ, or a value is not finite.</exception>
    public static MapQuality Of(
        MatrixView observations, MatrixView embedding, ulong seed, int neighborCount = 15, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighborCount);
        int count = observations.RowCount;
        if (count != embedding.RowCount)
        {
            throw new ArgumentException($"{nameof(MapQuality)} needs one position per observation: {count} observations, {embedding.RowCount} positions");
        }

        Observations.Check(observations, nameof(MapQuality));
        Observations.Check(embedding, nameof(MapQuality));
        int sampleSize = count <= MaxExactRowCount ? count : LargeSampleSize;
        int[] sample = new Rng(seed).Split(1).Permutation(count)[..sampleSize];
        Array.Sort(sample);
        (double[] distortions, double recall) = Distort(observations, embedding, seed, neighborCount, cancellationToken);
        return new MapQuality(
            distortions, recall,
            Metrics.Trustworthiness.Sampled(observations, embedding, sample, neighborCount, cancellationToken),
            Metrics.Trustworthiness.SampledContinuity(observations, embedding, sample, neighborCount, cancellationToken), sampleSize);
    }

    private static (double[] Distortions, double Recall) Distort(
        MatrixView observations, MatrixView embedding, ulong seed, int neighborCount, CancellationToken cancellationToken)
    {
        NeighborGraph space = FindNeighbors(observations, seed, neighborCount, SpaceRecall, cancellationToken);
        NeighborGraph map = FindNeighbors(embedding, seed, neighborCount, MapRecall, cancellationToken);
        var distortions = new double[observations.RowCount];
        if (space.NeighborCount == 0) return (distortions, 1);
        FixedChunks.ForEach(distortions.Length, RowsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                double farthest = map.Distances(i)[^1] * Tie;
                int torn = 0;
                foreach (int other in space.Indices(i)) torn += Distance(embedding.Row(i), embedding.Row(other)) > farthest ? 1 : 0;
                distortions[i] = (double)torn / space.NeighborCount;
            }
        }, cancellationToken);
        return (distortions, space.Recall * map.Recall);
    }

    private static NeighborGraph FindNeighbors(
        MatrixView rows, ulong seed, int neighborCount, double targetRecall, CancellationToken cancellationToken) =>
        new NearestNeighbors(new NearestNeighborsOptions { NeighborCount = neighborCount, TargetRecall = targetRecall, Seed = seed })
            .Fit(rows, cancellationToken).Graph;

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
        {
            double difference = (double)a[j] - b[j];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
