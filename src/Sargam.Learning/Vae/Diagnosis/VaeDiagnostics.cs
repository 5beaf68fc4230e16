namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>What a VAE makes of a set of observations: whether the latent dimensions say anything, and how much comes back.</summary>
public sealed class VaeDiagnostics
{
    /// <summary>Nats of KL divergence above which a dimension certainly carries information.</summary>
    public const double InformativeKl = 0.1;

    internal VaeDiagnostics(LatentStatistics statistics, IReadOnlyList<ReconstructionQuality> qualities, IReadOnlyList<double> componentShares)
    {
        ActiveUnits = statistics.ActiveUnits;
        KlPerDimension = statistics.KlPerDimension;
        AggregateDeviations = statistics.AggregateDeviations;
        ReconstructionR2 = ReconstructionQuality.Share(qualities.Sum(quality => quality.Error), qualities.Sum(quality => quality.Variation));
        ReconstructionR2PerModality = [.. qualities.Select(quality => quality.R2)];
        ComponentShares = componentShares;
        Qualities = qualities;
    }

    /// <summary>
    /// Latent dimensions whose posterior mean varies by more than 0.01 over the observations (Burda, Grosse and Salakhutdinov 2016);
    /// 0 means that the posterior collapsed.
    /// </summary>
    public int ActiveUnits { get; }

    /// <summary>Latent dimensions with more than <see cref="InformativeKl"/> nats of divergence: a stricter count than <see cref="ActiveUnits"/>.</summary>
    public int InformativeUnits => KlPerDimension.Count(kl => kl > InformativeKl);

    /// <summary>Mean KL divergence from the standard normal of each latent dimension, in nats; 0 or more. Near 0 the dimension is unused. All 0 for a plain autoencoder.</summary>
    public IReadOnlyList<double> KlPerDimension { get; }

    /// <summary>
    /// Standard deviation of the aggregate posterior in each dimension: near 1 where the encoder covers the prior; much less or
    /// more means that samples of the prior do not look like the data.
    /// </summary>
    public IReadOnlyList<double> AggregateDeviations { get; }

    /// <summary>
    /// Share of the total variance, all modalities together, that the reconstruction from the posterior mean explains, at most 1 and
    /// negative when it is worse than the column means; 0 for observations that do not vary.
    /// </summary>
    public double ReconstructionR2 { get; }

    /// <summary>The same for each modality, over the observations that have it.</summary>
    public IReadOnlyList<double> ReconstructionR2PerModality { get; }

    /// <summary>
    /// Share of the observations for which each component of a mixture prior is the most probable one; they add up to 1. Empty with
    /// a standard normal prior. A component near 0 was lost.
    /// </summary>
    public IReadOnlyList<double> ComponentShares { get; }

    internal IReadOnlyList<ReconstructionQuality> Qualities { get; }
}
