using Sargam.Learning.Agglomerative;
using Sargam.Learning.KMeans;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Learning.SpectralClustering;

/// <summary>
/// Spectral clustering: observations are connected with their neighbours, and K-Means divides the eigenvectors of the graph's
/// normalised Laplacian that vary least, so clusters may have any shape as long as they hang together (Ng, Jordan and Weiss,
/// 2002; von Luxburg, 2007; scikit-learn: <c>SpectralClustering</c> with <c>affinity="nearest_neighbors"</c>, which does not bring
/// the rows to length 1 before K-Means).
/// <para>A graph that falls into fewer parts than clusters are asked for needs nothing special: its parts are told apart first,
/// and then divided. With as many parts as clusters the parts are the clusters; with more, whole parts are joined by Ward
/// linkage of their means, because eigenvectors say nothing about which belong together.</para>
/// <para>Time and memory grow with n but for the neighbour search, which is exact up to 20,000 rows and approximate above. The
/// model's convergence is that of the eigenvalues, with their last change. The same seed gives the same bits at any thread
/// count.</para>
/// </summary>
public sealed class SpectralClustering : IClusterer<SpectralClusteringModel>
{
    private readonly SpectralClusteringOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public SpectralClustering(SpectralClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(SpectralClusteringOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer rows than clusters, or a value is NaN or infinite.</exception>
    public SpectralClusteringModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(SpectralClustering));
        if (_options.ClusterCount > observations.RowCount)
        {
            throw new ArgumentException(
                $"SpectralClustering: ClusterCount must be at most the number of observations, got ClusterCount {_options.ClusterCount} for {observations.RowCount} observations");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var search = new NearestNeighborsOptions { NeighborCount = _options.NeighborCount - 1, Seed = _options.Seed };
        NeighborGraph neighbors = new NearestNeighbors(search).Fit(observations, cancellationToken).Graph;
        var affinity = NeighborAffinity.Of(neighbors);
        progress?.Report(new FitProgress("neighbours", 1, 2, affinity.ComponentCount));
        SpectralResult result = affinity.ComponentCount >= _options.ClusterCount
            ? JoinParts(observations, affinity, cancellationToken)
            : DivideMap(affinity, progress, cancellationToken);
        return new SpectralClusteringModel(result, affinity);
    }

    private SpectralResult DivideMap(NeighborAffinity affinity, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var rng = new Rng(_options.Seed);
        var map = LaplacianMap.Of(affinity, _options.ClusterCount, rng.Split(1), cancellationToken);
        progress?.Report(new FitProgress("eigenvectors", 2, 2, map.Eigenvalues[^1]));
        var options = new KMeansOptions
        {
            ClusterCount = _options.ClusterCount,
            RestartCount = _options.RestartCount,
            Seed = rng.Split(2).NextUInt64(),
        };
        KMeansModel model = new KMeans.KMeans(options).Fit(map.Embedding, progress, cancellationToken);
        return new SpectralResult([.. model.Labels], model.Confidences(map.Embedding), map.Convergence, map.Eigenvalues, map.Embedding);
    }

    private SpectralResult JoinParts(MatrixView observations, NeighborAffinity affinity, CancellationToken cancellationToken)
    {
        double[] partMeans = ClusterMargins.Means(observations, affinity.ComponentOf, affinity.ComponentCount);
        var centres = Matrix.Wrap(Array.ConvertAll(partMeans, value => (float)value), affinity.ComponentCount, observations.ColumnCount);
        var leaves = Leaves.OfGroups(centres, affinity.ComponentOf);
        Merge[] merges = NeighbourChain.Run(new WardLinkage(leaves, cancellationToken), progress: null, cancellationToken);
        int[] leafLabels = Dendrogram.Build(merges, leaves.Weights).CutAt(_options.ClusterCount);
        int[] labels = AgglomerativeModel.LabelsOfRows(leafLabels, affinity.ComponentOf);
        return new SpectralResult(
            labels, JoinedConfidences(observations, labels, affinity, cancellationToken), new Convergence(true, 0, 0), [], new Matrix(observations.RowCount, 0));
    }

    private static float[] JoinedConfidences(MatrixView observations, int[] labels, NeighborAffinity affinity, CancellationToken cancellationToken)
    {
        int clusterCount = labels.Max() + 1;
        if (clusterCount < affinity.ComponentCount)
        {
            double[] means = ClusterMargins.Means(observations, labels, clusterCount);
            return ClusterMargins.Confidences(observations, labels, means, cancellationToken);
        }

        // The eigenvectors are constant on the parts: every row would lie on the mean of its cluster.
        var certain = new float[labels.Length];
        Array.Fill(certain, 1);
        return certain;
    }
}
