using Sargam.Clustering;
using Sargam.Learning;

namespace Sargam.Pipeline;

/// <summary>Which of a recipe's settings do something with which clusterers: one without effect must not pass for one that was followed.</summary>
public static class ClusterSettings
{
    private static readonly ClusterRecipe Defaults = new();

    private static readonly Entry[] Entries =
    [
        new("clusters", cluster => cluster.Clusters is not null, cluster => cluster with { Clusters = Defaults.Clusters }, Told) { IsDefaultAWish = false },
        new("min_clusters", cluster => cluster.MinClusters != Defaults.MinClusters, cluster => cluster with { MinClusters = Defaults.MinClusters }, Told),
        new("max_clusters", cluster => cluster.MaxClusters != Defaults.MaxClusters, cluster => cluster with { MaxClusters = Defaults.MaxClusters }, Told),
        new("choose_by", cluster => cluster.ChooseBy != Defaults.ChooseBy, cluster => cluster with { ChooseBy = Defaults.ChooseBy }, Told),
        new("stability_curve", cluster => cluster.StabilityCurve, cluster => cluster with { StabilityCurve = Defaults.StabilityCurve }, Told),
        new("restarts", cluster => cluster.Restarts != Defaults.Restarts, cluster => cluster with { Restarts = Defaults.Restarts }, [ClustererKind.KMeans, ClustererKind.Spectral]),
        new("linkage", cluster => cluster.Linkage != Defaults.Linkage, cluster => cluster with { Linkage = Defaults.Linkage }, [ClustererKind.Agglomerative]),
        new("covariance", cluster => cluster.Covariance != Defaults.Covariance, cluster => cluster with { Covariance = Defaults.Covariance }, [ClustererKind.GaussianMixture]),
        new("epsilon", cluster => cluster.Epsilon is not null, cluster => cluster with { Epsilon = Defaults.Epsilon }, [ClustererKind.Dbscan]),
        new("min_points", cluster => cluster.MinPoints != Defaults.MinPoints, cluster => cluster with { MinPoints = Defaults.MinPoints }, [ClustererKind.Dbscan, ClustererKind.Hdbscan]),
        new("min_cluster_size", cluster => cluster.MinClusterSize is not null, cluster => cluster with { MinClusterSize = Defaults.MinClusterSize }, [ClustererKind.Hdbscan]),
    ];

    private static ClustererKind[] Told => [.. Enum.GetValues<ClustererKind>().Where(kind => kind.TakesClusterCount())];

    /// <summary>The recipe with other clusterers; what was set for former ones alone goes back to its default.</summary>
    public static ClusterRecipe WithClusterers(ClusterRecipe cluster, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        cluster = cluster with { Clusterers = names, Groups = names is ["agglomerative", ..] ? cluster.Groups : null };
        return Idle(cluster).Aggregate(cluster, (changed, entry) => entry.Reset(changed));
    }

    /// <summary>Refuses options that do nothing with the recipe's clusterers, though their values be the defaults.</summary>
    /// <param name="cluster">With all options applied.</param>
    /// <param name="given">Names of the options that were given, such as <c>--min-points</c>.</param>
    /// <exception cref="ArgumentException">Names each option and what to do.</exception>
    public static void ThrowIfIdle(ClusterRecipe cluster, IReadOnlyCollection<string> given)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        OptionError.ThrowIfAny([.. Idle(cluster).Where(entry => given.Contains(entry.Option) && (entry.IsDefaultAWish || entry.IsChanged(cluster))).Select(entry => Problem(entry, cluster))], "settings");
    }

    /// <summary>The settings that are not at their defaults and do nothing.</summary>
    internal static IEnumerable<OptionError> Problems(ClusterRecipe cluster) =>
        Idle(cluster).Where(entry => entry.IsChanged(cluster)).Select(entry => Problem(entry, cluster));

    private static Entry[] Idle(ClusterRecipe cluster)
    {
        ClustererKind[] kinds = [.. cluster.Kinds];
        return [.. Entries.Where(entry => !entry.Users.Intersect(kinds).Any())];
    }

    private static OptionError Problem(Entry entry, ClusterRecipe cluster) => new(
        $"cluster.{entry.Name} ({entry.Option})",
        $"has no effect with {string.Join(", ", cluster.Clusterers)}{(entry.Users.Length > 2 ? ", told no number" : "")}: leave it out, or name a clusterer that takes it with --clusterer ({string.Join(", ", entry.Users.Select(kind => kind.ToName()))})");

    /// <summary>A setting: whether it is not at its default, how it gets there, who takes it.</summary>
    private sealed record Entry(string Name, Func<ClusterRecipe, bool> IsChanged, Func<ClusterRecipe, ClusterRecipe> Reset, ClustererKind[] Users)
    {
        public string Option => $"--{Name.Replace('_', '-')}";

        /// <summary>Whether giving the default is a wish that can go unheard; that the number be found by itself is one that never does.</summary>
        public bool IsDefaultAWish { get; init; } = true;
    }
}
