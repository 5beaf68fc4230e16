using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>One point of the curve that a number of clusters is chosen from.</summary>
/// <param name="ClusterCount">Clusters asked for.</param>
/// <param name="Silhouette">Mean silhouette; null where undefined.</param>
public readonly record struct ClusterCountScore(int ClusterCount, double? Silhouette);

/// <summary>
/// Chooses the number of clusters by the mean silhouette, the smaller number when two are equal. It always chooses, also where
/// there is nothing to find: run the same choice on <see cref="GaussianNull"/> data before believing it.
/// </summary>
public sealed class ClusterCountSelection
{
    private ClusterCountSelection(IReadOnlyList<ClusterCountScore> curve, int? clusterCount, IReadOnlyList<int>? labels)
    {
        Curve = curve;
        ClusterCount = clusterCount;
        Labels = labels;
    }

    /// <summary>The silhouette of each number tried, ascending.</summary>
    public IReadOnlyList<ClusterCountScore> Curve { get; }

    /// <summary>The number chosen; null when no number has a silhouette (too few observations, or all of them equal).</summary>
    public int? ClusterCount { get; }

    /// <summary>The labels at the number chosen; null when none is.</summary>
    public IReadOnlyList<int>? Labels { get; }

    /// <summary>Clusters once for each number and keeps the best.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="minimum">Smallest number to try, at least 2.</param>
    /// <param name="maximum">Largest number to try; numbers from the row count on are left out.</param>
    /// <param name="cluster">Labels all rows, given a number of clusters; called in ascending order.</param>
    /// <param name="cancellationToken">Checked before each number.</param>
    /// <exception cref="ArgumentException">The range is empty or starts below 2, or the delegate does not return one label per row.</exception>
    public static ClusterCountSelection BySilhouette(
        MatrixView observations, int minimum, int maximum, Func<int, IReadOnlyList<int>> cluster, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        var labelings = new List<IReadOnlyList<int>>();
        for (int k = minimum; k <= Math.Min(maximum, observations.RowCount - 1); k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            labelings.Add(cluster(k));
        }

        IReadOnlyList<double?> silhouettes = Silhouette.Means(observations, labelings, cancellationToken);
        int best = -1;
        for (int i = 0; i < silhouettes.Count; i++)
        {
            if (silhouettes[i] is { } value && (best < 0 || value > silhouettes[best])) best = i;
        }

        ClusterCountScore[] curve = [.. silhouettes.Select((value, i) => new ClusterCountScore(minimum + i, value))];
        return best < 0 ? new ClusterCountSelection(curve, null, null) : new ClusterCountSelection(curve, minimum + best, labelings[best]);
    }
}
