namespace Sargam.Learning.Manifold.Umap;

/// <summary>Where a layout begins.</summary>
public enum UmapStart
{
    /// <summary>The eigenvectors of the neighbour graph that vary least.</summary>
    Spectral,

    /// <summary>The first principal components: the neighbour graph falls apart, so its eigenvectors would only tell the parts apart.</summary>
    PrincipalComponents,

    /// <summary>Random positions: there are too few rows or columns for anything else, or all rows are equal.</summary>
    Random,
}
