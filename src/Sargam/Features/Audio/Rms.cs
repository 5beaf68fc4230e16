using System.Numerics.Tensors;

namespace Sargam.Features.Audio;

/// <summary>Root mean square of each frame's samples, without a window (librosa: <c>feature.rms(y=y)</c>).</summary>
public static class Rms
{
    /// <summary>One number per frame; zeros stand in beyond both ends.</summary>
    /// <param name="samples">At least one sample.</param>
    /// <param name="destination">1 + samples / HopLength numbers.</param>
    /// <param name="options">Frame and hop; default 2048 and 512.</param>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> destination, StftOptions? options = null)
    {
        options ??= new StftOptions();
        for (int frame = 0; frame < destination.Length; frame++)
        {
            long start = (long)frame * options.HopLength - options.FftSize / 2;
            int from = (int)Math.Clamp(start, 0, samples.Length);
            int to = (int)Math.Clamp(start + options.FftSize, 0, samples.Length);
            destination[frame] = MathF.Sqrt(TensorPrimitives.SumOfSquares(samples[from..to]) / options.FftSize);
        }
    }
}
