using System.Numerics;
using Sargam.Learning;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// How a signal is cut into frames. Frames are centred (librosa: <c>center=True</c>): frame t looks at the samples around
/// t * <see cref="HopLength"/>, zeros standing in beyond both ends, through a periodic Hann window.
/// </summary>
public sealed record StftOptions
{
    /// <summary>Samples per frame and length of the window (librosa: <c>n_fft</c>): a power of two from 16 to 65536. Default 2048.</summary>
    public int FftSize { get; init; } = 2048;

    /// <summary>Samples from one frame to the next (librosa: <c>hop_length</c>): from 1 to 65536. Default 512.</summary>
    public int HopLength { get; init; } = 512;

    /// <summary>The arithmetic of the transforms. Default 64 bits, as librosa; 32 bits take half the time.</summary>
    public FftPrecision Precision { get; init; } = FftPrecision.Bits64;

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (FftSize is < 16 or > 65536 || !BitOperations.IsPow2(FftSize))
        {
            errors.Add(new(nameof(FftSize), $"must be a power of two from 16 to 65536, got {FftSize}"));
        }

        if (HopLength is < 1 or > 65536) errors.Add(new(nameof(HopLength), $"must be from 1 to 65536, got {HopLength}"));
        if (!Enum.IsDefined(Precision)) errors.Add(new(nameof(Precision), $"must be Bits32 or Bits64, got {Precision}"));
        return errors;
    }
}
