using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>A reed organ in four parts, chord after chord, no drums.</summary>
internal sealed class ChoraleStyle : IDemoStyle
{
    private static readonly int[][] Progressions =
        [[0, 3, 4, 0, 5, 3, 4, 0], [0, 4, 5, 3, 0, 3, 4, 0], [0, 5, 3, 4, 5, 3, 4, 0], [0, 3, 0, 4, 5, 1, 4, 0]];

    public string Name => "chorale";

    public void Play(MixBus bus, Rng rng)
    {
        IReadOnlyList<int> scale = rng.Pick(Harmony.Modes);
        int[] roots = rng.Pick(Progressions);
        double key = rng.Around(55, 1.3);
        double beat = 60 / rng.Around(84, 5);
        var organ = new OrganVoice
        {
            Harmonics = Reeds(rng),
            Envelope = new Envelope(rng.Ratio(0.05, 0.2), 0.1, 0.92, rng.Ratio(0.14, 0.2)),
            TremulantHz = rng.Around(5.2, 0.4),
            TremulantDepth = rng.Ratio(0.06, 0.3),
            Breath = rng.Ratio(0.05, 0.3),
        };
        for (int b = 0; b * beat < bus.Seconds; b++)
        {
            int root = roots[b % roots.Length];
            int[] chord = Harmony.Chord(scale, root, 3);
            double[] parts = [key - 12 + Harmony.Degree(scale, root), key + chord[1], key + chord[2], key + 12 + chord[rng.NextInt(3)]];
            foreach (double pitch in parts)
            {
                double start = b * beat + Math.Abs(rng.Around(0, 0.006));
                organ.Play(bus, new Note(start, beat * 0.93, pitch + rng.Around(0, 0.03), 0.3), rng);
            }
        }

        Effects.Reverb(bus, rng.Around(0.25, 0.03), rng.Ratio(1.4, 0.15));
    }

    /// <summary>Harmonics that fall slowly up to a formant and quickly above it, each a little out of its place.</summary>
    private static double[] Reeds(Rng rng)
    {
        var harmonics = new double[24];
        double slope = rng.Around(0.55, 0.05);
        double formant = rng.Around(10, 0.7);
        for (int h = 1; h <= harmonics.Length; h++)
        {
            harmonics[h - 1] = Math.Pow(h, -slope) / (1 + Math.Pow(h / formant, 4)) * rng.Ratio(1, 0.1);
        }

        return harmonics;
    }
}
