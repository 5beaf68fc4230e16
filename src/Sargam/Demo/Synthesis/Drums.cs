using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>Drums from falling sines and filtered noise. Times in seconds; a decay is the time to fall by 60 dB.</summary>
internal static class Drums
{
    /// <summary>A sine that falls from four times <paramref name="hertz"/> to it.</summary>
    public static void Kick(MixBus bus, double start, double gain, double hertz, double decay)
    {
        double phase = 0;
        foreach ((int i, double time, double level) in Decay(bus, start, decay))
        {
            phase += hertz * (1 + 3 * Math.Exp(-time * 35)) / DemoCollection.SampleRate;
            bus.Samples[i] += (float)(gain * level * Math.Sin(Math.Tau * phase));
        }
    }

    /// <summary>Two drum-skin tones under a band of noise; <paramref name="noise"/> is the noise's share.</summary>
    public static void Snare(MixBus bus, double start, double gain, double hertz, double decay, double noise, Rng rng)
    {
        var wires = new StateVariableFilter(3200, 0.5);
        foreach ((int i, double time, double level) in Decay(bus, start, decay))
        {
            wires.Process(2 * rng.NextDouble() - 1);
            double skin = Math.Sin(Math.Tau * hertz * time) + 0.6 * Math.Sin(Math.Tau * 1.83 * hertz * time);
            bus.Samples[i] += (float)(gain * level * (noise * 1.6 * wires.Band + (1 - noise) * level * skin));
        }
    }

    /// <summary>High-passed noise: a closed hat when short, a cymbal when long.</summary>
    public static void Hat(MixBus bus, double start, double gain, double cutoffHz, double decay, Rng rng)
    {
        var filter = new StateVariableFilter(cutoffHz, 0.9);
        foreach ((int i, double _, double level) in Decay(bus, start, decay))
        {
            filter.Process(2 * rng.NextDouble() - 1);
            bus.Samples[i] += (float)(gain * level * filter.High);
        }
    }

    /// <summary>Four bursts of band-passed noise, 11 ms apart, the last one ringing.</summary>
    public static void Clap(MixBus bus, double start, double gain, double decay, Rng rng)
    {
        for (int burst = 0; burst < 4; burst++)
        {
            var filter = new StateVariableFilter(1500, 1.5);
            foreach ((int i, double _, double level) in Decay(bus, start + 0.011 * burst, burst == 3 ? decay : 0.03))
            {
                filter.Process(2 * rng.NextDouble() - 1);
                bus.Samples[i] += (float)(gain * level * filter.Band);
            }
        }
    }

    /// <summary>The samples of one hit with their time and an exponential level, faded in over a millisecond.</summary>
    private static IEnumerable<(int Sample, double Time, double Level)> Decay(MixBus bus, double start, double decay)
    {
        int first = Math.Max(0, MixBus.ToSample(start));
        int end = Math.Min(bus.Length, first + MixBus.ToSample(decay * 1.1));
        double factor = Math.Pow(10, -3 / (decay * DemoCollection.SampleRate));
        double level = 1;
        for (int i = first; i < end; i++)
        {
            double time = (double)(i - first) / DemoCollection.SampleRate;
            yield return (i, time, level * Math.Min(1, time * 1000));
            level *= factor;
        }
    }
}
