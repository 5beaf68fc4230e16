using Sargam.Learning.Neural;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>From the encoders' hidden values to the posterior's mean and log variance.</summary>
internal abstract class PosteriorHead(BranchEncoder[] encoders)
{
    protected BranchEncoder[] Encoders { get; } = encoders;

    public abstract void Initialize(Rng rng);

    /// <summary>Encodes the batch; the log variance is empty for a plain autoencoder.</summary>
    public abstract void Forward(VaeBatch batch, Span<float> mean, Span<float> logVariance, LayerMode mode);

    /// <summary>Writes the gradients of the heads and, through the encoders, of theirs; may overwrite the log variance's.</summary>
    public abstract void Backward(
        VaeBatch batch, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance,
        ReadOnlySpan<float> meanGradient, Span<float> logVarianceGradient);

    /// <summary>A buffer of at least this length.</summary>
    protected static Span<float> Sized(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new float[length];
        return buffer.AsSpan(0, length);
    }
}
