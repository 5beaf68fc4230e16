namespace Sargam.Representation;

/// <summary>A way to turn feature vectors into the space that is clustered.</summary>
public enum RepresentationMethod
{
    /// <summary>The posterior mean of a variational autoencoder: the main method.</summary>
    Vae,

    /// <summary>Principal components: the linear baseline.</summary>
    Pca,

    /// <summary>The standardised features themselves.</summary>
    Raw,
}

/// <summary>How methods are written in files.</summary>
public static class RepresentationNames
{
    /// <summary>All methods, the main one first.</summary>
    public static IReadOnlyList<RepresentationMethod> All { get; } = [RepresentationMethod.Vae, RepresentationMethod.Pca, RepresentationMethod.Raw];

    /// <summary>The method's name: <c>vae</c>, <c>pca</c>, <c>raw</c>.</summary>
    public static string ToName(this RepresentationMethod method) => method.ToString().ToLowerInvariant();

    /// <summary>Whether the result depends on the seed.</summary>
    public static bool IsRandom(this RepresentationMethod method) => method == RepresentationMethod.Vae;
}
