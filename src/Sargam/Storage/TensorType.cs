namespace Sargam.Storage;

/// <summary>How a tensor's numbers are stored; named as the safetensors format names them.</summary>
public enum TensorType
{
    /// <summary>32-bit floats.</summary>
    F32,

    /// <summary>16-bit floats: 11 significant bits, at most 65,504, whole steps of 6e-8 below 6.1e-5.</summary>
    F16,

    /// <summary>32-bit integers.</summary>
    I32,

    /// <summary>Bytes.</summary>
    U8,
}

/// <summary>Facts about tensor types.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes per number.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.F16 => 2,
        TensorType.U8 => 1,
        _ => 4,
    };

    /// <summary>The type of a name in a file.</summary>
    /// <exception cref="InvalidDataException">It is none of those above.</exception>
    public static TensorType Parse(string? name) => name switch
    {
        nameof(TensorType.F32) => TensorType.F32,
        nameof(TensorType.F16) => TensorType.F16,
        nameof(TensorType.I32) => TensorType.I32,
        nameof(TensorType.U8) => TensorType.U8,
        _ => throw new InvalidDataException($"tensor type {name} is not supported, must be F32, F16, I32 or U8"),
    };
}
