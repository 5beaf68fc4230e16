using System.Globalization;
using Sargam.Learning;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.Consensus;
using Sargam.Learning.Dbscan;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.Hdbscan;
using Sargam.Learning.KMeans;
using Sargam.Learning.MiniBatchKMeans;
using Sargam.Learning.SpectralClustering;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Clustering;

/// <summary>One clusterer with the recipe's settings.</summary>
internal sealed class ClusterMethod(ClusterRecipe recipe, ClustererKind kind)
{
    private const int SmallestCluster = 5;
    private const int SmallestClusterPerMille = 10;

    /// <summary>Groups of rows.</summary>
    /// <param name="Labels">The cluster of each row, -1 for noise.</param>
    /// <param name="Confidences">How clearly each row belongs to its cluster, in [0, 1]; computed when asked for.</param>
    /// <param name="Bic">The Bayesian information criterion, of clusterers that have one; computed when asked for.</param>
    public sealed record Grouping(int[] Labels, Func<float[]> Confidences, Func<double>? Bic = null)
    {
        /// <summary>What about it is an approximation, in a sentence; null when nothing is.</summary>
        public string? Approximation { get; init; }

        /// <summary>The group of clusters that each row is in, when groups were asked for.</summary>
        public int[]? Groups { get; init; }
    }

    /// <summary>Groups the rows into as many clusters as asked for; what several numbers share is computed once, at the first.</summary>
    public Func<int, Grouping> Counted(MatrixView values, ulong seed, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case ClustererKind.Agglomerative:
                Linkage linkage = Enum.Parse<Linkage>(recipe.Linkage, ignoreCase: true);
                var tree = new Lazy<AgglomerativeModel>(() => new Agglomerative(new AgglomerativeOptions { ClusterCount = 1, Linkage = linkage, Seed = seed }).Fit(values, null, cancellationToken));
                return count => Cut(tree.Value, values, Math.Min(count, tree.Value.Dendrogram.LeafCount));
            case ClustererKind.GaussianMixture:
                return count => Mixture(values, count, seed, cancellationToken);
            case ClustererKind.Spectral:
                return count => Of(
                    new SpectralClustering(new SpectralClusteringOptions { ClusterCount = count, RestartCount = recipe.Restarts, Seed = seed }).Fit(values, null, cancellationToken), values);
            case ClustererKind.MiniBatchKMeans:
                return count => Of(new MiniBatchKMeans(new MiniBatchKMeansOptions { ClusterCount = count, Seed = seed }).Fit(values, null, cancellationToken), values);
            case ClustererKind.Consensus:
                return count => Of(new Consensus(new ConsensusOptions { ClusterCount = count, Seed = seed }, run => KMeans(count, 1, run)).Fit(values, null, cancellationToken), values);
            default:
                return count => Of(KMeans(count, recipe.Restarts, seed).Fit(values, null, cancellationToken), values);
        }
    }

    /// <summary>Groups the rows into as many clusters as there are.</summary>
    public Grouping Free(MatrixView values, ulong seed, CancellationToken cancellationToken)
    {
        if (kind == ClustererKind.Dbscan) return Of(new Dbscan(new DbscanOptions { Epsilon = recipe.Epsilon, MinPoints = recipe.MinPoints }).Fit(values, null, cancellationToken), values);
        int smallest = recipe.MinClusterSize ?? Math.Max(SmallestCluster, values.RowCount * SmallestClusterPerMille / 1000);
        HdbscanModel model = new Hdbscan(new HdbscanOptions { MinClusterSize = smallest, MinPoints = recipe.MinPoints, Seed = seed }).Fit(values, null, cancellationToken);
        return Of(model, values) with
        {
            Approximation = model.IsExact ? null : string.Create(CultureInfo.InvariantCulture, $"HDBSCAN on approximate neighbours, {model.NeighborRecall:P0} of the true ones"),
        };
    }

    private static KMeans KMeans(int count, int restarts, ulong seed) => new(new KMeansOptions { ClusterCount = count, RestartCount = restarts, Seed = seed });

    private Grouping Mixture(MatrixView values, int count, ulong seed, CancellationToken cancellationToken)
    {
        CovarianceType shape = Enum.Parse<CovarianceType>(recipe.Covariance, ignoreCase: true);
        GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = count, CovarianceType = shape, Seed = seed }).Fit(values, null, cancellationToken);
        return Of(model, values) with { Bic = () => model.Bic(values) };
    }

    private static Grouping Of(ClusteringModel model, MatrixView values) => new([.. model.Labels], () => model.Confidences(values));

    private Grouping Cut(AgglomerativeModel tree, MatrixView values, int count)
    {
        return new Grouping(tree.CutAt(count), () => tree.ConfidencesAt(values, count))
        {
            Groups = recipe.Groups is { } groups ? tree.CutAt(Math.Min(groups, count)) : null,
            Approximation = tree.MicroClusterCount > 0 ? $"a hierarchy of {Words.Count(tree.MicroClusterCount, "micro-cluster")} made by K-Means" : null,
        };
    }
}
