using Sargam.Decoding;
using Sargam.Learning;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Mel-frequency cepstral coefficients: the orthonormal DCT-II over the mel bands in decibels (librosa: <c>feature.mfcc</c>).
/// Immutable and thread-safe.
/// </summary>
public sealed class Mfcc
{
    private readonly Matrix _basis;

    /// <summary>Prepares the transform.</summary>
    /// <param name="coefficientCount">From 1 to <paramref name="bandCount"/>.</param>
    /// <param name="bandCount">Mel bands, at least 1.</param>
    public Mfcc(int coefficientCount, int bandCount)
    {
        _basis = Dct.TypeTwo(coefficientCount, bandCount);
    }

    /// <summary>The coefficients of one signal, coefficients x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: 20 coefficients of 128 bands.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, MfccOptions? options = null, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        options ??= new MfccOptions();
        OptionError.ThrowIfAny(options.Validate(audio.SampleRate), nameof(MfccOptions));
        FrameBlocks bands = MelSpectrogram.Visited(audio, options.Mel, stftOptions);
        PowerToDecibels.Apply(bands.Values, options.Decibels);
        var coefficients = new FrameBlocks();
        new Mfcc(options.CoefficientCount, options.Mel.MelBandCount).Apply(bands, coefficients);
        return coefficients.ToMatrix();
    }

    /// <summary>Transforms every frame.</summary>
    /// <param name="decibels">Mel bands in decibels.</param>
    /// <param name="coefficients">Destination; made as large as needed.</param>
    /// <exception cref="ArgumentException">The number of bands is not the one it was prepared for.</exception>
    public void Apply(FrameBlocks decibels, FrameBlocks coefficients)
    {
        ArgumentNullException.ThrowIfNull(decibels);
        ArgumentNullException.ThrowIfNull(coefficients);
        if (decibels.RowCount != _basis.ColumnCount)
        {
            throw new ArgumentException($"there must be {_basis.ColumnCount} mel bands, got {decibels.RowCount}", nameof(decibels));
        }

        coefficients.Reset(_basis.RowCount, decibels.FrameCount);
        for (int block = 0; block < decibels.BlockCount; block++)
        {
            LaneKernels.Multiply(_basis, decibels.Block(block), coefficients.Block(block));
        }
    }
}
