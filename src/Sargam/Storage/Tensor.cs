using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sargam.Storage;

/// <summary>Numbers with a shape, as a safetensors file holds them.</summary>
public sealed class Tensor
{
    private readonly ReadOnlyMemory<float> _floats;
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Makes an F32 tensor; the values are not copied.</summary>
    /// <param name="shape">Lengths of the dimensions.</param>
    /// <param name="values">Values in row-major order.</param>
    /// <exception cref="ArgumentException">The number of values is not the product of the lengths.</exception>
    public Tensor(IReadOnlyList<int> shape, ReadOnlyMemory<float> values)
    {
        Shape = shape;
        _floats = values;
        CheckLength(values.Length);
    }

    /// <summary>Makes a tensor of any type; the bytes are not copied.</summary>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="shape">Lengths of the dimensions.</param>
    /// <param name="bytes">Little-endian numbers in row-major order.</param>
    /// <exception cref="ArgumentException">The number of bytes does not follow from type and lengths.</exception>
    public Tensor(TensorType type, IReadOnlyList<int> shape, ReadOnlyMemory<byte> bytes)
    {
        Type = type;
        Shape = shape;
        if (type == TensorType.F32) _floats = MemoryMarshal.Cast<byte, float>(bytes.Span).ToArray();
        else _bytes = bytes;
        CheckLength(bytes.Length / type.Size());
        if (bytes.Length % type.Size() != 0) throw new ArgumentException($"{type} must have {type.Size()} bytes each, got {bytes.Length} in all", nameof(bytes));
    }

    /// <summary>The type of the numbers.</summary>
    public TensorType Type { get; }

    /// <summary>Lengths of the dimensions.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>
    /// Values in row-major order as 32-bit floats, whatever the stored type (NumPy: <c>astype(float32)</c>); only F32 is not
    /// copied. Integers beyond 2^24 are rounded: see <see cref="Bytes"/> for all their bits.
    /// </summary>
    public ReadOnlyMemory<float> Values => Type == TensorType.F32 ? _floats : ToFloats();

    /// <summary>The numbers as they are stored: little-endian, row-major.</summary>
    public ReadOnlySpan<byte> Bytes => Type == TensorType.F32 ? MemoryMarshal.AsBytes(_floats.Span) : _bytes.Span;

    /// <summary>Makes an F16 tensor: each value is rounded to the nearest that 11 significant bits can hold.</summary>
    /// <param name="shape">Lengths of the dimensions.</param>
    /// <param name="values">Values in row-major order, none beyond 65,504.</param>
    /// <exception cref="ArgumentException">A value would become infinite, or the number of values does not match.</exception>
    public static Tensor OfHalf(IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        var halves = new byte[values.Length * sizeof(ushort)];
        ToHalf(values, halves);
        return new Tensor(TensorType.F16, shape, halves);
    }

    /// <summary>Makes an I32 tensor.</summary>
    /// <param name="shape">Lengths of the dimensions.</param>
    /// <param name="values">Values in row-major order.</param>
    public static Tensor OfInt32(IReadOnlyList<int> shape, ReadOnlySpan<int> values) =>
        new(TensorType.I32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Rounds floats to halves, nearest first, ties to even.</summary>
    /// <exception cref="ArgumentException">A finite value lies beyond what a half can hold.</exception>
    internal static void ToHalf(ReadOnlySpan<float> values, Span<byte> destination)
    {
        Span<Half> halves = MemoryMarshal.Cast<byte, Half>(destination);
        TensorPrimitives.ConvertToHalf(values, halves);
        for (int i = 0; i < values.Length; i++)
        {
            // Not clipped: a number this far outside is a mistake in the schema, and clipping would hide it.
            if (Half.IsInfinity(halves[i]) && float.IsFinite(values[i]))
            {
                throw new ArgumentException($"values of type F16 must lie within +-65504, got {values[i]} at {i}", nameof(values));
            }
        }
    }

    /// <summary>Narrows whole numbers to bytes.</summary>
    /// <exception cref="ArgumentException">A value is not whole, or not from 0 to 255.</exception>
    internal static void ToBytes(ReadOnlySpan<float> values, Span<byte> destination)
    {
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = (byte)values[i];
            if (destination[i] != values[i]) throw new ArgumentException($"values of type U8 must be whole, from 0 to 255, got {values[i]} at {i}", nameof(values));
        }
    }

    private float[] ToFloats()
    {
        ReadOnlySpan<byte> bytes = _bytes.Span;
        var values = new float[bytes.Length / Type.Size()];
        switch (Type)
        {
            case TensorType.F16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
                break;
            case TensorType.I32:
                ReadOnlySpan<int> integers = MemoryMarshal.Cast<byte, int>(bytes);
                for (int i = 0; i < values.Length; i++) values[i] = integers[i];
                break;
            default:
                for (int i = 0; i < values.Length; i++) values[i] = bytes[i];
                break;
        }

        return values;
    }

    private void CheckLength(int count)
    {
        long expected = 1;
        foreach (int length in Shape) expected *= length;
        if (count != expected) throw new ArgumentException($"shape {string.Join(" x ", Shape)} must have {expected} values, got {count}");
    }
}
