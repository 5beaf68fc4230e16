using Sargam.Clustering;
using Sargam.Numerics;

namespace Sargam.Evaluation.Audit;

/// <summary>What a reader of somebody's clusters should know beside the scores, in plain sentences.</summary>
internal static class AuditRemarks
{
    /// <summary>In so few dimensions silhouettes are high for anything.</summary>
    public const int FewDimensions = 3;

    // Stretches for each cluster: chance gives about as many as there are rows.
    private const double LongStretches = 1.5;

    /// <summary>All that applies.</summary>
    /// <param name="values">The different vectors.</param>
    /// <param name="clusters">Their clusters, -1 for none.</param>
    /// <param name="listed">The clusters of all vectors, in the order of the list.</param>
    /// <param name="quality">Their scores.</param>
    /// <param name="silhouette">Tightness beside structure-free data; null when none was drawn.</param>
    /// <param name="hasFeatures">Whether what the vectors were made of is known.</param>
    public static IEnumerable<string> Of(MatrixView values, int[] clusters, int[] listed, ClusterQuality quality, NullComparison? silhouette, bool hasFeatures)
    {
        if (silhouette is not null) yield return AboutNull(values.RowCount);
        if (quality.LargestShare >= VerdictRules.DegenerateShare && quality.Silhouette is { } high)
        {
            yield return $"The silhouette, {VerdictRules.Short(high)}, says nothing here: a handful of far rows beside all others scores well in any data.";
        }

        if (VectorSpread.Of(values).LooksCollapsed)
        {
            yield return "No column of the vectors varies by more than 0.1: if they are latents of a VAE, none of its dimensions is in use, and it has collapsed.";
        }

        if (values.ColumnCount <= FewDimensions)
        {
            yield return $"The vectors have {Words.Count(values.ColumnCount, "number")} each: in so few dimensions silhouettes are high for anything{(silhouette is null ? "" : $", {VerdictRules.Short(silhouette.NullMean)} on average without any clusters")}, and not comparable with those of more dimensions{(!hasFeatures ? " (--features FILE scores the clusters in those)" : "")}.";
        }

        if (clusters.Any(cluster => cluster < 0) && WithoutNoise(values, clusters) is { } flattered)
        {
            yield return $"Without the tracks that are in no cluster the silhouette would be {VerdictRules.Short(flattered)}: leaving out what fits nowhere always raises it.";
        }

        if (Stretches(listed) is { } stretches)
        {
            yield return $"In the order of the list the clusters are {Words.Count(stretches, "unbroken stretch", "unbroken stretches")}: unless the list is sorted by what they should find, neighbours of one artist, album or session explain them.";
        }
    }

    private static string AboutNull(int rowCount) =>
        "The clusters were made elsewhere, and their procedure cannot be run on structure-free data: that is clouds with the vectors' own mean and covariance, cut into as many clusters "
        + (rowCount > AssignmentNull.HierarchyRowLimit ? "by K-Means" : "by K-Means and agglomerative clustering, the tightest of which counts")
        + ". If the number of clusters, or the best of many attempts, was chosen by the same scores, chance reaches more than that.";

    private static double? WithoutNoise(MatrixView values, int[] clusters)
    {
        int[] rows = [.. Enumerable.Range(0, clusters.Length).Where(row => clusters[row] >= 0)];
        return rows.Length == 0 ? null : ClusterFinder.MeanSilhouette(values.SelectRows(rows), [.. rows.Select(row => clusters[row])]);
    }

    private static int? Stretches(int[] listed)
    {
        int count = listed.Distinct().Count();
        int stretches = 1 + Enumerable.Range(1, Math.Max(0, listed.Length - 1)).Count(i => listed[i] != listed[i - 1]);
        return count >= 2 && stretches <= LongStretches * count && listed.Length > 2 * stretches ? stretches : null;
    }
}
