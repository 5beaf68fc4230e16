using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Clustering;

/// <summary>
/// Groups the rows of a space; the number of clusters is given, or the best by the recipe's criterion, or found by the
/// clusterer. Used alike on the tracks and on structure-free data.
/// </summary>
internal sealed class ClusterFinder(ClusterRecipe recipe, ClustererKind kind)
{
    /// <summary>Rows above which silhouettes are computed on a random sample: they cost O(n^2).</summary>
    public const int SilhouetteRowLimit = 20_000;

    private readonly ClusterMethod _method = new(recipe, kind);

    /// <summary>A grouping and how its number of clusters came about.</summary>
    public sealed record Found(int[] Labels, Func<float[]> Confidences, int ClusterCount, IReadOnlyList<ClusterCountScore> Curve, int[]? Groups = null, string? Approximation = null);

    /// <summary>Groups the tracks that a space knows; the others are in no cluster.</summary>
    public Found Find(LatentSpace space, ulong seed, CancellationToken cancellationToken = default)
    {
        Found found = Find(SpaceRows.Of(space), seed, cancellationToken);
        return space.Present is null ? found : found with
        {
            Labels = SpaceRows.Spread(found.Labels, -1, space),
            Confidences = () => SpaceRows.Spread(found.Confidences(), 0f, space),
            Groups = found.Groups is null ? null : SpaceRows.Spread(found.Groups, -1, space),
        };
    }

    /// <summary>Groups the rows.</summary>
    public Found Find(MatrixView values, ulong seed, CancellationToken cancellationToken = default)
    {
        if (!kind.TakesClusterCount())
        {
            ClusterMethod.Grouping free = _method.Free(values, seed, cancellationToken);
            return Ordered(free, free.Labels.Max() + 1, []);
        }

        Func<int, ClusterMethod.Grouping> group = _method.Counted(values, seed, cancellationToken);
        return recipe.Clusters is { } given ? Ordered(group(given), given, []) : Choose(values, group, seed, cancellationToken);
    }

    /// <summary>Groups again, with a number of clusters that was found before; clusters are numbered by size.</summary>
    public int[] Labels(MatrixView values, int clusterCount, ulong seed, CancellationToken cancellationToken = default) => ClusterOrder.BySize(kind.TakesClusterCount()
        ? _method.Counted(values, seed, cancellationToken)(Math.Min(clusterCount, values.RowCount)).Labels
        : _method.Free(values, seed, cancellationToken).Labels);

    /// <summary>The mean silhouette; of a fixed random sample of rows in large collections. Noise is a cluster like others.</summary>
    public static double? MeanSilhouette(MatrixView values, int[] labels, CancellationToken cancellationToken = default) =>
        Silhouette.SampledMeans(values, [labels], SilhouetteRowLimit, cancellationToken)[0].Mean;

    /// <summary>The same of the tracks that a space knows.</summary>
    public static double? MeanSilhouette(LatentSpace space, int[] labels, CancellationToken cancellationToken = default) =>
        MeanSilhouette(SpaceRows.Of(space), SpaceRows.Of(labels, space), cancellationToken);

    private Found Choose(MatrixView values, Func<int, ClusterMethod.Grouping> group, ulong seed, CancellationToken cancellationToken)
    {
        var groupings = new Dictionary<int, ClusterMethod.Grouping>();
        int largest = Math.Min(recipe.MaxClusters, values.RowCount - 1);
        int smallest = Math.Min(recipe.MinClusters, largest);
        var options = new ClusterCountOptions { Minimum = smallest, Maximum = largest, Criterion = recipe.Criterion, SilhouetteRowLimit = SilhouetteRowLimit, Seed = seed };
        ClusterCountSelection selection = ClusterCountSelection.Choose(
            values, options, count => Candidate(groupings[count] = group(count)), NeedsStability ? Subsampled : null, cancellationToken);
        int chosen = selection.ClusterCount ?? smallest;
        return Ordered(groupings[chosen], chosen, selection.Curve);

        IReadOnlyList<int> Subsampled(MatrixView rows, int count, ulong sampleSeed) => _method.Counted(rows, sampleSeed, cancellationToken)(count).Labels;
    }

    private bool NeedsStability => recipe.StabilityCurve || recipe.Criterion == ClusterCountCriterion.Stability;

    private static ClusterCountCandidate Candidate(ClusterMethod.Grouping grouping) => new(grouping.Labels, grouping.Bic?.Invoke());

    private static Found Ordered(ClusterMethod.Grouping grouping, int clusterCount, IReadOnlyList<ClusterCountScore> curve) =>
        new(ClusterOrder.BySize(grouping.Labels), grouping.Confidences, clusterCount, curve, grouping.Groups is null ? null : ClusterOrder.BySize(grouping.Groups), grouping.Approximation);
}
