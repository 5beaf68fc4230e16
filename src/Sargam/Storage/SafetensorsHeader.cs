using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sargam.Storage;

/// <summary>
/// The front of a safetensors file: what tensors there are and where, and the metadata. Reading it does not read the
/// numbers, so that thousands of files can be opened for their names only.
/// </summary>
/// <param name="dataStart">Where the numbers begin, in bytes from the start of the file.</param>
/// <param name="entries">The tensors by name.</param>
/// <param name="metadata">Free text.</param>
internal sealed class SafetensorsHeader(
    long dataStart, IReadOnlyDictionary<string, SafetensorsHeader.Entry> entries, IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>Longest header accepted; the same as in the format's own library.</summary>
    private const int MaxLength = 100_000_000;
    private const string MetadataKey = "__metadata__";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>One tensor: bytes <c>Start</c> up to, not including, <c>End</c> of the data.</summary>
    public sealed record Entry(TensorType Type, IReadOnlyList<int> Shape, long Start, long End);

    /// <summary>Where the numbers begin, in bytes from the start of the file.</summary>
    public long DataStart { get; } = dataStart;

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Entry> Entries { get; } = entries;

    /// <summary>Free text about the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>Reads the header, checking every size and offset against the file before using it.</summary>
    /// <param name="stream">A stream of known length, at the start of the file; left at the numbers.</param>
    /// <exception cref="InvalidDataException">Not a safetensors file, torn, or with types that are not supported.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        Span<byte> lengthBytes = stackalloc byte[8];
        if (stream.ReadAtLeast(lengthBytes, 8, throwOnEndOfStream: false) < 8) throw new InvalidDataException("shorter than its header");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        long rest = stream.Length - stream.Position;
        if (length > MaxLength || (long)length > rest) throw new InvalidDataException("the header is longer than the file");
        var json = new byte[length];
        stream.ReadExactly(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Parse(document.RootElement, 8 + (long)length, rest - (long)length);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"the header is not valid: {error.Message}", error);
        }
    }

    /// <summary>Writes a header; the tensors' bytes have to follow in the order given, without gaps.</summary>
    public static void Write(
        Stream stream, IEnumerable<(string Name, TensorType Type, IReadOnlyList<int> Shape, long ByteCount)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject();
        if (metadata.Count > 0)
        {
            var text = new JsonObject();
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text[key] = value;
            header[MetadataKey] = text;
        }

        long offset = 0;
        foreach ((string name, TensorType type, IReadOnlyList<int> shape, long byteCount) in tensors)
        {
            header[name] = new JsonObject
            {
                ["dtype"] = type.ToString(),
                ["shape"] = new JsonArray([.. shape.Select(length => (JsonNode)length)]),
                ["data_offsets"] = new JsonArray(offset, offset + byteCount),
            };
            offset += byteCount;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padding = (8 - json.Length % 8) % 8;
        Span<byte> lengthBytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(lengthBytes, (ulong)(json.Length + padding));
        stream.Write(lengthBytes);
        stream.Write(json);
        for (int i = 0; i < padding; i++) stream.WriteByte((byte)' ');
    }

    private static SafetensorsHeader Parse(JsonElement root, long dataStart, long dataLength)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.NameEquals(MetadataKey))
            {
                foreach (JsonProperty item in property.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? "";
            }
            else
            {
                entries[property.Name] = ParseEntry(property);
            }
        }

        CheckTiling(entries.Values, dataLength);
        return new SafetensorsHeader(dataStart, entries, metadata);
    }

    private static Entry ParseEntry(JsonProperty property)
    {
        TensorType type = TensorTypes.Parse(property.Value.GetProperty("dtype").GetString());
        int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        JsonElement offsets = property.Value.GetProperty("data_offsets");
        long start = offsets[0].GetInt64();
        long end = offsets[1].GetInt64();
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0 || (count *= length) > int.MaxValue) throw new InvalidDataException($"tensor {property.Name} has an impossible shape");
        }

        if (start < 0 || end < start || end - start != count * type.Size())
        {
            throw new InvalidDataException($"tensor {property.Name} has offsets that do not match its shape");
        }

        return new Entry(type, shape, start, end);
    }

    /// <summary>The format wants the tensors to cover the data exactly: more or less of it is a torn or foreign file.</summary>
    private static void CheckTiling(IEnumerable<Entry> entries, long dataLength)
    {
        long covered = 0;
        foreach (Entry entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.Start != covered) throw new InvalidDataException("the tensors overlap or leave gaps");
            covered = entry.End;
        }

        if (covered != dataLength) throw new InvalidDataException($"{covered} bytes of tensors are announced, {dataLength} are there");
    }
}
