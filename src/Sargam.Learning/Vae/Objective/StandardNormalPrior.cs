using Sargam.Learning.Neural.Losses;

namespace Sargam.Learning.Vae.Objective;

/// <summary>The standard normal prior, with free bits: a dimension whose divergence is below them is left alone.</summary>
/// <param name="latentSize">Dimensions.</param>
/// <param name="reduction">How dimensions combine.</param>
/// <param name="freeBits">Nats per dimension, averaged over the batch, that cost nothing.</param>
internal sealed class StandardNormalPrior(int latentSize, ReductionKind reduction, double freeBits) : IPrior
{
    private readonly double[] _perDimension = new double[latentSize];

    private double Scale => reduction == ReductionKind.Sum ? 1 : 1.0 / latentSize;

    /// <summary>KL divergence of a Gaussian from the standard normal, in nats.</summary>
    public static double Kl(double mean, double logVariance) => 0.5 * (mean * mean + Math.Exp(logVariance) - 1 - logVariance);

    public double Divergence(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> latent, int rowCount)
    {
        Array.Clear(_perDimension);
        for (int row = 0, at = 0; row < rowCount; row++)
        {
            for (int d = 0; d < latentSize; d++, at++) _perDimension[d] += Kl(mean[at], logVariance[at]);
        }

        double sum = 0;
        foreach (double kl in _perDimension) sum += Math.Max(kl / rowCount, freeBits);
        return sum * Scale;
    }

    public void AddGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, double weight, Span<float> meanGradient, Span<float> logVarianceGradient, int rowCount)
    {
        float scale = (float)(weight * Scale / rowCount);
        for (int row = 0, at = 0; row < rowCount; row++)
        {
            for (int d = 0; d < latentSize; d++, at++)
            {
                if (_perDimension[d] / rowCount < freeBits) continue;
                meanGradient[at] += scale * mean[at];
                logVarianceGradient[at] += scale * 0.5f * (deviation[at] * deviation[at] - 1);
            }
        }
    }
}
