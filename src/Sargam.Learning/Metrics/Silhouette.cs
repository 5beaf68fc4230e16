using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Metrics;

/// <summary>
/// How much nearer observations are to their own cluster than to the next one, in [-1, 1], Euclidean (Rousseeuw, 1987;
/// scikit-learn: <c>silhouette_score</c>). Time O(n^2 d), memory O(n). Undefined, null, for a single cluster and where every
/// observation is its own cluster; an observation alone in its cluster scores 0. Label -1 is a cluster like others.
/// </summary>
/// <remarks>
/// A high value is no evidence of clusters by itself: a structureless plane cut into six gives 0.34. Compare it with
/// <see cref="Significance.GaussianNull"/>, and never between different spaces.
/// </remarks>
public static class Silhouette
{
    /// <summary>The mean silhouette of one labelling; null where undefined.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labels">The cluster of each row.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <exception cref="ArgumentException">There is not one label per row, or a value is not finite.</exception>
    public static double? Mean(MatrixView observations, IReadOnlyList<int> labels, CancellationToken cancellationToken = default) =>
        Means(observations, [labels], cancellationToken)[0];

    /// <summary>
    /// The mean silhouette of several labellings of the same observations, such as those of k = 2 .. 15: the distances, which
    /// are the costly part, are computed once. Null where undefined.
    /// </summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labelings">Each names the cluster of each row.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <exception cref="ArgumentException">There is not one label per row, or a value is not finite.</exception>
    public static IReadOnlyList<double?> Means(
        MatrixView observations, IReadOnlyList<IReadOnlyList<int>> labelings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labelings);
        double[]?[] values = Compute(observations, labelings, cancellationToken);
        var means = new double?[values.Length];
        for (int i = 0; i < means.Length; i++) means[i] = values[i]?.Average();
        return means;
    }

    /// <summary>The mean silhouette of several labellings, of a random sample of rows where there are more than a limit.</summary>
    /// <remarks>The sample is the same for every call with the same number of rows. Its error is about 0.5 / sqrt(rows sampled).</remarks>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labelings">Each names the cluster of each row.</param>
    /// <param name="rowLimit">Rows used at most, at least 2.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <exception cref="ArgumentException">There is not one label per row, or a value is not finite.</exception>
    public static IReadOnlyList<SampledSilhouette> SampledMeans(
        MatrixView observations, IReadOnlyList<IReadOnlyList<int>> labelings, int rowLimit = 20_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labelings);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowLimit, 2);
        int size = Math.Min(observations.RowCount, rowLimit);
        if (size == observations.RowCount)
        {
            return [.. Means(observations, labelings, cancellationToken).Select(mean => new SampledSilhouette(mean, size))];
        }

        foreach (IReadOnlyList<int> labels in labelings) CheckCount(labels, observations.RowCount);
        int[] sample = [.. new Rng(0).Permutation(observations.RowCount).Take(size).Order()];
        int[][] sampled = [.. labelings.Select(labels => Array.ConvertAll(sample, row => labels[row]))];
        return [.. Means(observations.SelectRows(sample), sampled, cancellationToken).Select(mean => new SampledSilhouette(mean, size))];
    }

    /// <summary>The mean silhouette of one labelling, of a random sample of rows where there are more than a limit.</summary>
    /// <inheritdoc cref="SampledMeans"/>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="labels">The cluster of each row.</param>
    /// <param name="rowLimit">Rows used at most, at least 2.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    public static SampledSilhouette SampledMean(
        MatrixView observations, IReadOnlyList<int> labels, int rowLimit = 20_000, CancellationToken cancellationToken = default) =>
        SampledMeans(observations, [labels], rowLimit, cancellationToken)[0];

    /// <summary>The silhouette of each observation (scikit-learn: <c>silhouette_samples</c>); null where undefined.</summary>
    /// <inheritdoc cref="Mean(MatrixView, IReadOnlyList{int}, CancellationToken)"/>
    public static double[]? PerObservation(
        MatrixView observations, IReadOnlyList<int> labels, CancellationToken cancellationToken = default) =>
        Compute(observations, [labels], cancellationToken)[0];

    private static void CheckCount(IReadOnlyList<int> labels, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == rowCount) return;
        throw new ArgumentException($"Silhouette needs one label per observation: {rowCount} observations, {labels.Count} labels", nameof(labels));
    }

    private static double[]?[] Compute(
        MatrixView observations, IReadOnlyList<IReadOnlyList<int>> labelings, CancellationToken cancellationToken)
    {
        LabelEncoding[] encodings = [.. labelings.Select(labels => LabelEncoding.For(labels, observations.RowCount, "Silhouette"))];
        var values = new double[]?[encodings.Length];
        if (!encodings.Any(encoding => encoding.HasSeparableClusters)) return values;
        Observations.Check(observations, "Silhouette", minimumRowCount: 2);
        for (int i = 0; i < values.Length; i++)
        {
            if (encodings[i].HasSeparableClusters) values[i] = new double[observations.RowCount];
        }

        var distances = new PairwiseDistances(observations);
        const int BlocksPerChunk = 8;
        FixedChunks.ForEach(distances.BlockCount, BlocksPerChunk, (start, end) =>
        {
            var sums = new SilhouetteSums(distances, encodings);
            for (int block = start; block < end; block++)
            {
                sums.Accumulate(block);
                for (int i = 0; i < values.Length; i++)
                {
                    if (values[i] is { } destination) sums.Finish(block, i, destination);
                }
            }
        }, cancellationToken);
        return values;
    }
}
