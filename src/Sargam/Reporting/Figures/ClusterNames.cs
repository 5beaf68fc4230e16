using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Figures;

/// <summary>What clusters and methods are called, the same in every figure and table.</summary>
internal static class ClusterNames
{
    /// <summary>A cluster's name for people.</summary>
    public static string Of(int cluster) => cluster < 0 ? "Noise" : $"Cluster {cluster}";

    /// <summary>A track's name and cluster, for pointing at.</summary>
    public static string Tooltip(MapTrack track) =>
        $"{CleanText.Shorten(track.Title, 120)} ({(track.Cluster < 0 ? "noise" : "cluster " + track.Cluster)})";

    /// <summary>A method's name: what was clustered, and by what.</summary>
    public static string Method(Evaluation.ClusterQuality method) =>
        $"{Known(method.Representation)} + {Known(method.Clusterer)}";

    private static string Known(string word) => word.ToLowerInvariant() switch
    {
        "vae" => "VAE",
        "vae-labelled" => "VAE, true labels",
        "vae-shuffled" => "VAE, shuffled labels",
        "pca" => "PCA",
        "raw" => "Raw features",
        "ae" => "Autoencoder",
        "kmeans" => "K-Means",
        "gmm" => "Gaussian mixture",
        "dbscan" => "DBSCAN",
        "hdbscan" => "HDBSCAN",
        "agglomerative" => "Agglomerative",
        "spectral" => "Spectral",
        _ => CleanText.Shorten(word, 40),
    };
}
