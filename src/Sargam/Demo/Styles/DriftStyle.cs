using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>
/// The one style of the collection without clusters. Every track has the same instruments, the same chords and the same
/// pattern; what differs are some forty numbers, each normal and independent of the others. There is no switch anywhere
/// (no major or minor, no optional instrument): a switch would be a real cluster. Keys differ by less than a third of a semitone:
/// beyond half of one, tuning correction takes a track to the next key, which in chroma is a switch.
/// </summary>
internal sealed class DriftStyle : IDemoStyle
{
    private static readonly int[] Roots = [0, 5, 3, 4];

    public string Name => "drift";

    public void Play(MixBus bus, Rng rng)
    {
        double beat = 60 / rng.Around(96, 5);
        double key = rng.Around(48, 0.12);
        // The recording starts in the middle of the music: whether a note happens to sound in the first moment would be a switch.
        var music = new MixBus(bus.Length + MixBus.ToSample(rng.Around(2, 0.35)));
        MixBus pads = PlayPads(music.Group(), beat, key, rng);
        MixBus plucks = PlayPlucks(music.Group(), beat, key, rng);
        MixBus pulse = PlayPulse(music.Group(), beat, rng);
        music.Add(pads, rng.Ratio(1, 0.2));
        music.Add(plucks, rng.Ratio(0.6, 0.25));
        music.Add(pulse, rng.Ratio(0.35, 0.25));
        Effects.Wind(music, rng.Ratio(2200, 0.25), rng.Ratio(0.7, 0.15), rng.Ratio(0.03, 0.3), rng.Ratio(0.3, 0.3), rng);
        Effects.Resonate(music, rng.Ratio(420, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Resonate(music, rng.Ratio(1300, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Resonate(music, rng.Ratio(3400, 0.25), 1.5, rng.Around(0.6, 0.15));
        Effects.Reverb(music, rng.Around(0.25, 0.04), rng.Ratio(1.2, 0.2));
        music.Samples.AsSpan(music.Length - bus.Length).CopyTo(bus.Samples);
    }

    private static MixBus PlayPads(MixBus bus, double beat, double key, Rng rng)
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
        for (int c = 0; c * length < bus.Seconds; c++)
        {
            int[] chord = Harmony.Chord(Harmony.Major, Roots[c % 4], 3);
            for (int n = 0; n < 3; n++) pad.Play(bus, new Note(c * length, length, key + 12 + chord[n] + n * spread, 0.5), rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayPlucks(MixBus bus, double beat, double key, Rng rng)
    {
        var plucked = new PluckedString
        {
            Brightness = rng.Around(0.5, 0.05),
            DecaySeconds = rng.Ratio(1.2, 0.25),
            PickPosition = rng.Around(0.2, 0.02),
        };
        double accent = rng.Around(0.3, 0.08), swing = rng.Around(0.08, 0.03);
        double step = beat / 2;
        for (int s = 0; s * step < bus.Seconds; s++)
        {
            double start = (s + (s % 2 == 0 ? 0 : swing)) * step;
            int[] chord = Harmony.Chord(Harmony.Major, Roots[s / 4 % 4], 4);
            plucked.Play(bus, new Note(start, 0.9, key + chord[s % 4], s % 4 == 0 ? 0.7 + accent : 0.7 - accent / 3), rng);
        }

        bus.Level(0.2);
        return bus;
    }

    private static MixBus PlayPulse(MixBus bus, double beat, Rng rng)
    {
        double hertz = rng.Ratio(5200, 0.2), decay = rng.Ratio(0.18, 0.25), kickHz = rng.Ratio(60, 0.15), kick = rng.Ratio(0.6, 0.25);
        for (int b = 0; b * beat < bus.Seconds; b++)
        {
            Drums.Kick(bus, b * beat, kick, kickHz, 0.3);
            Drums.Hat(bus, (b + 0.5) * beat, 0.6, hertz, decay, rng);
        }

        bus.Level(0.2);
        return bus;
    }
}
