namespace Sargam.Demo.Synthesis;

/// <summary>One note.</summary>
/// <param name="Start">Seconds from the start of the track.</param>
/// <param name="Held">Seconds until the key is let go.</param>
/// <param name="Pitch">MIDI pitch, 69 = 440 Hz; fractions are allowed.</param>
/// <param name="Gain">Loudness, 1 = full.</param>
internal readonly record struct Note(double Start, double Held, double Pitch, double Gain)
{
    public double Frequency => 440 * Math.Pow(2, (Pitch - 69) / 12);
}
