using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Sargam.Features;
using Sargam.Numerics;

namespace Sargam.Storage;

/// <summary>
/// Feature vectors on disk: <c>features/SCHEMA/NAME.safetensors</c>. A shard is written once and never changed; small ones
/// are merged. Every row carries a checksum; damaged ones are reported, set aside and computed again. Opening reads the ids
/// only, whatever the number of tracks.
/// </summary>
/// <remarks>
/// One process writes at a time, which <see cref="WorkspaceLock"/> sees to, and one thread of it. Any number may read
/// meanwhile: a reader keeps finding every row while shards are merged under it.
/// </remarks>
public sealed class FeatureStore
{
    private readonly ShardFolder _folder;
    private readonly bool _isReadOnly;
    private ShardIndex _index;

    private FeatureStore(ShardFolder folder, bool isReadOnly, ShardIndex index)
    {
        _folder = folder;
        _isReadOnly = isReadOnly;
        _index = index;
    }

    /// <summary>The layout of the vectors.</summary>
    public FeatureSchema Schema => _folder.Schema;

    /// <summary>Number of tracks stored.</summary>
    public int Count => _index.Count;

    /// <summary>Shards that were damaged when the store was opened, with the reason. They keep their data under another name.</summary>
    public IReadOnlyList<string> Damaged => _folder.Damaged;

