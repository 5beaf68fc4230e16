namespace Sargam.Decoding.Wav;

/// <summary>How a WAV file stores one sample.</summary>
internal enum WavEncoding
{
    /// <summary>8 bits, 128 is silence.</summary>
    UInt8,

    /// <summary>16 bits, little endian.</summary>
    Int16,

    /// <summary>24 bits, little endian.</summary>
    Int24,

    /// <summary>32 bits, little endian.</summary>
    Int32,

    /// <summary>IEEE 32-bit float.</summary>
    Float32,

    /// <summary>IEEE 64-bit float.</summary>
    Float64,
}
