using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>The power spectra of a few consecutive frames, one frame per lane; see <see cref="Lanes"/>.</summary>
/// <param name="firstFrame">Frame number of lane 0: a multiple of <see cref="Lanes.Count"/>.</param>
/// <param name="frameCount">Lanes in use.</param>
/// <param name="power">[bin][lane].</param>
public readonly ref struct PowerSpectrumBlock(int firstFrame, int frameCount, ReadOnlySpan<float> power)
{
    /// <summary>Frame number of lane 0: a multiple of <see cref="Lanes.Count"/>.</summary>
    public int FirstFrame { get; } = firstFrame;

    /// <summary>Lanes in use, at least 1: all but in the last block of a track. Unused lanes hold zeros.</summary>
    public int FrameCount { get; } = frameCount;

    /// <summary>Squared magnitudes, [bin][lane], FftSize / 2 + 1 rows.</summary>
    public ReadOnlySpan<float> Power { get; } = power;
}
