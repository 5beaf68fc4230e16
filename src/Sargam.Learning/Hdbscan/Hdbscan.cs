using Sargam.Numerics;

namespace Sargam.Learning.Hdbscan;

/// <summary>
/// HDBSCAN: clusters are the parts of the density's hierarchy that last longest, the rest is noise; no distance and no number
/// of clusters is given (Campello, Moulavi and Sander, 2013; hdbscan and scikit-learn: <c>HDBSCAN</c>).
/// <para>Up to <see cref="HdbscanOptions.ExactRowLimit"/> rows all pairs are compared, in 32 bits where that is enough and in 64
/// where it is not: time grows with n^2, memory with n. Above, the hierarchy is the least spanning tree of a graph of
/// approximate neighbours, at least 30 of each row, whose unconnected parts are joined along the spanning tree of their means.
/// Inside clusters that is nearly the same tree; the distances between far parts become upper bounds. The model says so.</para>
/// <para>Where distances tie, the hierarchy depends on the order of the rows, as in the reference. Equal observations count as
/// half as far apart as the nearest that are not equal. The same options and observations give the same bits at any
/// thread count.</para>
/// </summary>
public sealed class Hdbscan : IClusterer<HdbscanModel>
{
    private readonly HdbscanOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Hdbscan(HdbscanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(HdbscanOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, or a value is NaN or infinite.</exception>
    public HdbscanModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Hdbscan));
        cancellationToken.ThrowIfCancellationRequested();
        int minPoints = _options.MinPoints ?? _options.MinClusterSize;
        MutualReachability hierarchy = observations.RowCount <= _options.ExactRowLimit
            ? MutualReachability.Exact(observations, minPoints, progress, cancellationToken)
            : MutualReachability.Approximate(observations, minPoints, _options.Seed, progress, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var tree = CondensedTree.Of(hierarchy.Dendrogram, _options.MinClusterSize);
        return new HdbscanModel(SelectedClusters.Of(tree, _options), tree, hierarchy);
    }
}
