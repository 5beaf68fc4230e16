using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>What turns a mix into a track: level, the hiss of a room, a limiter, clean ends.</summary>
internal static class Mastering
{
    /// <summary>No sample is louder than this.</summary>
    public const float Ceiling = 0.92f;

    private const float Knee = 0.6f;
    private const double FadeInSeconds = 0.01;
    private const double FadeOutSeconds = 0.12;

    /// <summary>Finishes the bus in place.</summary>
    /// <param name="bus">The mix.</param>
    /// <param name="decibels">Level before the limiter, RMS relative to full scale.</param>
    /// <param name="hissDecibels">Level of the room's noise, likewise.</param>
    /// <param name="rng">For the hiss.</param>
    public static void Finish(MixBus bus, double decibels, double hissDecibels, Rng rng)
    {
        RemoveOffset(bus.Samples);
        bus.Level(Math.Pow(10, decibels / 20));
        float hiss = (float)Math.Pow(10, hissDecibels / 20);
        for (int i = 0; i < bus.Length; i++) bus.Samples[i] = Limit(bus.Samples[i] + hiss * (float)rng.Normal());
        Fade(bus.Samples);
    }

    /// <summary>The identity up to the knee, then a smooth bend towards the ceiling.</summary>
    private static float Limit(float value)
    {
        float size = Math.Abs(value);
        if (size <= Knee) return value;
        float bent = Knee + (Ceiling - Knee) * MathF.Tanh((size - Knee) / (Ceiling - Knee));
        return MathF.CopySign(bent, value);
    }

    /// <summary>A high-pass at 15 Hz.</summary>
    private static void RemoveOffset(float[] samples)
    {
        double pole = 1 - Math.Tau * 15 / DemoCollection.SampleRate;
        double previous = 0, output = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            output = samples[i] - previous + pole * output;
            previous = samples[i];
            samples[i] = (float)output;
        }
    }

    private static void Fade(float[] samples)
    {
        int fadeIn = MixBus.ToSample(FadeInSeconds), fadeOut = MixBus.ToSample(FadeOutSeconds);
        for (int i = 0; i < fadeIn; i++) samples[i] *= Raised((double)i / fadeIn);
        for (int i = 0; i < fadeOut; i++) samples[^(i + 1)] *= Raised((double)i / fadeOut);
    }

    private static float Raised(double place) => (float)(0.5 - 0.5 * Math.Cos(Math.PI * place));
}
