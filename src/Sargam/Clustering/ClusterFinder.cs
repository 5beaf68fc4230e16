using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Clustering;

/// <summary>
/// Groups the rows of a space with K-Means; the number of clusters is given, or the one with the best mean silhouette.
/// Used alike on the tracks and on structure-free data.
/// </summary>
internal sealed class ClusterFinder(ClusterRecipe recipe)
{
    /// <summary>Rows above which silhouettes are computed on a random sample: they cost O(n^2).</summary>
    public const int SilhouetteRowLimit = 20_000;

    /// <summary>A grouping and how its number of clusters came about.</summary>
    public sealed record Found(int[] Labels, int ClusterCount, IReadOnlyList<KeyValuePair<int, double>> Curve);

    /// <summary>Groups the rows.</summary>
    public Found Find(MatrixView values, ulong seed, CancellationToken cancellationToken = default)
    {
        if (recipe.Clusters is { } given) return new Found(Labels(values, given, seed, cancellationToken), given, []);
        var labelings = new Dictionary<int, int[]>();
        int[]? sample = SilhouetteSample(values.RowCount);
        int largest = Math.Min(recipe.MaxClusters, values.RowCount - 1);
        int smallest = Math.Min(recipe.MinClusters, largest);
        ClusterCountSelection selection = ClusterCountSelection.BySilhouette(
            sample is null ? values : values.SelectRows(sample), smallest, largest,
            count => Pick(labelings[count] = Labels(values, count, seed, cancellationToken), sample), cancellationToken);
        int chosen = selection.ClusterCount ?? smallest;
        return new Found(labelings[chosen], chosen, [.. selection.Curve.Select(score => KeyValuePair.Create(score.ClusterCount, score.Silhouette ?? double.NaN))]);
    }

    /// <summary>Clusters with a fixed number, numbered by size.</summary>
    public int[] Labels(MatrixView values, int clusterCount, ulong seed, CancellationToken cancellationToken = default)
    {
        var kmeans = new KMeans(new KMeansOptions { ClusterCount = clusterCount, RestartCount = recipe.Restarts, Seed = seed });
        return ClusterOrder.BySize(kmeans.Fit(values, null, cancellationToken).Labels);
    }

    /// <summary>The mean silhouette; of a fixed random sample of rows in large collections.</summary>
    public static double? MeanSilhouette(MatrixView values, int[] labels, CancellationToken cancellationToken = default)
    {
        int[]? sample = SilhouetteSample(values.RowCount);
        return Silhouette.Mean(sample is null ? values : values.SelectRows(sample), Pick(labels, sample), cancellationToken);
    }

    private static int[]? SilhouetteSample(int rowCount) =>
        rowCount <= SilhouetteRowLimit ? null : [.. new Rng(0).Permutation(rowCount).Take(SilhouetteRowLimit).Order()];

    private static int[] Pick(int[] labels, int[]? sample) => sample is null ? labels : [.. sample.Select(row => labels[row])];
}
