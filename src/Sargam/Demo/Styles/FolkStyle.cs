using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>Plucked strings: a picked accompaniment, bass notes and a tune, in a small wooden room.</summary>
internal sealed class FolkStyle : IDemoStyle
{
    private static readonly int[][] Progressions = [[0, 3, 4, 0], [0, 5, 3, 4], [0, 4, 5, 3], [0, 3, 0, 4]];
    private static readonly int[][] Pickings = [[0, 2, 1, 3, 2, 1], [0, 1, 2, 3, 2, 1], [0, 2, 3, 1, 2, 3]];

    public string Name => "folk";

    public void Play(MixBus bus, Rng rng)
    {
        IReadOnlyList<int> scale = rng.Pick(Harmony.Modes);
        int[] roots = rng.Pick(Progressions);
        int[] picking = rng.Pick(Pickings);
        double key = rng.Around(52, 2);
        double step = 60 / rng.Around(100, 6) / 3;
        var guitar = new PluckedString
        {
            Brightness = rng.Around(0.5, 0.04),
            DecaySeconds = rng.Ratio(2.2, 0.2),
            PickPosition = rng.Around(0.22, 0.02),
        };
        PluckedString soprano = guitar with { Brightness = guitar.Brightness + 0.1, DecaySeconds = guitar.DecaySeconds * 0.7 };
        double tuneGain = rng.Ratio(0.8, 0.2);
        int tune = 7;
        for (int s = 0; s * step < bus.Seconds; s++)
        {
            double start = s * step + Math.Abs(rng.Around(0, 0.004));
            int root = roots[s / 6 % roots.Length];
            int[] chord = Harmony.Chord(scale, root > 3 ? root - 7 : root, 4);
            guitar.Play(bus, new Note(start, 1.4, key + chord[picking[s % 6]], rng.Around(0.6, 0.06)), rng);
            if (s % 6 == 0) guitar.Play(bus, new Note(start, 1.8, key - 12 + Harmony.Degree(scale, root > 3 ? root - 7 : root), 0.9), rng);
            if (s % 2 == 1) continue;
            tune = Math.Clamp(tune + rng.NextInt(5) - 2, 4, 12);
            soprano.Play(bus, new Note(start, 1, key + 5 + Harmony.Degree(scale, tune), tuneGain), rng);
        }

        Effects.Resonate(bus, rng.Around(105, 4), 4, 0.5);
        Effects.Resonate(bus, rng.Around(215, 8), 4, 0.4);
        Effects.Reverb(bus, rng.Around(0.15, 0.02), rng.Ratio(0.7, 0.2));
    }
}
