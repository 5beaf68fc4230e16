using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>Effects on a whole bus, in place.</summary>
internal static class Effects
{
    /// <summary>A hall: four damped combs side by side, two all-passes behind them (Schroeder, 1962; Moorer, 1979).</summary>
    /// <param name="bus">What to put into the hall.</param>
    /// <param name="wet">Share of the hall in the result, 0 to 1.</param>
    /// <param name="seconds">Time for the hall to fall by 60 dB.</param>
    public static void Reverb(MixBus bus, double wet, double seconds)
    {
        ReadOnlySpan<int> combs = [653, 733, 823, 907];
        var hall = new float[bus.Length];
        foreach (int delay in combs) Comb(bus.Samples, hall, delay, Math.Pow(10, -3.0 * delay / DemoCollection.SampleRate / seconds));
        AllPass(hall, 241);
        AllPass(hall, 79);
        float dry = (float)(1 - wet), share = (float)wet;
        for (int i = 0; i < bus.Length; i++) bus.Samples[i] = dry * bus.Samples[i] + share * hall[i];
    }

    /// <summary>Echoes, each weaker than the one before by <paramref name="feedback"/>.</summary>
    public static void Echo(MixBus bus, double seconds, double feedback)
    {
        int delay = MixBus.ToSample(seconds);
        float gain = (float)feedback;
        for (int i = delay; i < bus.Length; i++) bus.Samples[i] += gain * bus.Samples[i - delay];
    }

    /// <summary>Overdrive: a soft curve that adds harmonics.</summary>
    public static void Drive(MixBus bus, double amount)
    {
        float gain = (float)amount;
        for (int i = 0; i < bus.Length; i++) bus.Samples[i] = MathF.Tanh(gain * bus.Samples[i]);
    }

    public static void LowPass(MixBus bus, double cutoffHz)
    {
        var filter = new StateVariableFilter(cutoffHz);
        for (int i = 0; i < bus.Length; i++)
        {
            filter.Process(bus.Samples[i]);
            bus.Samples[i] = (float)filter.Low;
        }
    }

    /// <summary>Adds to every sample what a resonance lets through: the body of an instrument, the cone of a loudspeaker.</summary>
    public static void Resonate(MixBus bus, double hertz, double resonance, double gain)
    {
        var filter = new StateVariableFilter(hertz, resonance);
        for (int i = 0; i < bus.Length; i++)
        {
            filter.Process(bus.Samples[i]);
            bus.Samples[i] += (float)(gain * filter.Band);
        }
    }

    /// <summary>Adds band-passed noise that swells and ebbs.</summary>
    public static void Wind(MixBus bus, double hertz, double resonance, double gain, double swellHz, Rng rng)
    {
        var filter = new StateVariableFilter(hertz, resonance);
        double phase = rng.NextDouble();
        double step = swellHz / DemoCollection.SampleRate;
        for (int i = 0; i < bus.Length; i++)
        {
            filter.Process(2 * rng.NextDouble() - 1);
            bus.Samples[i] += (float)(gain * (0.7 + 0.3 * Math.Sin(Math.Tau * (phase + step * i))) * filter.Band);
        }
    }

    private static void Comb(float[] input, float[] output, int delay, double feedback)
    {
        const float Damping = 0.3f;
        var line = new float[delay];
        float gain = (float)feedback, state = 0;
        for (int i = 0, at = 0; i < input.Length; i++)
        {
            float value = line[at];
            state += (1 - Damping) * (value - state);
            line[at] = input[i] + gain * state;
            output[i] += 0.25f * value;
            if (++at == delay) at = 0;
        }
    }

    private static void AllPass(float[] samples, int delay)
    {
        const float Gain = 0.6f;
        var line = new float[delay];
        for (int i = 0, at = 0; i < samples.Length; i++)
        {
            float delayed = line[at];
            float input = samples[i] + Gain * delayed;
            line[at] = input;
            samples[i] = delayed - Gain * input;
            if (++at == delay) at = 0;
        }
    }
}
