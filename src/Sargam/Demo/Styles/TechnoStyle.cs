using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>Four on the floor: kick, off-beat hats, claps, a rolling saw bass and chord stabs with an echo.</summary>
internal sealed class TechnoStyle : IDemoStyle
{
    private static readonly int[][] BassLines = [[0, 0, 7, 0], [0, 0, 0, 3], [0, 4, 0, 2], [0, 0, 4, 7]];
    private static readonly int[][] Roots = [[0, 5], [0, 3], [0, 6], [0, 4]];

    public string Name => "techno";

    public void Play(MixBus bus, Rng rng)
    {
        double beat = 60 / rng.Around(128, 3);
        double key = rng.Around(36, 2);
        int[] roots = rng.Pick(Roots);
        MixBus drums = PlayDrums(bus.Group(), beat, rng);
        MixBus bass = PlayBass(bus.Group(), beat, key, roots, rng);
        MixBus stabs = PlayStabs(bus.Group(), beat, key + 24, roots, rng);
        bus.Add(drums, rng.Ratio(1, 0.1));
        bus.Add(bass, rng.Ratio(0.6, 0.15));
        bus.Add(stabs, rng.Ratio(0.4, 0.2));
    }

    private static MixBus PlayDrums(MixBus bus, double beat, Rng rng)
    {
        double kickHz = rng.Around(50, 2.5), kickDecay = rng.Ratio(0.4, 0.15);
        double hatHz = rng.Ratio(6500, 0.1), hatDecay = rng.Ratio(0.14, 0.2), hatGain = rng.Ratio(0.4, 0.2);
        double clapDecay = rng.Ratio(0.25, 0.2);
        for (int b = 0; b * beat < bus.Seconds; b++)
        {
            double start = b * beat;
            Drums.Kick(bus, start, 1, kickHz, kickDecay);
            Drums.Hat(bus, start + beat / 2, hatGain, hatHz, hatDecay, rng);
            for (int s = 0; s < 4; s++) Drums.Hat(bus, start + s * beat / 4, 0.3 * hatGain, hatHz, 0.06, rng);
            if (b % 2 == 1) Drums.Clap(bus, start, 0.6, clapDecay, rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayBass(MixBus bus, double beat, double key, int[] roots, Rng rng)
    {
        int[] line = rng.Pick(BassLines);
        var voice = new SubtractiveVoice
        {
            OscillatorCount = 2,
            DetuneCents = rng.Ratio(7, 0.3),
            Envelope = new Envelope(0.004, rng.Ratio(0.16, 0.2), 0.2, 0.04),
            CutoffHz = rng.Ratio(260, 0.2),
            CutoffOctaves = rng.Around(2.6, 0.25),
            Resonance = rng.Ratio(2.2, 0.2),
        };
        double step = beat / 4;
        for (int s = 0; s * step < bus.Seconds; s++)
        {
            if (s % 4 == 0) continue;
            int degree = roots[s / 16 % roots.Length] + line[s % line.Length];
            voice.Play(bus, new Note(s * step, step * 0.8, key + Harmony.Degree(Harmony.Minor, degree), 0.7), rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayStabs(MixBus bus, double beat, double key, int[] roots, Rng rng)
    {
        var voice = new SubtractiveVoice
        {
            Waveform = Waveform.Square,
            Envelope = new Envelope(0.003, rng.Ratio(0.2, 0.2), 0, 0.05),
            CutoffHz = rng.Ratio(900, 0.2),
            CutoffOctaves = 1.5,
            Resonance = 1.2,
        };
        for (int b = 0; b * beat < bus.Seconds; b++)
        {
            double start = (b + (b % 2 == 0 ? 0.5 : 0.75)) * beat;
            foreach (int step in Harmony.Chord(Harmony.Minor, roots[b / 4 % roots.Length], 3))
            {
                voice.Play(bus, new Note(start, 0.15, key + step, 0.4), rng);
            }
        }

        Effects.Echo(bus, beat * 0.75, rng.Around(0.4, 0.04));
        bus.Level(0.2);
        return bus;
    }
}
