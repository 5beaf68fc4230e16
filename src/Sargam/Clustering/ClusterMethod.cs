using Sargam.Learning.Agglomerative;
using Sargam.Learning.Dbscan;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.KMeans;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Clustering;

/// <summary>One clusterer with the recipe's settings.</summary>
internal sealed class ClusterMethod(ClusterRecipe recipe, ClustererKind kind)
{
    /// <summary>Groups of rows.</summary>
    /// <param name="Labels">The cluster of each row, -1 for noise.</param>
    /// <param name="Confidences">How clearly each row belongs to its cluster, in [0, 1]; computed when asked for.</param>
    /// <param name="Bic">The Bayesian information criterion, of clusterers that have one.</param>
    public sealed record Grouping(int[] Labels, Func<float[]> Confidences, double? Bic = null);

    /// <summary>Groups the rows into as many clusters as asked for; what several numbers share is computed once, at the first.</summary>
    public Func<int, Grouping> Counted(MatrixView values, ulong seed, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case ClustererKind.KMeans:
                return count => ByCentres(values, KMeansLabels(values, count, seed, cancellationToken));
            case ClustererKind.Agglomerative:
                var tree = new Lazy<AgglomerativeModel>(() => new Agglomerative(new AgglomerativeOptions { ClusterCount = 1, Linkage = Linkage, Seed = seed }).Fit(values, null, cancellationToken));
                return count => ByCentres(values, tree.Value.CutAt(Math.Min(count, tree.Value.Dendrogram.LeafCount)));
            case ClustererKind.GaussianMixture:
                return count => Mixture(values, count, seed, cancellationToken);
            default:
                throw new InvalidOperationException($"{kind} finds the number of clusters itself");
        }
    }

    /// <summary>Groups the rows into as many clusters as there are.</summary>
    public Grouping Free(MatrixView values, CancellationToken cancellationToken)
    {
        DbscanModel model = new Dbscan(new DbscanOptions { Epsilon = recipe.Epsilon, MinPoints = recipe.MinPoints }).Fit(values, null, cancellationToken);
        return ByCentres(values, [.. model.Labels]);
    }

    private Linkage Linkage => Enum.Parse<Linkage>(recipe.Linkage, ignoreCase: true);

    private int[] KMeansLabels(MatrixView values, int count, ulong seed, CancellationToken cancellationToken) =>
        [.. new KMeans(new KMeansOptions { ClusterCount = count, RestartCount = recipe.Restarts, Seed = seed }).Fit(values, null, cancellationToken).Labels];

    private Grouping Mixture(MatrixView values, int count, ulong seed, CancellationToken cancellationToken)
    {
        CovarianceType shape = Enum.Parse<CovarianceType>(recipe.Covariance, ignoreCase: true);
        GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = count, CovarianceType = shape, Seed = seed }).Fit(values, null, cancellationToken);
        return new Grouping([.. model.Labels], () => model.Confidences(values), model.Bic(values));
    }

    private static Grouping ByCentres(MatrixView values, int[] labels) => new(labels, () => ClusterCentres.Confidences(values, labels));
}
