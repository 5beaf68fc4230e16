using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>What an encoder says of observations: one Gaussian each, with a diagonal covariance.</summary>
/// <param name="mean">Means, observations x latent dimensions.</param>
/// <param name="logVariance">Natural logarithms of the variances, of the same shape.</param>
public sealed class VaePosterior(Matrix mean, Matrix logVariance)
{
    /// <summary>Means, observations x latent dimensions (PyTorch code calls it <c>mu</c>).</summary>
    public Matrix Mean { get; } = mean;

    /// <summary>Natural logarithms of the variances, of the same shape (<c>logvar</c>), kept within [-20, 10].</summary>
    public Matrix LogVariance { get; } = logVariance;
}
