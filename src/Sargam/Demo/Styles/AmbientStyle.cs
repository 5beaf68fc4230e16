using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>Slow, dark pads in a large hall, a breath of wind over them.</summary>
internal sealed class AmbientStyle : IDemoStyle
{
    private static readonly int[][] Progressions = [[0, 3, 5], [0, 5, 3], [5, 3, 0], [3, 0, 4]];

    public string Name => "ambient";

    public void Play(MixBus bus, Rng rng)
    {
        IReadOnlyList<int> scale = rng.Pick(Harmony.Modes);
        int[] roots = rng.Pick(Progressions);
        double key = rng.Around(50, 1.3);
        double chordSeconds = rng.Around(2.9, 0.25);
        var pad = new SubtractiveVoice
        {
            OscillatorCount = 3,
            DetuneCents = rng.Ratio(14, 0.2),
            Envelope = new Envelope(rng.Ratio(0.5, 0.25), 1, 0.8, rng.Ratio(1.6, 0.2)),
            CutoffHz = rng.Ratio(560, 0.15),
            CutoffOctaves = 0.6,
            VibratoHz = rng.Around(4, 0.4),
            VibratoCents = rng.Ratio(5, 0.4),
        };
        SubtractiveVoice bass = pad with { Waveform = Waveform.Sine, OscillatorCount = 1 };
        for (int c = 0; c * chordSeconds < bus.Seconds; c++)
        {
            int root = roots[c % roots.Length];
            double start = c * chordSeconds;
            foreach (int step in Harmony.Chord(scale, root, 4)) pad.Play(bus, new Note(start, chordSeconds, key + step, 0.5), rng);
            bass.Play(bus, new Note(start, chordSeconds, key - 12 + Harmony.Degree(scale, root), 0.7), rng);
        }

        bus.Level(0.2);
        Effects.Wind(bus, rng.Ratio(1100, 0.15), 0.6, rng.Ratio(0.05, 0.2), rng.Ratio(0.2, 0.3), rng);
        Effects.Reverb(bus, rng.Around(0.5, 0.05), rng.Ratio(2.6, 0.2));
    }
}
