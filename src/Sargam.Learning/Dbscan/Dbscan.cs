using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Dbscan;

/// <summary>
/// DBSCAN: clusters are observations connected through dense places, the rest is noise (Ester, Kriegel, Sander and Xu, 1996;
/// scikit-learn: <c>DBSCAN</c>). Clusters are numbered by their first core; an observation at the border of several is in the
/// one with the lowest number, as when scanning in order.
/// <para>Every pair of observations is compared, in 32 bits and near <c>Epsilon</c> in 64, so neighbourhoods are those of
/// 64-bit distances. Time grows with n^2, memory with n: no distance or neighbour list is kept. The same observations give the
/// same bits at any thread count.</para>
/// <para>Without a given <c>Epsilon</c>: distances to the <c>MinPoints</c>-th neighbour (the observation itself counted, but at
/// least to one other) are sorted, both axes are scaled to [0, 1], and the knee is the point farthest below the diagonal (Kneedle:
/// Satopaa et al., 2011). So that a few outliers far away do not stretch the axis, values above the upper quartile by more than
/// twenty times the interquartile range are cut to that; a tighter cut, which takes the tails of clouds for outliers, breaks
/// clouds up. Where the distances after that point stay below twice the one there, there is no knee, as in evenly filled space, and the
/// longest is taken. In few dimensions small clusters of observations far out remain beside the large ones.
/// Above 20,000 observations the curve is drawn through every m-th of them only, with distances to all.</para>
/// </summary>
public sealed class Dbscan : IClusterer<DbscanModel>
{
    private readonly DbscanOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Dbscan(DbscanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(DbscanOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, or a value is NaN or infinite.</exception>
    public DbscanModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Dbscan));
        cancellationToken.ThrowIfCancellationRequested();
        PointTiles all = PointTiles.Around(observations, cancellationToken);
        double epsilon = _options.Epsilon ?? EpsilonKnee.Find(all, _options.MinPoints, cancellationToken);
        progress?.Report(new FitProgress("epsilon", 1, 3, epsilon));
        int[] counts = NeighbourCounts(all, epsilon, cancellationToken);
        bool[] isCore = Array.ConvertAll(counts, count => count >= _options.MinPoints);
        progress?.Report(new FitProgress("cores", 2, 3, isCore.Count(core => core)));
        int[] cores = RowsWhere(isCore, wanted: true);
        var labels = new int[isCore.Length];
        Array.Fill(labels, -1);
        if (cores.Length > 0)
        {
            PointTiles corePoints = all.Select(cores, cancellationToken);
            int[] coreLabels = CoreComponents.Label(corePoints, epsilon, cancellationToken);
            for (int c = 0; c < cores.Length; c++) labels[cores[c]] = coreLabels[c];
            LabelBorders(all, corePoints, coreLabels, RowsWhere(isCore, wanted: false), epsilon, labels, cancellationToken);
        }

        var model = new DbscanModel(labels, isCore, Confidences(labels, counts), epsilon);
        progress?.Report(new FitProgress("clusters", 3, 3, model.ClusterCount));
        return model;
    }

    private float[] Confidences(int[] labels, int[] counts)
    {
        var confidences = new float[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0) confidences[i] = Math.Min(1, counts[i] / (float)_options.MinPoints);
        }

        return confidences;
    }

    private static int[] NeighbourCounts(PointTiles all, double epsilon, CancellationToken cancellationToken)
    {
        var counts = new int[all.Rows.RowCount];
        FixedChunks.ForEach(counts.Length, PointTiles.QueriesPerChunk, (start, end) =>
        {
            MatrixView queries = all.Rows.Rows(start, end - start);
            var filter = new EpsilonFilter<NeighbourCounter>(all, queries, epsilon, new NeighbourCounter(counts, start));
            all.Sweep(queries, 0, ref filter);
        }, cancellationToken);
        return counts;
    }

    private static void LabelBorders(
        PointTiles all, PointTiles cores, int[] coreLabels, int[] others, double epsilon, int[] labels, CancellationToken cancellationToken)
    {
        MatrixView rows = all.Rows.SelectRows(others);
        var found = new int[others.Length];
        Array.Fill(found, int.MaxValue);
        FixedChunks.ForEach(others.Length, PointTiles.QueriesPerChunk, (start, end) =>
        {
            MatrixView queries = rows.Rows(start, end - start);
            var filter = new EpsilonFilter<LowestLabel>(cores, queries, epsilon, new LowestLabel(coreLabels, found, start));
            cores.Sweep(queries, 0, ref filter);
        }, cancellationToken);
        for (int i = 0; i < others.Length; i++) labels[others[i]] = found[i] == int.MaxValue ? -1 : found[i];
    }

    private static int[] RowsWhere(bool[] isCore, bool wanted) =>
        [.. Enumerable.Range(0, isCore.Length).Where(i => isCore[i] == wanted)];
}
