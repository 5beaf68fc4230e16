using Sargam.Demo;
using Sargam.Numerics;

namespace Sargam.Tests.TestKit;

/// <summary>Small WAV files for tests that need tracks, not music.</summary>
internal static class Tones
{
    public const int SampleRate = 22_050;

    /// <summary>One second of a chord and noise that differ from seed to seed.</summary>
    public static byte[] Wav(ulong seed)
    {
        var rng = new Rng(seed);
        double frequency = rng.Uniform(100, 2000);
        double noise = rng.Uniform(0.001, 0.1);
        var samples = new float[SampleRate];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)(0.3 * Math.Sin(2 * Math.PI * frequency * i / SampleRate) + noise * rng.Normal());
        }

        return Wav(samples);
    }

    public static byte[] Wav(float[] samples)
    {
        using var stream = new MemoryStream();
        WavWriter.Write(stream, samples, SampleRate);
        return stream.ToArray();
    }
}
