using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Features;

/// <summary>Blocks of frames for tests that need numbers, not music.</summary>
internal static class Frames
{
    public static FrameBlocks From(Func<int, int, float> value, int rowCount, int frameCount, float unused = 0)
    {
        var frames = new FrameBlocks();
        frames.Reset(rowCount, frameCount);
        frames.Values.Fill(unused);
        for (int frame = 0; frame < frameCount; frame++)
        {
            Span<float> block = frames.Block(frame / Lanes.Count);
            for (int row = 0; row < rowCount; row++) block[row * Lanes.Count + frame % Lanes.Count] = value(row, frame);
        }

        return frames;
    }

    /// <summary>Powers over many orders of magnitude.</summary>
    public static FrameBlocks Powers(ulong seed, int rowCount, int frameCount, float unused = 0)
    {
        var rng = new Rng(seed);
        return From((_, _) => (float)Math.Exp(3 * rng.Normal()), rowCount, frameCount, unused);
    }

    public static FrameBlocks Decibels(ulong seed, int rowCount, int frameCount, float unused = 0)
    {
        var rng = new Rng(seed);
        return From((_, _) => (float)(-30 + 10 * rng.Normal()), rowCount, frameCount, unused);
    }

    /// <summary>Onset strengths: not negative, mostly small, now and then 0.</summary>
    public static float[] Strengths(ulong seed, int frameCount)
    {
        var rng = new Rng(seed);
        var strengths = new float[frameCount];
        for (int i = 0; i < frameCount; i++) strengths[i] = rng.NextInt(4) == 0 ? 0 : (float)Math.Exp(2 * rng.Normal());
        return strengths;
    }

    /// <summary>One frame in so many has an onset.</summary>
    public static float[] Pulses(int frameCount, double period, int first = 3)
    {
        var strengths = new float[frameCount];
        for (double at = first; Math.Round(at) < frameCount; at += period) strengths[(int)Math.Round(at)] = 10;
        return strengths;
    }
}
