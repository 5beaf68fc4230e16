using Sargam.Clustering;
using Sargam.Learning;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.Significance;

namespace Sargam.Pipeline;

/// <summary>What can be wrong with a recipe's clustering.</summary>
public static class ClusterCheck
{
    internal static readonly NameTable<ClusterCountCriterion> Criteria = new("silhouette", "calinski-harabasz", "davies-bouldin", "elbow", "bic", "stability");

    /// <summary>What a number of clusters can be chosen by.</summary>
    public static IReadOnlyList<string> ChooseBy => Criteria.All;

    internal static IEnumerable<OptionError> Problems(ClusterRecipe cluster)
    {
        if (cluster.Clusterers.Count == 0) yield return new OptionError("cluster.clusterers", "must name at least one");
        bool known = cluster.Clusterers.All(name => ClustererNames.All.Contains(name));
        foreach (string name in cluster.Clusterers.Where(name => !ClustererNames.All.Contains(name))) yield return OneOf("cluster.clusterers", ClustererNames.All, name);
        if (cluster.Clusterers.Distinct(StringComparer.Ordinal).Count() < cluster.Clusterers.Count) yield return new OptionError("cluster.clusterers", "must name each once");
        if (cluster.Clusters is < 2) yield return RecipeCheck.AtLeast("cluster.clusters", 2, cluster.Clusters.Value);
        if (cluster.MinClusters < 2) yield return RecipeCheck.AtLeast("cluster.min_clusters", 2, cluster.MinClusters);
        if (cluster.MaxClusters < cluster.MinClusters) yield return RecipeCheck.AtLeast("cluster.max_clusters", cluster.MinClusters, cluster.MaxClusters);
        if (!Criteria.All.Contains(cluster.ChooseBy)) yield return OneOf("cluster.choose_by", Criteria.All, cluster.ChooseBy);
        if (cluster.ChooseBy == "bic" && cluster.Clusters is null && known && cluster.Kinds.Any(kind => kind != ClustererKind.GaussianMixture && kind.TakesClusterCount()))
        {
            yield return new OptionError("cluster.choose_by", "must not be bic, unless gaussian-mixture is the only clusterer that is told a number: the others have no likelihood");
        }

        if (cluster.Restarts < 1) yield return RecipeCheck.AtLeast("cluster.restarts", 1, cluster.Restarts);
        if (cluster.Groups is { } groups && (groups < 2 || cluster.Clusterers is not ["agglomerative", ..]))
        {
            yield return new OptionError("cluster.groups (--groups)", groups < 2 ? $"must be at least 2, got {groups}" : "needs agglomerative as the first clusterer: the others have no hierarchy");
        }

        foreach (OptionError error in known ? ClusterSettings.Problems(cluster) : []) yield return error;
        if (!Enum.TryParse<Linkage>(cluster.Linkage, ignoreCase: true, out _)) yield return OneOf("cluster.linkage", NamesOf<Linkage>(), cluster.Linkage);
        if (!Enum.TryParse<CovarianceType>(cluster.Covariance, ignoreCase: true, out _)) yield return OneOf("cluster.covariance", NamesOf<CovarianceType>(), cluster.Covariance);
        if (cluster.Epsilon is { } epsilon && !(epsilon > 0 && double.IsFinite(epsilon))) yield return new OptionError("cluster.epsilon", $"must be above 0, got {epsilon}");
        if (cluster.MinClusterSize is < 2) yield return RecipeCheck.AtLeast("cluster.min_cluster_size", 2, cluster.MinClusterSize.Value);
        if (cluster.MinPoints < 1) yield return RecipeCheck.AtLeast("cluster.min_points", 1, cluster.MinPoints);
    }

    /// <summary>An enumeration's values as recipes write them.</summary>
    public static string[] NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    private static OptionError OneOf(string setting, IEnumerable<string> names, string got) => new(setting, $"must be one of {string.Join(", ", names)}, got {got}");
}
