using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Learning.Neural.Losses;

namespace Sargam.Learning.Vae.Objective;

/// <summary>The standard normal prior, with free bits: a dimension whose divergence is below them is left alone.</summary>
/// <param name="latentSize">Dimensions.</param>
/// <param name="reduction">How dimensions combine.</param>
/// <param name="freeBits">Nats per dimension, averaged over the batch, that cost nothing.</param>
internal sealed class StandardNormalPrior(int latentSize, ReductionKind reduction, double freeBits) : IPrior
{
    private readonly double[] _perDimension = new double[latentSize];
    private readonly float[] _scales = new float[latentSize];

    private double Scale => reduction == ReductionKind.Sum ? 1 : 1.0 / latentSize;

    /// <summary>KL divergence of a Gaussian from the standard normal, in nats.</summary>
    public static double Kl(double mean, double logVariance) => 0.5 * (mean * mean + Math.Exp(logVariance) - 1 - logVariance);

    public double Divergence(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> latent, int rowCount)
    {
        Array.Clear(_perDimension);
        for (int row = 0; row < rowCount; row++) AddRow(mean.Slice(row * latentSize, latentSize), logVariance.Slice(row * latentSize, latentSize));
        double sum = 0;
        foreach (double kl in _perDimension) sum += Math.Max(kl / rowCount, freeBits);
        return sum * Scale;
    }

    public void AddGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, double weight, Span<float> meanGradient, Span<float> logVarianceGradient, int rowCount)
    {
        float scale = (float)(weight * Scale / rowCount);
        for (int d = 0; d < latentSize; d++) _scales[d] = _perDimension[d] / rowCount < freeBits ? 0 : scale;
        for (int row = 0; row < rowCount; row++)
        {
            int at = row * latentSize;
            AddRowGradient(
                mean.Slice(at, latentSize), deviation.Slice(at, latentSize), meanGradient.Slice(at, latentSize), logVarianceGradient.Slice(at, latentSize));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance)
    {
        ref double sums = ref MemoryMarshal.GetArrayDataReference(_perDimension);
        ref float m = ref MemoryMarshal.GetReference(mean);
        ref float v = ref MemoryMarshal.GetReference(logVariance);
        int d = 0;
        for (; d <= latentSize - Vector<float>.Count; d += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref m, (nuint)d), out Vector<double> lowMean, out Vector<double> highMean);
            Vector.Widen(Vector.LoadUnsafe(ref v, (nuint)d), out Vector<double> low, out Vector<double> high);
            ref double to = ref Unsafe.Add(ref sums, d);
            (Vector.LoadUnsafe(ref to) + Kl(lowMean, low)).StoreUnsafe(ref to);
            to = ref Unsafe.Add(ref to, Vector<double>.Count);
            (Vector.LoadUnsafe(ref to) + Kl(highMean, high)).StoreUnsafe(ref to);
        }

        for (; d < latentSize; d++) _perDimension[d] += Kl(mean[d], logVariance[d]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Kl(Vector<double> mean, Vector<double> logVariance) =>
        new Vector<double>(0.5) * (mean * mean + Vector.Exp(logVariance) - Vector<double>.One - logVariance);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRowGradient(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, Span<float> meanGradient, Span<float> logVarianceGradient)
    {
        int d = 0;
        for (; d <= latentSize - Vector<float>.Count; d += Vector<float>.Count)
        {
            var scale = new Vector<float>(_scales, d);
            var s = new Vector<float>(deviation[d..]);
            Span<float> toMean = meanGradient[d..];
            Span<float> toLogVariance = logVarianceGradient[d..];
            (new Vector<float>(toMean) + scale * new Vector<float>(mean[d..])).CopyTo(toMean);
            (new Vector<float>(toLogVariance) + scale * new Vector<float>(0.5f) * (s * s - Vector<float>.One)).CopyTo(toLogVariance);
        }

        for (; d < latentSize; d++)
        {
            meanGradient[d] += _scales[d] * mean[d];
            logVarianceGradient[d] += _scales[d] * 0.5f * (deviation[d] * deviation[d] - 1);
        }
    }
}
