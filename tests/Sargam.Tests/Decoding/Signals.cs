using System.Runtime.InteropServices;
using Sargam.Decoding;

namespace Sargam.Tests.Decoding;

/// <summary>Known signals, and ways to read and compare streams.</summary>
internal static class Signals
{
    /// <summary>Two sines that never repeat within a second, different in each channel; interleaved 16-bit.</summary>
    public static short[] Tones(int frames, int channels, int sampleRate)
    {
        var samples = new short[frames * channels];
        for (int i = 0; i < samples.Length; i++)
        {
            double t = (double)(i / channels) / sampleRate;
            double phase = 2 * Math.PI * (330 + 111 * (i % channels)) * t * (1 + 0.05 * t);
            samples[i] = (short)(9000 * Math.Sin(phase) + 4000 * Math.Sin(2 * Math.PI * 1234.5 * t));
        }

        return samples;
    }

    /// <summary>A ramp, so that a sample tells where it was.</summary>
    public static short[] Ramp(int frames) => [.. Enumerable.Range(0, frames).Select(i => (short)(i % 32768))];

    /// <summary>16-bit samples as a decoder gives them.</summary>
    public static float[] Floats(short[] samples) => [.. samples.Select(v => v / 32768f)];

    public static byte[] Bytes<T>(params ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    /// <summary>Reads everything, in blocks of an awkward length.</summary>
    public static async Task<float[]> ReadAllAsync(IAudioStream stream, int framesPerBlock = 1021)
    {
        var all = new List<float>();
        var block = new float[framesPerBlock * stream.Format.ChannelCount];
        while (await stream.ReadAsync(block, TestContext.Current.CancellationToken) is > 0 and int frames)
        {
            all.AddRange(block.AsSpan(0, frames * stream.Format.ChannelCount));
        }

        return [.. all];
    }

    public static async Task<float[]> ReadAllAsync(IAudioDecoder decoder, string path)
    {
        await using IAudioStream stream = await decoder.OpenAsync(path, TestContext.Current.CancellationToken);
        return await ReadAllAsync(stream);
    }

    /// <summary>Signal to noise ratio of an array against its reference, in decibels.</summary>
    public static double SnrDecibels(ReadOnlySpan<double> reference, ReadOnlySpan<float> actual)
    {
        Assert.Equal(reference.Length, actual.Length);
        (double signal, double noise) = (0, 0);
        for (int i = 0; i < reference.Length; i++)
        {
            signal += reference[i] * reference[i];
            noise += (reference[i] - actual[i]) * (reference[i] - actual[i]);
        }

        return noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
    }
}
