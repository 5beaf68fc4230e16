namespace Sargam.Demo.Synthesis;

/// <summary>
/// Attack, decay, sustain, release: times in seconds, the sustained level in [0, 1]. Attack is a straight line; decay and
/// release are parabolas, which the ear takes for exponentials but which do reach zero.
/// </summary>
internal readonly record struct Envelope(double Attack, double Decay, double Sustain, double Release)
{
    /// <summary>The level at a time after the note's start; the key is let go after <paramref name="held"/> seconds.</summary>
    public double At(double time, double held)
    {
        if (time < held) return Pressed(time);
        double left = 1 - (time - held) / Release;
        return left <= 0 ? 0 : Pressed(held) * left * left;
    }

    private double Pressed(double time)
    {
        if (time < Attack) return time / Attack;
        double left = Math.Max(0, 1 - (time - Attack) / Decay);
        return Sustain + (1 - Sustain) * left * left;
    }
}
