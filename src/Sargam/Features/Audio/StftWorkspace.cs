using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>The buffers of one worker's <see cref="Stft"/>, about 120 KB by default. Not thread-safe.</summary>
public sealed class StftWorkspace
{
    private readonly int _fftSize;
    private readonly int _hopLength;

    internal StftWorkspace(RealFft fft, int hopLength)
    {
        _fftSize = fft.Size;
        _hopLength = hopLength;
        Transform = Lanes.Allocate(fft.Size);
        Power = Lanes.Allocate(fft.BinCount);
        Edge = new float[fft.SampleCount(hopLength)];
    }

    internal Memory<float> Transform { get; }

    internal Memory<float> Power { get; }

    internal Memory<float> Edge { get; }

    internal void RequireFor(StftOptions options)
    {
        if (_fftSize != options.FftSize || _hopLength != options.HopLength)
        {
            throw new ArgumentException(
                $"the workspace is for FftSize {_fftSize} and HopLength {_hopLength}, must be for {options.FftSize} and {options.HopLength}");
        }
    }
}
