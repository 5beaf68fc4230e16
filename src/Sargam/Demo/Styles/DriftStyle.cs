using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>
/// The one style of the collection without clusters. Every track has the same instruments, the same chords and the same
/// pattern; what differs are some thirty numbers, each normal and independent of the others. There is no switch anywhere
/// (no major or minor, no optional instrument, keys shifted by any fraction of a semitone): a switch would be a real cluster.
/// </summary>
internal sealed class DriftStyle : IDemoStyle
{
    private static readonly int[] Roots = [0, 5, 3, 4];

    public string Name => "drift";

    public void Play(MixBus bus, Rng rng)
    {
        double beat = 60 / rng.Around(96, 5);
        double key = rng.Around(48, 0.4);
        double offset = rng.Around(0, 0.3);
        MixBus pads = PlayPads(bus.Group(), beat, key, offset, rng);
        MixBus plucks = PlayPlucks(bus.Group(), beat, key, offset, rng);
        MixBus pulse = PlayPulse(bus.Group(), beat, offset, rng);
        bus.Add(pads, rng.Ratio(1, 0.2));
        bus.Add(plucks, rng.Ratio(0.6, 0.25));
        bus.Add(pulse, rng.Ratio(0.35, 0.25));
        Effects.Wind(bus, rng.Ratio(2200, 0.25), rng.Ratio(0.7, 0.15), rng.Ratio(0.03, 0.3), rng.Ratio(0.3, 0.3), rng);
        Effects.Resonate(bus, rng.Ratio(420, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Resonate(bus, rng.Ratio(1300, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Resonate(bus, rng.Ratio(3400, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Reverb(bus, rng.Around(0.25, 0.04), rng.Ratio(1.2, 0.2));
    }

    private static MixBus PlayPads(MixBus bus, double beat, double key, double offset, Rng rng)
    {
        var pad = new SubtractiveVoice
        {
            OscillatorCount = 2,
            DetuneCents = rng.Ratio(13, 0.3),
            Envelope = new Envelope(rng.Ratio(0.12, 0.3), 0.5, rng.Around(0.75, 0.05), rng.Ratio(0.4, 0.25)),
            CutoffHz = rng.Ratio(1200, 0.25),
            CutoffOctaves = rng.Around(0.8, 0.15),
            Resonance = rng.Ratio(0.9, 0.15),
            VibratoHz = rng.Around(5, 0.5),
            VibratoCents = rng.Ratio(8, 0.4),
        };
        double spread = rng.Around(0, 0.08);
        double length = 2 * beat;
        for (int c = -1; (c + offset) * length < bus.Seconds; c++)
        {
            double start = Math.Max(0, (c + offset) * length);
            double held = (c + 1 + offset) * length - start;
            if (held <= 0) continue;
            int[] chord = Harmony.Chord(Harmony.Major, Roots[(c + 4) % 4], 3);
            for (int n = 0; n < 3; n++) pad.Play(bus, new Note(start, held, key + 12 + chord[n] + n * spread, 0.5), rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayPlucks(MixBus bus, double beat, double key, double offset, Rng rng)
    {
        var plucked = new PluckedString
        {
            Brightness = rng.Around(0.5, 0.05),
            DecaySeconds = rng.Ratio(1.2, 0.25),
            PickPosition = rng.Around(0.2, 0.02),
        };
        double accent = rng.Around(0.3, 0.08), swing = rng.Around(0.08, 0.03);
        double step = beat / 2;
        for (int s = -4; (s + 4 * offset) * step < bus.Seconds; s++)
        {
            double start = (s + 4 * offset + (s % 2 == 0 ? 0 : swing)) * step;
            if (start < 0) continue;
            int[] chord = Harmony.Chord(Harmony.Major, Roots[(s + 16) / 4 % 4], 4);
            plucked.Play(bus, new Note(start, 0.9, key + chord[(s + 4) % 4], s % 4 == 0 ? 0.7 + accent : 0.7 - accent / 3), rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayPulse(MixBus bus, double beat, double offset, Rng rng)
    {
        double hertz = rng.Ratio(5200, 0.2), decay = rng.Ratio(0.18, 0.25), kickHz = rng.Ratio(60, 0.15), kick = rng.Ratio(0.6, 0.25);
        for (int b = -2; (b + 2 * offset) * beat < bus.Seconds; b++)
        {
            double start = (b + 2 * offset) * beat;
            if (start < 0) continue;
            Drums.Kick(bus, start, kick, kickHz, 0.3);
            Drums.Hat(bus, start + beat / 2, 0.6, hertz, decay, rng);
        }

        bus.Level(0.2);
        return bus;
    }
}
