using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>The buffers of one worker's <see cref="Stft"/>, about 180 KB by default. Not thread-safe.</summary>
public sealed class StftWorkspace
{
    private readonly int _fftSize;
    private readonly int _hopLength;
    private readonly FftPrecision _precision;

    internal StftWorkspace(RealFft fft, int hopLength)
    {
        _fftSize = fft.Size;
        _hopLength = hopLength;
        _precision = fft.Precision;
        Transform = Lanes.Allocate(fft.WorkspaceRowCount);
        Power = Lanes.Allocate(fft.BinCount);
        Edge = new float[fft.SampleCount(hopLength)];
    }

    internal Memory<float> Transform { get; }

    internal Memory<float> Power { get; }

    internal Memory<float> Edge { get; }

    internal void RequireFor(StftOptions options)
    {
        if (_fftSize != options.FftSize || _hopLength != options.HopLength || _precision != options.Precision)
        {
            throw new ArgumentException(
                $"the workspace is for FftSize {_fftSize}, HopLength {_hopLength} and Precision {_precision}, must be for {options.FftSize}, {options.HopLength} and {options.Precision}");
        }
    }
}
