using System.CommandLine;
using System.Globalization;
using Sargam.Clustering;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.GaussianMixture;
using Sargam.Pipeline;

namespace Sargam.Cli.Options;

/// <content>Settings of the cluster stage.</content>
internal sealed partial class RecipeOptions
{
    private const string Knee = "knee";

    /// <summary>Settings of the cluster stage.</summary>
    public RecipeOptions AddCluster()
    {
        Option<string[]> clusterers = OptionKinds.Names(
            "--clusterer", $"What groups the tracks, the first is the main one: {string.Join(", ", ClustererNames.All)}. Default: kmeans", ClustererNames.All);
        AddCluster(clusterers, (cluster, value) => ClusterSettings.WithClusterers(cluster, value));
        Option<string> clusters = OptionKinds.IntegerOrAuto("--clusters", "Number of clusters, where the clusterer is told one; auto, the default, chooses it", 2);
        clusters.Aliases.Add("-k");
        AddCluster(clusters, (cluster, value) => cluster with { Clusters = OptionKinds.ParseAuto(value) });
        AddCluster(OptionKinds.Integer("--max-clusters", "Largest number tried when choosing. Default: 12", 2, 1000), (cluster, value) => cluster with { MaxClusters = value });
        AddCluster(
            OptionKinds.Choice("--choose-by", $"What the number is chosen by: {string.Join(", ", ClusterCheck.ChooseBy)}. Default: silhouette", [.. ClusterCheck.ChooseBy]),
            (cluster, value) => cluster with { ChooseBy = value });
        var stability = new Option<bool>("--stability-curve") { Description = "Also measure how often each number's clusters come back, whatever the choice is by" };
        AddCluster(stability, (cluster, value) => cluster with { StabilityCurve = value });
        AddCluster(OptionKinds.Integer("--restarts", "K-Means starts; the best is kept. Default: 10", 1, 10_000), (cluster, value) => cluster with { Restarts = value });
        AddCluster(
            OptionKinds.Choice("--linkage", "Agglomerative: when clusters are near. Default: ward", ClusterCheck.NamesOf<Linkage>()),
            (cluster, value) => cluster with { Linkage = value });
        AddCluster(
            OptionKinds.Integer("--groups", "Agglomerative: also as how few groups the clusters can be read, such as 40 clusters as 8 groups", 2),
            (cluster, value) => cluster with { Groups = value });
        AddCluster(
            OptionKinds.Choice("--covariance", "Gaussian mixture: shapes of the groups. Default: full", ClusterCheck.NamesOf<CovarianceType>()),
            (cluster, value) => cluster with { Covariance = value });
        AddCluster(
            OptionKinds.Text(
                "--epsilon", "DBSCAN: how near neighbours are. Default: knee, where the curve of the distances bends", "X|knee",
                text => text == Knee || ParseEpsilon(text) is not null ? null : $"--epsilon must be a number above 0, or {Knee}, got {text}"),
            (cluster, value) => cluster with { Epsilon = ParseEpsilon(value) });
        AddCluster(OptionKinds.Integer("--min-points", "DBSCAN, HDBSCAN: neighbours that make a place dense. Default: 5", 1), (cluster, value) => cluster with { MinPoints = value });
        AddCluster(
            OptionKinds.Integer("--min-cluster-size", "HDBSCAN: fewer tracks are no cluster. Default: one in a hundred, at least 5", 2),
            (cluster, value) => cluster with { MinClusterSize = value });
        return this;
    }

    private static double? ParseEpsilon(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value) ? value : null;

    private void AddCluster<T>(Option<T> option, Func<ClusterRecipe, T, ClusterRecipe> change) =>
        Add(option, (recipe, value) => recipe with { Cluster = change(recipe.Cluster, value) });
}
