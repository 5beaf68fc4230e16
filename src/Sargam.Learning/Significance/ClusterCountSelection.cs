using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>
/// Chooses the number of clusters by the mean silhouette or another criterion, the smaller number when two are equal. It always
/// chooses, also where there is nothing to find: run the same choice on <see cref="GaussianNull"/> data before believing it, and
/// let <see cref="ClusterCountEvidence"/> compare the two.
/// </summary>
public sealed class ClusterCountSelection
{
    private ClusterCountSelection(
        IReadOnlyList<ClusterCountScore> curve, ClusterCountCriterion criterion, IReadOnlyList<IReadOnlyList<int>> labelings, int silhouetteSampleSize)
    {
        Curve = curve;
        Criterion = criterion;
        SilhouetteSampleSize = silhouetteSampleSize;
        int best = IndexOfBest(curve, criterion);
        if (best < 0) return;
        ClusterCount = curve[best].ClusterCount;
        Labels = labelings[best];
    }

    /// <summary>What the number was chosen by.</summary>
    public ClusterCountCriterion Criterion { get; }

    /// <summary>Rows that silhouettes were computed on: fewer than there are when they are a sample.</summary>
    public int SilhouetteSampleSize { get; }

    /// <summary>The scores of each number tried, ascending.</summary>
    public IReadOnlyList<ClusterCountScore> Curve { get; }

    /// <summary>The number chosen; null when the criterion is defined for none (too few observations, or all of them equal).</summary>
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
        var options = new ClusterCountOptions { Minimum = minimum, Maximum = maximum, AllCriteria = false, SilhouetteRowLimit = int.MaxValue };
        return Choose(observations, options, count => new ClusterCountCandidate(cluster(count)), null, cancellationToken);
    }

    /// <summary>Clusters once for each number, scores it by every criterion, and keeps the best by the one chosen.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="options">Range and criterion.</param>
    /// <param name="cluster">Clusters all rows, given a number of clusters; called in ascending order.</param>
    /// <param name="clusterSubsample">Clusters some rows; without it no stability is computed.</param>
    /// <param name="cancellationToken">Checked before each number.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a delegate does not return one label per row.</exception>
    public static ClusterCountSelection Choose(
        MatrixView observations, ClusterCountOptions options, Func<int, ClusterCountCandidate> cluster,
        SubsampleClusterer? clusterSubsample = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cluster);
        OptionError.ThrowIfAny(options.Validate(), nameof(ClusterCountOptions));
        if (options.Criterion == ClusterCountCriterion.Stability && clusterSubsample is null)
        {
            throw new ArgumentException("clusterSubsample must be given to choose by stability, got null", nameof(clusterSubsample));
        }

        int count = Math.Max(0, Math.Min(options.Maximum, observations.RowCount - 1) - options.Minimum + 1);
        int[] clusterCounts = [.. Enumerable.Range(options.Minimum, count)];
        var candidates = new ClusterCountCandidate[count];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            candidates[i] = cluster(clusterCounts[i]);
        }

        ClusterCountScore[] curve = new ClusterCountTable(observations, options, cancellationToken).Score(clusterCounts, candidates, clusterSubsample);
        return new ClusterCountSelection(
            curve, options.Criterion, [.. candidates.Select(candidate => candidate.Labels)], Math.Min(observations.RowCount, options.SilhouetteRowLimit));
    }

    /// <summary>The number that a criterion prefers, the smaller of equals; null where it is defined for none.</summary>
    /// <param name="criterion">Any criterion, not only the one chosen by.</param>
    public int? PickBy(ClusterCountCriterion criterion) => PickBy(Curve, criterion);

    /// <inheritdoc cref="PickBy(ClusterCountCriterion)"/>
    /// <param name="curve">Scores by ascending number of clusters.</param>
    /// <param name="criterion">Any criterion.</param>
    public static int? PickBy(IReadOnlyList<ClusterCountScore> curve, ClusterCountCriterion criterion)
    {
        ArgumentNullException.ThrowIfNull(curve);
        int best = IndexOfBest(curve, criterion);
        return best < 0 ? null : curve[best].ClusterCount;
    }

    private static int IndexOfBest(IReadOnlyList<ClusterCountScore> curve, ClusterCountCriterion criterion)
    {
        int best = -1;
        for (int i = 0; i < curve.Count; i++)
        {
            if (curve[i].Merit(criterion) is { } merit && (best < 0 || merit > curve[best].Merit(criterion))) best = i;
        }

        return best;
    }
}
