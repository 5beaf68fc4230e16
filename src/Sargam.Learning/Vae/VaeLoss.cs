using System.Numerics.Tensors;

namespace Sargam.Learning.Vae;

/// <summary>
/// Squared error and Gaussian KL divergence with their gradients. Both are means over the observations of a batch; within an
/// observation they are summed or averaged as the reductions say.
/// </summary>
internal sealed class VaeLoss(ReductionKind reconstructionReduction, ReductionKind klReduction)
{
    /// <summary>KL divergence of a Gaussian from the standard normal, in nats.</summary>
    public static double Kl(double mean, double logVariance) => 0.5 * (mean * mean + Math.Exp(logVariance) - 1 - logVariance);

    /// <summary>The squared error; writes its gradient with respect to the reconstruction.</summary>
    public double Reconstruction(ReadOnlySpan<float> input, ReadOnlySpan<float> reconstruction, Span<float> gradient, int rowCount)
    {
        TensorPrimitives.Subtract(reconstruction, input, gradient);
        int size = input.Length / rowCount;
        double sum = 0;
        for (int row = 0; row < rowCount; row++) sum += TensorPrimitives.SumOfSquares<float>(gradient.Slice(row * size, size));
        double scale = Scale(reconstructionReduction, rowCount, size);
        TensorPrimitives.Multiply(gradient, (float)(2 * scale), gradient);
        return sum * scale;
    }

    /// <summary>The KL divergence of the posteriors from the standard normal prior.</summary>
    public double Kl(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, int rowCount)
    {
        double sum = 0;
        for (int i = 0; i < mean.Length; i++) sum += Kl(mean[i], logVariance[i]);
        return sum * Scale(klReduction, rowCount, mean.Length / rowCount);
    }

    /// <summary>Adds the gradient of beta x KL to those of mean and log variance.</summary>
    /// <param name="mean">Posterior means.</param>
    /// <param name="deviation">Posterior standard deviations.</param>
    /// <param name="beta">Weight of the divergence.</param>
    /// <param name="meanGradient">Added to.</param>
    /// <param name="logVarianceGradient">Added to.</param>
    /// <param name="rowCount">Observations.</param>
    public void AddKlGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, double beta,
        Span<float> meanGradient, Span<float> logVarianceGradient, int rowCount)
    {
        float weight = (float)(beta * Scale(klReduction, rowCount, mean.Length / rowCount));
        for (int i = 0; i < mean.Length; i++)
        {
            meanGradient[i] += weight * mean[i];
            logVarianceGradient[i] += weight * 0.5f * (deviation[i] * deviation[i] - 1);
        }
    }

    private static double Scale(ReductionKind reduction, int rowCount, int size) =>
        reduction == ReductionKind.Sum ? 1.0 / rowCount : 1.0 / ((double)rowCount * size);
}
