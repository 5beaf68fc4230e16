namespace Sargam.Learning.Vae;

/// <summary>What a VAE makes of a set of observations: whether the latent dimensions say anything, and how much comes back.</summary>
public sealed class VaeDiagnostics
{
    internal VaeDiagnostics(int activeUnits, IReadOnlyList<double> klPerDimension, double reconstructionR2)
    {
        ActiveUnits = activeUnits;
        KlPerDimension = klPerDimension;
        ReconstructionR2 = reconstructionR2;
    }

    /// <summary>
    /// Latent dimensions whose posterior mean varies by more than 0.01 over the observations (Burda, Grosse and Salakhutdinov 2016);
    /// 0 means that the posterior collapsed.
    /// </summary>
    public int ActiveUnits { get; }

    /// <summary>Mean KL divergence from the prior of each latent dimension, in nats; 0 or more. Near 0 the dimension is unused.</summary>
    public IReadOnlyList<double> KlPerDimension { get; }

    /// <summary>
    /// Share of the total variance that the reconstruction from the posterior mean explains, at most 1 and negative when it
    /// is worse than the column means; 0 for observations that do not vary.
    /// </summary>
    public double ReconstructionR2 { get; }
}
