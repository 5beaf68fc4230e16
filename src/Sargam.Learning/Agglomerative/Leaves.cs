using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.Agglomerative;

/// <summary>What a hierarchy starts from: points that stand for one observation or several.</summary>
internal sealed class Leaves
{
    private Leaves(MatrixView points, int[] weights, int[] leafOfRow, int microClusterCount)
    {
        Points = points;
        Weights = weights;
        LeafOfRow = leafOfRow;
        MicroClusterCount = microClusterCount;
    }

    /// <summary>One row per leaf.</summary>
    public MatrixView Points { get; }

    /// <summary>Observations in each leaf.</summary>
    public int[] Weights { get; }

    /// <summary>The leaf of each observation.</summary>
    public int[] LeafOfRow { get; }

    /// <summary>Leaves, when they are micro-clusters; 0 when they are the observations.</summary>
    public int MicroClusterCount { get; }

    /// <summary>Every observation is a leaf.</summary>
    public static Leaves OfRows(MatrixView observations)
    {
        var weights = new int[observations.RowCount];
        Array.Fill(weights, 1);
        return new Leaves(observations, weights, [.. Enumerable.Range(0, observations.RowCount)], 0);
    }

    /// <summary>The means of K-Means clusters are the leaves; fewer than asked for where there are fewer distinct rows.</summary>
    public static Leaves OfMicroClusters(
        MatrixView observations, int count, ulong seed, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        // One start and few iterations: the hierarchy needs small groups, not the best partition into that many.
        var options = new KMeansOptions { ClusterCount = Math.Min(count, observations.RowCount), RestartCount = 1, MaxIterations = 20, Seed = seed };
        KMeansModel model = new KMeans.KMeans(options).Fit(observations, progress, cancellationToken);
        return OfGroups(model.Centroids, [.. model.Labels]);
    }

    /// <summary>Given groups of observations are the leaves.</summary>
    /// <param name="means">The mean of each group.</param>
    /// <param name="groupOfRow">The group of each observation; none is empty.</param>
    public static Leaves OfGroups(MatrixView means, int[] groupOfRow)
    {
        var weights = new int[means.RowCount];
        foreach (int group in groupOfRow) weights[group]++;
        return new Leaves(means, weights, groupOfRow, means.RowCount);
    }

    /// <summary>An origin and a unit for 32-bit copies of the points.</summary>
    public (Frame Frame, double[] Mean) FrameOfPoints(CancellationToken cancellationToken)
    {
        ColumnStatistics statistics = ColumnStatistics.Of(Points, cancellationToken);
        double totalVariance = 0;
        foreach (double variance in statistics.Variance) totalVariance += variance;
        return (Frame.Around(statistics.Mean, totalVariance), statistics.Mean);
    }
}
