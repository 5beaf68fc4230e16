namespace Sargam.Demo.Synthesis;

internal enum Waveform
{
    Sine,
    Saw,
    Square,
}

/// <summary>
/// One oscillator. Saw and square are band-limited by PolyBLEP (Välimäki and Huovilainen, 2007): each jump is replaced by a
/// polynomial two samples wide.
/// </summary>
internal struct Oscillator(Waveform waveform, double phase)
{
    private double _phase = phase;

    /// <summary>The next sample, in [-1, 1]; <paramref name="increment"/> is the frequency over the sample rate.</summary>
    public double Next(double increment)
    {
        double value = waveform switch
        {
            Waveform.Saw => 2 * _phase - 1 - Blep(_phase, increment),
            Waveform.Square => (_phase < 0.5 ? 1 : -1) + Blep(_phase, increment) - Blep(HalfTurn(_phase), increment),
            _ => Math.Sin(Math.Tau * _phase),
        };
        _phase += increment;
        if (_phase >= 1) _phase -= 1;
        return value;
    }

    private static double HalfTurn(double phase) => phase < 0.5 ? phase + 0.5 : phase - 0.5;

    private static double Blep(double phase, double increment)
    {
        if (phase < increment)
        {
            double t = phase / increment;
            return t + t - t * t - 1;
        }

        if (phase > 1 - increment)
        {
            double t = (phase - 1) / increment;
            return t * t + t + t + 1;
        }

        return 0;
    }
}