    /// <summary>
    /// Opens the store of a schema for reading and writing: verifies every row, sets damaged shards aside, removes what a
    /// crash left behind and merges small shards.
    /// </summary>
    /// <param name="workspace">The workspace, whose lock the caller holds.</param>
    /// <param name="schema">The layout of the vectors.</param>
    /// <param name="variant">Options that change the numbers, such as the excerpt; part of the folder's name.</param>
    /// <exception cref="StoreException">The folder may not be read or changed, or the disk is full.</exception>
    public static FeatureStore Open(Workspace workspace, FeatureSchema schema, string variant)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Open(workspace, schema, variant, ShardFolder.DefaultRowsPerShard(schema));
    }

    /// <summary>Opens the store of a schema for reading; changes nothing, and needs no lock.</summary>
    /// <inheritdoc cref="Open(Workspace, FeatureSchema, string)" path="/param"/>
    /// <exception cref="StoreException">The folder may not be read.</exception>
    public static FeatureStore OpenRead(Workspace workspace, FeatureSchema schema, string variant)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ShardFolder folder = FolderOf(workspace, schema, variant, ShardFolder.DefaultRowsPerShard(schema));
        return new FeatureStore(folder, isReadOnly: true, folder.Scan());
    }

    /// <summary>Whether a track's vector is stored.</summary>
    public bool Contains(string trackId) => _index.Contains(trackId);

    /// <summary>What is known of a stored track; null when it is not stored.</summary>
    public StoredTrack? Find(string trackId) => _index.TryFind(trackId, out ShardIndex.Place place) ? place.Track : null;

    /// <summary>
    /// Writes vectors as a new shard, on the disk when the call returns. Rows never change: tracks that are stored already
    /// are left out.
    /// </summary>
    /// <param name="tracks">The tracks; ids without line breaks.</param>
    /// <param name="values">One row per track, finite; within +-65504 where the schema stores halves, whole from 0 to 255 where it stores bytes.</param>
    /// <exception cref="ArgumentException">Rows, tracks and schema do not match, or a value cannot be stored.</exception>
    /// <exception cref="StoreException">The disk is full, or the folder may not be written.</exception>
    public void Append(IReadOnlyList<StoredTrack> tracks, Matrix values)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(values);
        if (_isReadOnly) throw new InvalidOperationException("the store was opened for reading");
        if (values.RowCount != tracks.Count || values.ColumnCount != Schema.ColumnCount)
        {
            throw new ArgumentException($"{Schema}: values must be {tracks.Count} x {Schema.ColumnCount}, got {values.RowCount} x {values.ColumnCount}", nameof(values));
        }

        int[] fresh = [.. Enumerable.Range(0, tracks.Count).Where(i => !Contains(tracks[i].Id)).DistinctBy(i => tracks[i].Id).OrderBy(i => tracks[i].Id, StringComparer.Ordinal)];
        foreach (int[] rows in fresh.Chunk(_folder.RowsPerShard))
        {
            byte[] bytes = Encode(tracks, values, rows);
            _index.Add(FeatureShard.Write(_folder.Path, Schema, [.. rows.Select(i => TrackColumns.OnOneLine(tracks[i]))], bytes));
        }
    }

    /// <summary>
    /// Merges small shards; call it when an extraction has ended. What one extraction added to an empty store is then in the
    /// same files, however it was portioned; full shards stay as they are, so after several extractions files also depend on
    /// their order (<see cref="Digest"/> does not). A crash in between loses nothing.
    /// </summary>
    /// <exception cref="StoreException">The disk is full, or a row was damaged since the store was opened.</exception>
    public void Compact()
    {
        if (_isReadOnly) throw new InvalidOperationException("the store was opened for reading");
        _index = _folder.Merge(_index);
    }

    /// <summary>The vectors of tracks, in the order given; reads only their rows, and checks each.</summary>
    /// <exception cref="StoreException">A track is not stored, or its row is damaged.</exception>
    public FeatureTable Table(IReadOnlyList<string> trackIds)
    {
        ArgumentNullException.ThrowIfNull(trackIds);
        var values = new Matrix(trackIds.Count, Schema.ColumnCount);
        Read(trackIds, (request, bytes) => Decode(bytes, values.Row(request)));
        return new FeatureTable(Schema, trackIds, values);
    }

    /// <summary>SHA-256 over the ids and stored rows of all tracks in the order of their ids: equal rows, equal digest, whatever the files.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int rowSize = FeatureShard.RowSize(Schema);
        foreach (string[] ids in _index.TrackIds.Order(StringComparer.Ordinal).Chunk(_folder.RowsPerShard))
        {
            var rows = new byte[ids.Length * rowSize];
            Read(ids, (request, bytes) => bytes.CopyTo(rows.AsSpan(request * rowSize)));
            for (int i = 0; i < ids.Length; i++)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{ids[i]}\n"));
                hash.AppendData(rows, i * rowSize, rowSize);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Opens with a size of shards that suits a test.</summary>
    internal static FeatureStore Open(Workspace workspace, FeatureSchema schema, string variant, int rowsPerShard)
    {
        ShardFolder folder = FolderOf(workspace, schema, variant, rowsPerShard);
        return new FeatureStore(folder, isReadOnly: false, folder.Merge(folder.Repair()));
    }

    private static ShardFolder FolderOf(Workspace workspace, FeatureSchema schema, string variant, int rowsPerShard)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new ShardFolder(Path.Combine(workspace.FeaturesFolder, $"{schema}.{variant}"), schema, rowsPerShard);
    }

    private void Read(IReadOnlyList<string> trackIds, ShardIndex.Receiver receive)
    {
        const int MaxAttempts = 50;
        for (int attempt = 1; ; attempt++)
        {
            ShardIndex index = _index;
            try
            {
                ShardIndex.Read([.. trackIds.Select(id => index.TryFind(id, out ShardIndex.Place place) ? place : throw Missing(id))], receive);
                return;
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && attempt < MaxAttempts)
            {
                // It was merged into another one since it was listed.
                _index = _folder.Scan();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"cannot read {_folder.Path}: {error.Message}", error);
            }
        }
    }

    private StoreException Missing(string trackId) => new($"track {trackId} has no {Schema.Name} features yet: run sargam features first");

    private byte[] Encode(IReadOnlyList<StoredTrack> tracks, Matrix values, int[] rows)
    {
        int rowSize = FeatureShard.RowSize(Schema);
        var bytes = new byte[rows.Length * rowSize];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = values.Row(rows[i]);
            string id = tracks[rows[i]].Id;
            if (id.Length == 0 || id.Contains('\n', StringComparison.Ordinal)) throw new ArgumentException($"track ids must be one line of text, got '{id}'", nameof(tracks));
            if (!TensorPrimitives.IsFiniteAll(row)) throw new ArgumentException($"{Schema}: features of track {id} must be finite", nameof(values));
            Span<byte> target = bytes.AsSpan(i * rowSize, rowSize);
            switch (Schema.StoredAs)
            {
                case TensorType.F16: Tensor.ToHalf(row, target); break;
                case TensorType.U8: Tensor.ToBytes(row, target); break;
                default: MemoryMarshal.AsBytes(row).CopyTo(target); break;
            }
        }

        return bytes;
    }

    private void Decode(ReadOnlySpan<byte> bytes, Span<float> row)
    {
        switch (Schema.StoredAs)
        {
            case TensorType.F16: TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), row); break;
            case TensorType.U8: TensorPrimitives.ConvertTruncating(bytes, row); break;
            default: MemoryMarshal.Cast<byte, float>(bytes).CopyTo(row); break;
        }
    }
}
