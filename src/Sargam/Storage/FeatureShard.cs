using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sargam.Features;

namespace Sargam.Storage;

/// <summary>
/// One safetensors file of feature vectors. What it says of its tracks is in memory, the numbers stay on the disk until asked
/// for. Every row carries a checksum of its numbers and of what is known of its track, checked whenever the row is read.
/// </summary>
/// <remarks>
/// Files are named after their content, so a name never comes to mean other content, and writing the same rows again is
/// harmless. Rows are read by position rather than through a memory map: equally fast, and a file that somebody shortens
/// meanwhile is an error to report instead of a signal that ends the process (docs/decisions/0008).
/// </remarks>
internal sealed class FeatureShard
{
    public const string Extension = ".safetensors";

    private const string ValuesName = "values";
    private const string ChecksumsName = "checksums";
    private const int BufferSize = 1 << 20;
    private readonly long _valuesStart;
    private readonly int _rowSize;
    private readonly int[]? _checksums;

    private FeatureShard(string path, IReadOnlyList<StoredTrack> tracks, long valuesStart, int rowSize, int[]? checksums)
    {
        Path = path;
        Tracks = tracks;
        _valuesStart = valuesStart;
        _rowSize = rowSize;
        _checksums = checksums;
    }

    /// <summary>Receives a row: its place in the request, its bytes, and whether they are what was written.</summary>
    public delegate void RowVisitor(int request, ReadOnlySpan<byte> bytes, bool intact);

    public string Path { get; }

    public IReadOnlyList<StoredTrack> Tracks { get; }

    /// <summary>Rows that turned out to be damaged; found by <see cref="Verify"/>.</summary>
    public HashSet<int> DamagedRows { get; } = [];

    /// <summary>Whether rows can be checked; shards of the first version of the program have no checksums.</summary>
    public bool HasChecksums => _checksums is not null;

    public static TensorType TypeOf(FeatureSchema schema) => schema.StoredAs;

    /// <summary>Bytes per track.</summary>
    public static int RowSize(FeatureSchema schema) => schema.ColumnCount * TypeOf(schema).Size();

    /// <summary>Reads everything but the numbers.</summary>
    /// <exception cref="InvalidDataException">The file is torn, is no shard, or belongs to another schema.</exception>
    public static FeatureShard Open(string path, FeatureSchema schema)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        if (header.Metadata.GetValueOrDefault("schema") != schema.ToString()) throw new InvalidDataException("it belongs to another schema");
        if (!header.Entries.TryGetValue(ValuesName, out SafetensorsHeader.Entry? values) || values.Shape.Count < 2) throw new InvalidDataException("it holds no values");
        if (values.Type != TypeOf(schema)) throw new InvalidDataException($"its values are {values.Type}, not {TypeOf(schema)}");
        int rowCount = values.Shape[0];
        if (values.Shape.Skip(1).Aggregate(1L, (product, length) => product * length) != schema.ColumnCount)
        {
            throw new InvalidDataException("its rows have another length");
        }

        StoredTrack[] tracks = TrackColumns.Read(header.Metadata, rowCount);
        return new FeatureShard(path, tracks, header.DataStart + values.Start, RowSize(schema), ReadChecksums(stream, header, rowCount));
    }

    /// <summary>Writes a shard atomically.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="schema">The layout of the rows.</param>
    /// <param name="tracks">One per row; texts on one line each.</param>
    /// <param name="values">Rows in the schema's type.</param>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    public static FeatureShard Write(string folder, FeatureSchema schema, IReadOnlyList<StoredTrack> tracks, ReadOnlyMemory<byte> values)
    {
        int rowSize = RowSize(schema);
        var checksums = new int[tracks.Count];
        for (int i = 0; i < checksums.Length; i++) checksums[i] = Checksum(tracks[i], values.Span.Slice(i * rowSize, rowSize));
        var metadata = new Dictionary<string, string> { ["schema"] = schema.ToString() };
        TrackColumns.Write(tracks, metadata);
        var tensors = new Dictionary<string, Tensor>
        {
            [ValuesName] = new(TypeOf(schema), [tracks.Count, .. schema.Shape], values),
            [ChecksumsName] = Tensor.OfInt32([tracks.Count], checksums),
        };
        string path = System.IO.Path.Combine(folder, NameOf(metadata, values.Span) + Extension);
        AtomicFile.Write(path, new Safetensors(tensors, metadata).Write);
        return Open(path, schema);
    }

    /// <summary>Reads rows, in one pass over the file.</summary>
    /// <param name="rows">Row numbers, ascending, with their places in the request.</param>
    /// <param name="visitor">Gets every row.</param>
    /// <exception cref="InvalidDataException">The file is shorter than it was.</exception>
    public void Read(ReadOnlySpan<(int Row, int Request)> rows, RowVisitor visitor)
    {
        if (rows.Length == 0) return;
        using SafeFileHandle handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferSize, _rowSize));
        try
        {
            for (int next = 0; next < rows.Length;)
            {
                int count = RunLength(rows[next..], buffer.Length / _rowSize);
                Span<byte> bytes = buffer.AsSpan(0, count * _rowSize);
                ReadExactly(handle, bytes, _valuesStart + (long)rows[next].Row * _rowSize);
                for (int i = 0; i < count; i++, next++)
                {
                    ReadOnlySpan<byte> row = bytes.Slice(i * _rowSize, _rowSize);
                    visitor(rows[next].Request, row, IsIntact(rows[next].Row, row));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads all rows and notes those that are damaged.</summary>
    public void Verify()
    {
        var all = new (int, int)[Tracks.Count];
        for (int i = 0; i < all.Length; i++) all[i] = (i, i);
        Read(all, (row, _, intact) =>
        {
            if (!intact) DamagedRows.Add(row);
        });
    }

    private static int[]? ReadChecksums(FileStream stream, SafetensorsHeader header, int rowCount)
    {
        if (!header.Entries.TryGetValue(ChecksumsName, out SafetensorsHeader.Entry? entry)) return null;
        if (entry.Type != TensorType.I32 || !entry.Shape.SequenceEqual([rowCount])) throw new InvalidDataException("its checksums do not match its rows");
        var checksums = new int[rowCount];
        stream.Position = header.DataStart + entry.Start;
        stream.ReadExactly(MemoryMarshal.AsBytes(checksums.AsSpan()));
        return checksums;
    }

    private static string NameOf(Dictionary<string, string> metadata, ReadOnlySpan<byte> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key}\0{text}\0"));
        }

        hash.AppendData(values);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static int Checksum(StoredTrack track, ReadOnlySpan<byte> row) => (int)Crc32C.Append(TrackColumns.Checksum(track), row);

    private static int RunLength(ReadOnlySpan<(int Row, int Request)> rows, int limit)
    {
        int count = 1;
        while (count < rows.Length && count < limit && rows[count].Row == rows[count - 1].Row + 1) count++;
        return count;
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            int count = RandomAccess.Read(handle, destination, offset);
            if (count == 0) throw new InvalidDataException("it is shorter than it was");
            destination = destination[count..];
            offset += count;
        }
    }

    private bool IsIntact(int row, ReadOnlySpan<byte> bytes)
    {
        if (_checksums is not null) return Checksum(Tracks[row], bytes) == _checksums[row];
        return TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, float>(bytes));
    }
}
