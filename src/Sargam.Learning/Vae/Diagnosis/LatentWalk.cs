using Sargam.Numerics;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>A straight walk along one latent dimension, all others at their mean. Matrices have a row per point.</summary>
public sealed class LatentWalk
{
    internal LatentWalk(
        int dimension, double kl, double deviation, Matrix latents, IReadOnlyList<Matrix> decoded, IReadOnlyList<int> nearestRows, IReadOnlyList<double> nearestDistances)
    {
        (Dimension, Kl, Deviation) = (dimension, kl, deviation);
        (Latents, Decoded, NearestRows, NearestDistances) = (latents, decoded, nearestRows, nearestDistances);
    }

    /// <summary>The dimension walked along, from 0.</summary>
    public int Dimension { get; }

    /// <summary>Mean KL divergence of the dimension, in nats; 0 for a plain autoencoder.</summary>
    public double Kl { get; }

    /// <summary>Standard deviation of the aggregate posterior in this dimension: the unit of the walk.</summary>
    public double Deviation { get; }

    /// <summary>The points, x latent dimensions.</summary>
    public Matrix Latents { get; }

    /// <summary>What each point stands for: a matrix per modality, in the model's own (standardised) units.</summary>
    public IReadOnlyList<Matrix> Decoded { get; }

    /// <summary>The observation nearest to each point; never the same at neighbouring points unless there is only one.</summary>
    public IReadOnlyList<int> NearestRows { get; }

    /// <summary>Euclidean distance of each point from that observation, in the latent space.</summary>
    public IReadOnlyList<double> NearestDistances { get; }
}
