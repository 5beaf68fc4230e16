using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Clustering;

/// <summary>
/// Groups the rows of a space; the number of clusters is given, or the one with the best mean silhouette, or found by the
/// clusterer. Used alike on the tracks and on structure-free data.
/// </summary>
internal sealed class ClusterFinder(ClusterRecipe recipe, ClustererKind kind)
{
    /// <summary>Rows above which silhouettes are computed on a random sample: they cost O(n^2).</summary>
    public const int SilhouetteRowLimit = 20_000;

    private readonly ClusterMethod _method = new(recipe, kind);

    /// <summary>A grouping and how its number of clusters came about.</summary>
    public sealed record Found(int[] Labels, Func<float[]> Confidences, int ClusterCount, IReadOnlyList<KeyValuePair<int, double>> Curve);

    /// <summary>Groups the rows.</summary>
    public Found Find(MatrixView values, ulong seed, CancellationToken cancellationToken = default)
    {
        if (!kind.TakesClusterCount())
        {
            ClusterMethod.Grouping free = _method.Free(values, seed, cancellationToken);
            return Ordered(free, free.Labels.Max() + 1, []);
        }

        Func<int, ClusterMethod.Grouping> group = _method.Counted(values, seed, cancellationToken);
        return recipe.Clusters is { } given ? Ordered(group(given), given, []) : Choose(values, group, cancellationToken);
    }

    /// <summary>Groups again, with a number of clusters that was found before; clusters are numbered by size.</summary>
    public int[] Labels(MatrixView values, int clusterCount, ulong seed, CancellationToken cancellationToken = default) => ClusterOrder.BySize(kind.TakesClusterCount()
        ? _method.Counted(values, seed, cancellationToken)(Math.Min(clusterCount, values.RowCount)).Labels
        : _method.Free(values, seed, cancellationToken).Labels);

    /// <summary>The mean silhouette; of a fixed random sample of rows in large collections. Noise is a cluster like others.</summary>
    public static double? MeanSilhouette(MatrixView values, int[] labels, CancellationToken cancellationToken = default)
    {
        int[]? sample = SilhouetteSample(values.RowCount);
        return Silhouette.Mean(sample is null ? values : values.SelectRows(sample), Pick(labels, sample), cancellationToken);
    }

    private Found Choose(MatrixView values, Func<int, ClusterMethod.Grouping> group, CancellationToken cancellationToken)
    {
        var groupings = new Dictionary<int, ClusterMethod.Grouping>();
        int[]? sample = SilhouetteSample(values.RowCount);
        int largest = Math.Min(recipe.MaxClusters, values.RowCount - 1);
        int smallest = Math.Min(recipe.MinClusters, largest);
        ClusterCountSelection selection = ClusterCountSelection.BySilhouette(
            sample is null ? values : values.SelectRows(sample), smallest, largest,
            count => Pick((groupings[count] = group(count)).Labels, sample), cancellationToken);
        int chosen = selection.ClusterCount ?? smallest;
        return Ordered(groupings[chosen], chosen, [.. selection.Curve.Select(score => KeyValuePair.Create(score.ClusterCount, score.Silhouette ?? double.NaN))]);
    }

    private static Found Ordered(ClusterMethod.Grouping grouping, int clusterCount, IReadOnlyList<KeyValuePair<int, double>> curve) =>
        new(ClusterOrder.BySize(grouping.Labels), grouping.Confidences, clusterCount, curve);

    private static int[]? SilhouetteSample(int rowCount) =>
        rowCount <= SilhouetteRowLimit ? null : [.. new Rng(0).Permutation(rowCount).Take(SilhouetteRowLimit).Order()];

    private static int[] Pick(int[] labels, int[]? sample) => sample is null ? labels : [.. sample.Select(row => labels[row])];
}
