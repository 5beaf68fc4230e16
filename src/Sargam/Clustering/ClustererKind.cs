using System.Diagnostics.CodeAnalysis;

namespace Sargam.Clustering;

/// <summary>An algorithm that groups tracks.</summary>
public enum ClustererKind
{
    /// <summary>K-Means: round groups around centres.</summary>
    KMeans,

    /// <summary>Mini-batch K-Means: nearly the same from parts of the tracks at a time, for very many of them.</summary>
    MiniBatchKMeans,

    /// <summary>Agglomerative clustering: a hierarchy, cut at a number of groups.</summary>
    Agglomerative,

    /// <summary>A mixture of normal distributions: stretched groups that overlap.</summary>
    GaussianMixture,

    /// <summary>Spectral clustering: groups that hang together in a graph of neighbours.</summary>
    Spectral,

    /// <summary>What ten K-Means clusterings of different seeds agree on.</summary>
    Consensus,

    /// <summary>DBSCAN: dense places, the rest is noise.</summary>
    Dbscan,

    /// <summary>HDBSCAN: dense places of different density, the rest is noise.</summary>
    Hdbscan,
}

/// <summary>How clusterers are written in files and options.</summary>
public static class ClustererNames
{
    private static readonly NameTable<ClustererKind> Names = new("kmeans", "mini-batch-kmeans", "agglomerative", "gaussian-mixture", "spectral", "consensus", "dbscan", "hdbscan");

    /// <summary>All names, in the order of <see cref="ClustererKind"/>.</summary>
    public static IReadOnlyList<string> All => Names.All;

    /// <summary>The clusterer's name, such as <c>kmeans</c>.</summary>
    public static string ToName(this ClustererKind kind) => Names.NameOf(kind);

    /// <summary>The clusterer of a name as <see cref="ToName"/> gives it.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out ClustererKind? kind) => Names.TryParse(name, out kind);

    /// <summary>Whether it is told how many groups to make; the others find as many as there are, and call the rest noise.</summary>
    public static bool TakesClusterCount(this ClustererKind kind) => kind is not (ClustererKind.Dbscan or ClustererKind.Hdbscan);
}
