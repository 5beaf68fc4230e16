using Sargam.Numerics;

namespace Sargam.Learning.Agglomerative;

/// <summary>
/// Agglomerative clustering: every observation is a cluster, the two nearest are joined until one is left, and the hierarchy
/// is cut at the wanted number (scikit-learn: <c>AgglomerativeClustering</c> with <c>compute_full_tree=True</c>; SciPy: <c>linkage</c>).
/// <para>Time grows with n^2. Ward and single linkage need memory for about two copies of the observations; average and
/// complete linkage hold all distances, n (n - 1) / 2 numbers: 100 MB for 5,000 observations, 400 MB for 10,000, and in
/// 32 bits 800 MB for 20,000. Above <see cref="AgglomerativeOptions.ExactRowLimit"/> K-Means makes micro-clusters first and
/// the hierarchy joins their means by weight, which the model says.</para>
/// <para>The same options and observations give the same bits at any thread count. The model's convergence counts merges.</para>
/// </summary>
public sealed class Agglomerative : IClusterer<AgglomerativeModel>
{
    private readonly AgglomerativeOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Agglomerative(AgglomerativeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(AgglomerativeOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer rows than clusters, or a value is NaN or infinite.</exception>
    public AgglomerativeModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Agglomerative));
        if (_options.ClusterCount > observations.RowCount)
        {
            throw new ArgumentException(
                $"Agglomerative: ClusterCount must be at most the number of observations, got ClusterCount {_options.ClusterCount} for {observations.RowCount} observations");
        }

        cancellationToken.ThrowIfCancellationRequested();
        Leaves leaves = observations.RowCount <= _options.ExactRowLimit
            ? Leaves.OfRows(observations)
            : Leaves.OfMicroClusters(observations, _options.MicroClusterCount, _options.Seed, progress, cancellationToken);
        Dendrogram dendrogram = Dendrogram.Build(Merges(leaves, progress, cancellationToken), leaves.Weights);
        int[] leafLabels = dendrogram.CutAt(Math.Min(_options.ClusterCount, dendrogram.LeafCount));
        int[] labels = AgglomerativeModel.LabelsOfRows(leafLabels, leaves.LeafOfRow);
        double[] means = ClusterMargins.Means(observations, labels, labels.Max() + 1);
        float[] confidences = ClusterMargins.Confidences(observations, labels, means, cancellationToken);
        return new AgglomerativeModel(labels, new Convergence(true, dendrogram.Children.Count, 0), dendrogram, leaves, means, confidences);
    }

    private Merge[] Merges(Leaves leaves, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.Linkage == Linkage.Single) return SpanningTree.Run(leaves, cores: null, progress, cancellationToken);
        IChainLinkage linkage = _options.Linkage == Linkage.Ward
            ? new WardLinkage(leaves, cancellationToken)
            : new CondensedLinkage(new CondensedDistances(leaves, cancellationToken), leaves.Weights, _options.Linkage == Linkage.Average);
        return NeighbourChain.Run(linkage, progress, cancellationToken);
    }
}
