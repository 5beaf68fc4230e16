using System.Numerics.Tensors;

namespace Sargam.Learning.Vae.Objective;

/// <summary>z = mean + noise x exp(log variance / 2): sampling through which gradients pass (Kingma and Welling 2014).</summary>
internal static class Reparameterisation
{
    /// <summary>Computes the latent values; also gives the standard deviations, which the backward pass needs.</summary>
    public static void Forward(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> noise, Span<float> deviation, Span<float> latent)
    {
        TensorPrimitives.Multiply(logVariance, 0.5f, deviation);
        TensorPrimitives.Exp(deviation, deviation);
        TensorPrimitives.MultiplyAdd(noise, deviation, mean, latent);
    }

    /// <summary>Hands the gradient of the latent values on to mean and log variance; overwrites both.</summary>
    public static void Backward(
        ReadOnlySpan<float> noise, ReadOnlySpan<float> deviation, ReadOnlySpan<float> latentGradient,
        Span<float> meanGradient, Span<float> logVarianceGradient)
    {
        latentGradient.CopyTo(meanGradient);
        TensorPrimitives.Multiply(latentGradient, noise, logVarianceGradient);
        TensorPrimitives.Multiply(logVarianceGradient, deviation, logVarianceGradient);
        TensorPrimitives.Multiply(logVarianceGradient, 0.5f, logVarianceGradient);
    }
}
