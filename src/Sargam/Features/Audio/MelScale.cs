namespace Sargam.Features.Audio;

/// <summary>
/// Slaney's mel scale: linear below 1 kHz, logarithmic above (librosa: <c>hz_to_mel(htk=False)</c>; Slaney, Auditory Toolbox, 1998).
/// </summary>
public static class MelScale
{
    private const double LinearHzPerMel = 200.0 / 3;
    private const double BreakHz = 1000;
    private const double BreakMel = BreakHz / LinearHzPerMel;

    // 27 steps lead from 1 kHz to 6.4 kHz.
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Mel number of a frequency.</summary>
    public static double FromHertz(double hertz) =>
        hertz < BreakHz ? hertz / LinearHzPerMel : BreakMel + Math.Log(hertz / BreakHz) / LogStep;

    /// <summary>Frequency of a mel number.</summary>
    public static double ToHertz(double mel) =>
        mel < BreakMel ? mel * LinearHzPerMel : BreakHz * Math.Exp(LogStep * (mel - BreakMel));

    /// <summary>Frequencies evenly spaced in mel, both ends included (librosa: <c>mel_frequencies</c>).</summary>
    /// <param name="count">At least 2.</param>
    /// <param name="minFrequency">First, in Hz.</param>
    /// <param name="maxFrequency">Last, in Hz.</param>
    public static double[] Frequencies(int count, double minFrequency, double maxFrequency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        double low = FromHertz(minFrequency);
        double step = (FromHertz(maxFrequency) - low) / (count - 1);
        var frequencies = new double[count];
        for (int i = 0; i < count; i++) frequencies[i] = ToHertz(low + i * step);
        return frequencies;
    }
}
