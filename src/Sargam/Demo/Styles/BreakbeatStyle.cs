using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>Fast broken beats, crashing cymbals and overdriven power chords: the noisy end of the collection.</summary>
internal sealed class BreakbeatStyle : IDemoStyle
{
    private static readonly string[] Breaks =
        ["K.S..KS.", "K.S.K.S.", "K.SK..S.", "K.S..KSS"];

    private static readonly int[][] Riffs = [[0, 0, 5, 6], [0, 3, 5, 3], [0, 0, 3, 4], [0, 6, 5, 4]];

    public string Name => "breakbeat";

    public void Play(MixBus bus, Rng rng)
    {
        double step = 60 / rng.Around(172, 4) / 2;
        double key = rng.Around(40, 1.5);
        bus.Add(PlayDrums(bus.Group(), step, rng), rng.Ratio(1, 0.1));
        bus.Add(PlayGuitars(bus.Group(), step, key, rng), rng.Ratio(1, 0.12));
    }

    private static MixBus PlayDrums(MixBus bus, double step, Rng rng)
    {
        string pattern = rng.Pick(Breaks);
        double snareHz = rng.Around(190, 8), snareDecay = rng.Ratio(0.26, 0.15);
        double cymbalHz = rng.Ratio(3800, 0.12), cymbalDecay = rng.Ratio(0.5, 0.2), cymbal = rng.Ratio(0.45, 0.15);
        for (int s = 0; s * step < bus.Seconds; s++)
        {
            double start = s * step;
            char hit = pattern[s % pattern.Length];
            if (hit == 'K') Drums.Kick(bus, start, 0.9, 58, 0.22);
            if (hit == 'S') Drums.Snare(bus, start, 1, snareHz, snareDecay, 0.75, rng);
            Drums.Hat(bus, start, s % 2 == 0 ? cymbal : 0.6 * cymbal, cymbalHz, cymbalDecay, rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayGuitars(MixBus bus, double step, double key, Rng rng)
    {
        int[] riff = rng.Pick(Riffs);
        var guitar = new SubtractiveVoice
        {
            OscillatorCount = 2,
            DetuneCents = rng.Ratio(12, 0.25),
            Envelope = new Envelope(0.005, 0.2, 0.8, 0.05),
            CutoffHz = rng.Ratio(5200, 0.15),
        };
        for (int s = 0; s * step < bus.Seconds; s += 2)
        {
            double root = key + Harmony.Degree(Harmony.Minor, riff[s / 8 % riff.Length]);
            foreach (double pitch in new[] { root, root + 7, root + 12 })
            {
                guitar.Play(bus, new Note(s * step, step * 1.8, pitch, 0.3), rng);
            }
        }

        Effects.Drive(bus, rng.Ratio(4, 0.2));
        Effects.Wind(bus, 3000, 0.5, rng.Ratio(0.12, 0.2), 0.3, rng);
        Effects.LowPass(bus, rng.Ratio(6500, 0.12));
        bus.Level(0.2);
        return bus;
    }
}
