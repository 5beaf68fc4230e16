using System.Diagnostics.CodeAnalysis;

namespace Sargam.Representation;

/// <summary>A way to turn feature vectors into the space that is clustered.</summary>
public enum RepresentationMethod
{
    /// <summary>The posterior mean of a variational autoencoder: the main method. When its encoder is told a label, the average over the label's values.</summary>
    Vae,

    /// <summary>The same model told each track's true label: carries the label, so scores against it prove nothing.</summary>
    VaeLabelled,

    /// <summary>The same model told labels dealt out at random: how much of a score is the label alone.</summary>
    VaeShuffled,

    /// <summary>Where words are used too: the same kind of model, of the sound alone.</summary>
    VaeAudio,

    /// <summary>Where words are used too: the same kind of model, of the words alone; it says nothing about tracks without.</summary>
    VaeText,

    /// <summary>UMAP of the VAE's space in a few dimensions: makes clumps of anything, so its own scores say nothing beside others'.</summary>
    VaeUmap,

    /// <summary>Principal components: the linear baseline.</summary>
    Pca,

    /// <summary>The standardised features themselves.</summary>
    Raw,
}

/// <summary>How methods are written in files.</summary>
public static class RepresentationNames
{
    private static readonly NameTable<RepresentationMethod> Names = new("vae", "vae-labelled", "vae-shuffled", "vae-audio", "vae-text", "vae-umap", "pca", "raw");

    /// <summary>All methods, the main one first. Those of a label exist only in runs whose encoder is told one.</summary>
    public static IReadOnlyList<RepresentationMethod> All { get; } = Enum.GetValues<RepresentationMethod>();

    /// <summary>The method's name: <c>vae</c>, <c>vae-labelled</c>, <c>vae-shuffled</c>, <c>vae-audio</c>, <c>vae-text</c>, <c>vae-umap</c>, <c>pca</c>, <c>raw</c>.</summary>
    public static string ToName(this RepresentationMethod method) => Names.NameOf(method);

    /// <summary>The method of a name as <see cref="ToName"/> gives it.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out RepresentationMethod? method) => Names.TryParse(name, out method);

    /// <summary>Whether the result depends on the seed.</summary>
    public static bool IsRandom(this RepresentationMethod method) =>
        method is not (RepresentationMethod.Pca or RepresentationMethod.Raw);
}
