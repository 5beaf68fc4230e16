using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sargam.Storage;

/// <summary>
/// The safetensors format (https://github.com/huggingface/safetensors): a JSON header, then raw little-endian data. Only
/// <c>F32</c> tensors. Tensors are written in the order of their names, so equal content gives equal bytes.
/// </summary>
public sealed class Safetensors
{
    private const int MaxHeaderLength = 100_000_000;
    private const string MetadataKey = "__metadata__";

    /// <summary>Joins tensors and metadata.</summary>
    public Safetensors(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Free text about the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Writes a file; deterministic.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new JsonObject();
        if (Metadata.Count > 0)
        {
            var metadata = new JsonObject();
            foreach ((string key, string value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) metadata[key] = value;
            header[MetadataKey] = metadata;
        }

        KeyValuePair<string, Tensor>[] ordered = [.. Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        long offset = 0;
        foreach ((string name, Tensor tensor) in ordered)
        {
            long end = offset + tensor.Values.Length * sizeof(float);
            header[name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(length => (JsonNode)length)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padding = (8 - json.Length % 8) % 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(json.Length + padding));
        stream.Write(length);
        stream.Write(json);
        for (int i = 0; i < padding; i++) stream.WriteByte((byte)' ');
        foreach ((_, Tensor tensor) in ordered) stream.Write(MemoryMarshal.AsBytes(tensor.Values.Span));
    }

    /// <summary>Reads a file, checking every size and offset against the file before using it.</summary>
    /// <exception cref="InvalidDataException">Not a safetensors file, torn, or with a data type other than F32.</exception>
    public static Safetensors Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> lengthBytes = stackalloc byte[8];
        if (stream.ReadAtLeast(lengthBytes, 8, throwOnEndOfStream: false) < 8) throw new InvalidDataException("shorter than its header");
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        long rest = stream.Length - stream.Position;
        if (headerLength > MaxHeaderLength || (long)headerLength > rest) throw new InvalidDataException("the header is longer than the file");
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        long dataLength = rest - (long)headerLength;
        if (dataLength > Array.MaxLength) throw new InvalidDataException($"{dataLength} bytes of tensors are too many to load");
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            var data = new byte[dataLength];
            stream.ReadExactly(data);
            return Parse(document.RootElement, data);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"the header is not valid: {error.Message}", error);
        }
    }

    private static Safetensors Parse(JsonElement header, byte[] data)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in header.EnumerateObject())
        {
            if (entry.NameEquals(MetadataKey))
            {
                foreach (JsonProperty item in entry.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? "";
            }
            else
            {
                tensors[entry.Name] = ParseTensor(entry, data);
            }
        }

        return new Safetensors(tensors, metadata);
    }

    private static Tensor ParseTensor(JsonProperty entry, byte[] data)
    {
        string? type = entry.Value.GetProperty("dtype").GetString();
        if (type != "F32") throw new InvalidDataException($"tensor {entry.Name} has type {type}, only F32 is supported");
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        long start = offsets[0].GetInt64();
        long end = offsets[1].GetInt64();
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0 || (count *= length) > int.MaxValue) throw new InvalidDataException($"tensor {entry.Name} has an impossible shape");
        }

        if (start < 0 || end > data.Length || end - start != count * sizeof(float))
        {
            throw new InvalidDataException($"tensor {entry.Name} lies outside the file");
        }

        var values = new float[count];
        MemoryMarshal.Cast<byte, float>(data.AsSpan((int)start, (int)(end - start))).CopyTo(values);
        return new Tensor(shape, values);
    }
}

/// <summary>Floats with a shape.</summary>
/// <param name="shape">Lengths of the dimensions.</param>
/// <param name="values">Values in row-major order.</param>
public sealed class Tensor(IReadOnlyList<int> shape, ReadOnlyMemory<float> values)
{
    /// <summary>Lengths of the dimensions.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Values in row-major order.</summary>
    public ReadOnlyMemory<float> Values { get; } = values;
}
