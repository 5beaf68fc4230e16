namespace Sargam.Numerics.Spectral;

/// <summary>The arithmetic of a Fourier transform. Samples and spectra are floats either way.</summary>
public enum FftPrecision
{
    /// <summary>
    /// 32 bits, twice as fast. Rounding noise lies about 140 dB under the energy of a frame: enough for whatever sums over
    /// bins or coefficients, too much for a thousandth of a decibel in a band that is 70 dB under its neighbour.
    /// </summary>
    Bits32,

    /// <summary>64 bits, as numpy and librosa transform.</summary>
    Bits64,
}
