using System.Diagnostics.CodeAnalysis;

namespace Sargam.Projection;

/// <summary>A way to lay tracks out in the plane.</summary>
public enum MapKind
{
    /// <summary>t-SNE: neighbours stay together; distances between groups mean little.</summary>
    TSne,

    /// <summary>UMAP: neighbours stay together, groups are packed tighter.</summary>
    Umap,

    /// <summary>The first two principal components: nothing is bent, much is lost.</summary>
    Pca,
}

/// <summary>How maps are written in files and options.</summary>
public static class MapNames
{
    private static readonly NameTable<MapKind> Names = new("tsne", "umap", "pca");

    /// <summary>All names, in the order of <see cref="MapKind"/>.</summary>
    public static IReadOnlyList<string> All => Names.All;

    /// <summary>The map's name, such as <c>tsne</c>.</summary>
    public static string ToName(this MapKind kind) => Names.NameOf(kind);

    /// <summary>The map of a name as <see cref="ToName"/> gives it.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out MapKind? kind) => Names.TryParse(name, out kind);
}
