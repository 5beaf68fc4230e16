using System.Numerics;

namespace Sargam.Tests.Decoding;

/// <summary>Compares signals in a frequency band, in 64 bits.</summary>
internal static class LowPass
{
    /// <summary>Power of the reference over power of the difference in decibels, both below a frequency, ends cut off.</summary>
    public static double SignalToNoise(ReadOnlySpan<double> reference, ReadOnlySpan<float> signal, double cutoffOfRate, int cut)
    {
        var difference = new double[reference.Length];
        for (int i = 0; i < difference.Length; i++) difference[i] = signal[i] - reference[i];
        return 10 * Math.Log10(Energy(Apply(reference, cutoffOfRate), cut) / Energy(Apply(difference, cutoffOfRate), cut));
    }

    private static double Energy(double[] values, int cut)
    {
        double energy = 0;
        foreach (double value in values.AsSpan(cut, values.Length - 2 * cut)) energy += value * value;
        return energy;
    }

    private static double[] Apply(ReadOnlySpan<double> signal, double cutoffOfRate)
    {
        var spectrum = new Complex[BitOperations.RoundUpToPowerOf2((uint)signal.Length)];
        for (int i = 0; i < signal.Length; i++) spectrum[i] = signal[i];
        Transform(spectrum);
        for (int k = 0; k < spectrum.Length; k++)
        {
            if (Math.Min(k, spectrum.Length - k) > cutoffOfRate * spectrum.Length) spectrum[k] = 0;
        }

        // Transforming twice restores a signal backwards, which for energies would do, but not for cutting both ends alike.
        Transform(spectrum);
        var result = new double[signal.Length];
        for (int i = 0; i < result.Length; i++) result[i] = spectrum[(spectrum.Length - i) % spectrum.Length].Real / spectrum.Length;
        return result;
    }

    private static void Transform(Complex[] x)
    {
        int bits = BitOperations.Log2((uint)x.Length);
        for (uint i = 0; i < x.Length; i++)
        {
            uint j = 0;
            for (int bit = 0; bit < bits; bit++) j |= ((i >> bit) & 1) << (bits - 1 - bit);
            if (i < j) (x[i], x[j]) = (x[j], x[i]);
        }

        for (int half = 1; half < x.Length; half *= 2)
        {
            var twiddles = new Complex[half];
            for (int k = 0; k < half; k++) twiddles[k] = Complex.FromPolarCoordinates(1, -Math.PI * k / half);
            for (int start = 0; start < x.Length; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    Complex odd = x[start + half + k] * twiddles[k];
                    (x[start + k], x[start + half + k]) = (x[start + k] + odd, x[start + k] - odd);
                }
            }
        }
    }
}
