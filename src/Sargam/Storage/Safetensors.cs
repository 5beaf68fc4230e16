namespace Sargam.Storage;

/// <summary>
/// The safetensors format (https://github.com/huggingface/safetensors): a JSON header, then raw little-endian data. Tensors
/// are written widest numbers first, then by name: everything is aligned, and equal content gives equal bytes.
/// </summary>
public sealed class Safetensors
{
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
        KeyValuePair<string, Tensor>[] ordered =
            [.. Tensors.OrderByDescending(pair => pair.Value.Type.Size()).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        SafetensorsHeader.Write(stream, ordered.Select(pair => (pair.Key, pair.Value.Type, pair.Value.Shape, (long)pair.Value.Bytes.Length)), Metadata);
        foreach ((_, Tensor tensor) in ordered) stream.Write(tensor.Bytes);
    }

    /// <summary>Reads a file, checking every size and offset against the file before using it.</summary>
    /// <exception cref="InvalidDataException">Not a safetensors file, torn, or with types other than <see cref="TensorType"/>'s.</exception>
    public static Safetensors Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, SafetensorsHeader.Entry entry) in header.Entries.OrderBy(pair => pair.Value.Start).ThenBy(pair => pair.Value.End))
        {
            if (entry.End - entry.Start > Array.MaxLength) throw new InvalidDataException($"tensor {name} is too large to load");
            var bytes = new byte[entry.End - entry.Start];
            stream.ReadExactly(bytes);
            tensors[name] = new Tensor(entry.Type, entry.Shape, bytes);
        }

        return new Safetensors(tensors, header.Metadata);
    }
}
