namespace Sargam.Pipeline;

/// <summary>
/// Changes of a recipe that take along what depended on the former choice: a recipe tuned for one network must not stand in the way of
/// another that the user asks for.
/// </summary>
public static class RepresentSettings
{
    private static readonly RepresentRecipe Defaults = new();

    /// <summary>The recipe with another architecture; widths, normalisation and inputs that only the former had go back to their defaults.</summary>
    public static RepresentRecipe WithArchitecture(RepresentRecipe represent, string architecture)
    {
        ArgumentNullException.ThrowIfNull(represent);
        bool wasMlp = represent.Architecture == RepresentRecipe.Mlp;
        bool isMlp = architecture == RepresentRecipe.Mlp;
        RepresentRecipe changed = represent with { Architecture = architecture };
        if (wasMlp == isMlp) return changed;
        return changed with
        {
            Hidden = Defaults.Hidden,
            Channels = Defaults.Channels,
            Activation = Defaults.Activation,
            LayerNorm = isMlp && represent.LayerNorm,
            InputVariance = isMlp ? represent.InputVariance : 0,
        };
    }

    /// <summary>The recipe as a VAE or a plain autoencoder, which has no beta to choose.</summary>
    public static RepresentRecipe WithVariational(RepresentRecipe represent, bool isVariational)
    {
        ArgumentNullException.ThrowIfNull(represent);
        return represent with { Variational = isVariational, Beta = !isVariational && represent.Beta.IsAuto ? Defaults.Beta : represent.Beta };
    }

    /// <summary>The recipe with another number of latent dimensions, of which no more can be in use.</summary>
    public static RepresentRecipe WithLatent(RepresentRecipe represent, int latent)
    {
        ArgumentNullException.ThrowIfNull(represent);
        return represent with { Latent = latent, ActiveUnits = Math.Min(represent.ActiveUnits, latent) };
    }
}
