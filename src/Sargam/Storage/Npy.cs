using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Sargam.Numerics;

namespace Sargam.Storage;

/// <summary>
/// NumPy's <c>.npy</c> files, versions 1 to 3, little endian, C order, types <c>f2</c>, <c>f4</c>,
/// <c>f8</c>, <c>i4</c>, <c>i8</c>.
/// Written files are version 1.0 and byte-identical for identical data.
/// </summary>
public static partial class Npy
{
    private const int MaxHeaderLength = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads any supported array as 64-bit floats.</summary>
    /// <exception cref="InvalidDataException">Not a supported <c>.npy</c> file, or shorter than its header says.</exception>
    public static NpyArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (string type, int[] shape) = ReadHeader(stream);
        long count = 1;
        foreach (int length in shape) count = checked(count * length);
        int itemSize = type[2] - '0';
        if (count * itemSize > Array.MaxLength) throw new InvalidDataException($"the array has {count} elements, too many to load");
        if (stream.CanSeek && stream.Length - stream.Position < count * itemSize)
        {
            throw new InvalidDataException($"the file ends early: {count * itemSize} bytes of data expected, got {stream.Length - stream.Position}");
        }

        var bytes = new byte[count * itemSize];
        stream.ReadExactly(bytes);
        return new NpyArray(shape, ToDoubles(bytes, type, (int)count));
    }

    /// <summary>Writes a matrix as a 2-D <c>float32</c> array.</summary>
    public static void Write(Stream stream, MatrixView matrix) => Write(stream, matrix, [matrix.ColumnCount]);

    /// <summary>Writes a matrix as a <c>float32</c> array of more dimensions: every row in a shape of its own.</summary>
    /// <param name="stream">Destination.</param>
    /// <param name="matrix">One row per item.</param>
    /// <param name="rowShape">Lengths whose product is the number of columns.</param>
    public static void Write(Stream stream, MatrixView matrix, IReadOnlyList<int> rowShape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(rowShape);
        int count = rowShape.Aggregate(1, (product, length) => checked(product * length));
        if (count != matrix.ColumnCount) throw new ArgumentException($"rows of shape {string.Join(" x ", rowShape)} must have {count} columns, got {matrix.ColumnCount}", nameof(rowShape));
        WriteHeader(stream, "<f4", [matrix.RowCount, .. rowShape]);
        stream.Write(MemoryMarshal.AsBytes(matrix.Values));
    }

    /// <summary>Writes a vector as a 1-D <c>int32</c> array.</summary>
    public static void Write(Stream stream, ReadOnlySpan<int> values)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, "<i4", [values.Length]);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static (string Type, int[] Shape) ReadHeader(Stream stream)
    {
        var start = new byte[8];
        if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8 || !start.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new InvalidDataException("not a .npy file: the magic bytes are missing");
        }

        int version = start[6];
        if (version is < 1 or > 3) throw new InvalidDataException($".npy version {version} is not supported");
        var lengthBytes = new byte[version == 1 ? 2 : 4];
        stream.ReadExactly(lengthBytes);
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes) : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaxHeaderLength) throw new InvalidDataException($"the .npy header is {length} bytes long, at most {MaxHeaderLength} are accepted");
        var header = new byte[length];
        stream.ReadExactly(header);
        return ParseHeader(Encoding.UTF8.GetString(header));
    }

    private static (string Type, int[] Shape) ParseHeader(string header)
    {
        Match type = TypePattern().Match(header);
        Match shape = ShapePattern().Match(header);
        if (!type.Success || !shape.Success) throw new InvalidDataException("the .npy header names no type and shape");
        if (type.Groups[1].Value is not ("<f2" or "<f4" or "<f8" or "<i4" or "<i8"))
        {
            throw new InvalidDataException($".npy type {type.Groups[1].Value} is not supported, must be <f2, <f4, <f8, <i4 or <i8");
        }

        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw new InvalidDataException("the array is in Fortran order; save it with numpy.ascontiguousarray");
        }

        int[] lengths = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                ? length
                : throw new InvalidDataException($"the .npy shape has a length of {part}"))];
        return (type.Groups[1].Value, lengths);
    }

    private static double[] ToDoubles(byte[] bytes, string type, int count)
    {
        var values = new double[count];
        switch (type)
        {
            case "<f8":
                MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values);
                break;
            case "<f4":
                ReadOnlySpan<float> floats = MemoryMarshal.Cast<byte, float>(bytes);
                for (int i = 0; i < count; i++) values[i] = floats[i];
                break;
            case "<f2":
                ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(bytes);
                for (int i = 0; i < count; i++) values[i] = (double)halves[i];
                break;
            case "<i4":
                ReadOnlySpan<int> ints = MemoryMarshal.Cast<byte, int>(bytes);
                for (int i = 0; i < count; i++) values[i] = ints[i];
                break;
            default:
                ReadOnlySpan<long> longs = MemoryMarshal.Cast<byte, long>(bytes);
                for (int i = 0; i < count; i++) values[i] = longs[i];
                break;
        }

        return values;
    }

    private static void WriteHeader(Stream stream, string type, ReadOnlySpan<int> shape)
    {
        string lengths = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({lengths}), }}";
        const int Preamble = 10;
        int padding = 64 - (Preamble + text.Length + 1) % 64;
        byte[] header = Encoding.ASCII.GetBytes(text + new string(' ', padding) + "\n");
        stream.Write(Magic);
        stream.Write([1, 0]);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)header.Length));
        stream.Write(length);
        stream.Write(header);
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}

/// <summary>An array read from a <c>.npy</c> file.</summary>
/// <param name="shape">Its lengths; empty for a single number.</param>
/// <param name="values">Its values in C order, as 64-bit floats.</param>
public sealed class NpyArray(IReadOnlyList<int> shape, double[] values)
{
    /// <summary>Its lengths; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Its values in C order.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The array as a matrix of 32-bit floats: a vector becomes one column.</summary>
    /// <exception cref="InvalidDataException">The array has more than two dimensions.</exception>
    public Matrix ToMatrix()
    {
        if (Shape.Count is not (1 or 2)) throw new InvalidDataException($"a matrix has 1 or 2 dimensions, the array has {Shape.Count}");
        var matrix = new Matrix(Shape[0], Shape.Count == 1 ? 1 : Shape[1]);
        for (int i = 0; i < values.Length; i++) matrix.Values[i] = (float)values[i];
        return matrix;
    }
}
