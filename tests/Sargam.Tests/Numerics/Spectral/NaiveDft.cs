namespace Sargam.Tests.Numerics.Spectral;

/// <summary>The definition of the transform, in 64 bits.</summary>
internal static class NaiveDft
{
    public static (double Re, double Im) Bin(ReadOnlySpan<float> frame, ReadOnlySpan<double> window, int bin)
    {
        double re = 0;
        double im = 0;
        for (int t = 0; t < frame.Length; t++)
        {
            double angle = -2 * Math.PI * ((long)bin * t % frame.Length) / frame.Length;
            double value = frame[t] * (window.IsEmpty ? 1 : window[t]);
            re += value * Math.Cos(angle);
            im += value * Math.Sin(angle);
        }

        return (re, im);
    }
}
