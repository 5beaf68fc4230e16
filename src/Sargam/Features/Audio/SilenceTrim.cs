using Sargam.Decoding;

namespace Sargam.Features.Audio;

/// <summary>Finds the silence before and after a signal (librosa: <c>effects.trim</c>).</summary>
/// <remarks>For users of the library: no schema trims, so that times in a track stay what they are in its file.</remarks>
public static class SilenceTrim
{
    // Amplitudes below this count as this: 100 dB under full scale.
    private const double MinAmplitude = 1e-5;

    /// <summary>The part between the first and the last frame that is loud enough.</summary>
    /// <param name="samples">Any number of samples.</param>
    /// <param name="topDecibels">Frames more than this under the loudest frame are silent. librosa's default: 60.</param>
    /// <param name="options">Frame and hop; default 2048 and 512.</param>
    /// <returns>First sample and number of samples. Digital silence is as loud as its loudest frame, and kept.</returns>
    public static FrameRange Find(ReadOnlySpan<float> samples, double topDecibels = 60, StftOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topDecibels);
        options ??= new StftOptions();
        if (samples.IsEmpty) return new FrameRange(0, 0);
        var levels = new float[1 + samples.Length / options.HopLength];
        Rms.Compute(samples, levels, options);
        double reference = Decibels(levels.Max());
        bool IsLoud(float level) => Decibels(level) - reference > -topDecibels;
        int first = Array.FindIndex(levels, IsLoud);
        if (first < 0) return new FrameRange(0, 0);
        long start = (long)first * options.HopLength;
        long end = Math.Min(samples.Length, (Array.FindLastIndex(levels, IsLoud) + 1L) * options.HopLength);
        return new FrameRange(start, end - start);
    }

    private static double Decibels(float amplitude) => 20 * Math.Log10(Math.Max(amplitude, MinAmplitude));
}
