using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>
/// Whether a clustering comes back when part of the data is left out: random subsamples are clustered, and every two of them
/// compared by ARI on the observations they share (Ben-Hur, Elisseeff and Guyon, 2002).
/// </summary>
/// <remarks>
/// A stretched cloud without clusters is split the same way every time: stability is evidence only when compared with that of
/// <see cref="GaussianNull"/>.
/// </remarks>
public static class SubsampleStability
{
    /// <summary>The mean pairwise ARI.</summary>
    /// <param name="observations">One row per observation.</param>
    /// <param name="cluster">Labels the rows it is given, using the seed it is given; called once per subsample, one after another.</param>
    /// <param name="seed">Draws the subsamples and the seeds passed on.</param>
    /// <param name="subsampleCount">Subsamples, at least 2.</param>
    /// <param name="fraction">Share of the rows in each, in (0, 1).</param>
    /// <param name="cancellationToken">Checked before each subsample.</param>
    /// <returns>Null where undefined: no two subsamples share at least 2 rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range, or the delegate does not return one label per row.</exception>
    public static double? Score(
        MatrixView observations, Func<MatrixView, ulong, IReadOnlyList<int>> cluster, ulong seed,
        int subsampleCount = 10, double fraction = 0.8, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentOutOfRangeException.ThrowIfLessThan(subsampleCount, 2);
        if (!(fraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"fraction must be in (0, 1), got {fraction}");
        }

        int size = (int)Math.Round(fraction * observations.RowCount);
        if (size < 2) return null;
        var rng = new Rng(seed);
        var subsamples = new Subsample[subsampleCount];
        for (int s = 0; s < subsampleCount; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            subsamples[s] = Draw(observations, size, rng.Split((ulong)s), cluster);
        }

        return MeanAgreement(subsamples);
    }

    private static Subsample Draw(MatrixView observations, int size, Rng rng, Func<MatrixView, ulong, IReadOnlyList<int>> cluster)
    {
        int[] rows = rng.Permutation(observations.RowCount)[..size];
        Array.Sort(rows);
        IReadOnlyList<int> labels = cluster(observations.SelectRows(rows), rng.NextUInt64());
        if (labels.Count != size) throw new ArgumentException($"cluster must return one label per row, {size}, got {labels.Count}", nameof(cluster));
        return new Subsample(rows, labels);
    }

    private static double? MeanAgreement(Subsample[] subsamples)
    {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < subsamples.Length; a++)
        {
            for (int b = a + 1; b < subsamples.Length; b++)
            {
                if (Agreement(subsamples[a], subsamples[b]) is not { } agreement) continue;
                sum += agreement;
                pairs++;
            }
        }

        return pairs == 0 ? null : sum / pairs;
    }

    private static double? Agreement(Subsample first, Subsample second)
    {
        var left = new List<int>(first.Rows.Length);
        var right = new List<int>(first.Rows.Length);
        for (int i = 0, j = 0; i < first.Rows.Length && j < second.Rows.Length;)
        {
            int order = first.Rows[i].CompareTo(second.Rows[j]);
            if (order == 0)
            {
                left.Add(first.Labels[i]);
                right.Add(second.Labels[j]);
            }

            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        if (left.Count < 2) return null;
        return HasClusters(left) && HasClusters(right) ? AdjustedRand.Score(left, right) : 0;
    }

    /// <summary>Two clusterings that find nothing, or put all in one, agree about nothing.</summary>
    private static bool HasClusters(List<int> labels) => labels.Where(label => label >= 0).Distinct().Skip(1).Any();

    /// <summary>Row numbers, ascending, and the label of each.</summary>
    private sealed class Subsample(int[] rows, IReadOnlyList<int> labels)
    {
        public int[] Rows { get; } = rows;

        public IReadOnlyList<int> Labels { get; } = labels;
    }
}
