using Sargam.Features;

namespace Sargam.Storage;

/// <summary>The shards of one schema on disk: finding, checking, setting aside, merging.</summary>
internal sealed class ShardFolder(string path, FeatureSchema schema, int rowsPerShard)
{
    /// <summary>Bytes of numbers in a full shard: a second or so of reading, and few hundred files for the largest collections.</summary>
    private const int ShardSize = 16 << 20;

    /// <summary>Most rows in a full shard: beyond that, what is told of the tracks would outgrow the numbers.</summary>
    private const int MaxRowsPerShard = 16_384;

    /// <summary>How often a reader looks again when a writer changes the folder under its eyes.</summary>
    private const int MaxAttempts = 50;

    public string Path => path;

    public FeatureSchema Schema => schema;

    /// <summary>Rows in a full shard.</summary>
    public int RowsPerShard => rowsPerShard;

    /// <summary>Shards that could not be used, or not fully, with the reason.</summary>
    public IReadOnlyList<string> Damaged { get; private set; } = [];

    /// <summary>The usual size of a full shard.</summary>
    public static int DefaultRowsPerShard(FeatureSchema schema) => Math.Clamp(ShardSize / FeatureShard.RowSize(schema), 1, MaxRowsPerShard);

    /// <summary>Opens all shards without changing anything, also while a writer merges them.</summary>
    /// <exception cref="StoreException">The folder changes all the time, or may not be read.</exception>
    public ShardIndex Scan()
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            string[] before = List();
            var shards = new List<FeatureShard>();
            var damaged = new List<string>();
            foreach (string file in before)
            {
                if (Open(file, verify: false, damaged) is { } shard) shards.Add(shard);
            }

            // A listing made while a merged shard appears and its parts go away may miss both; two equal ones did not.
            if (!before.SequenceEqual(List(), StringComparer.Ordinal)) continue;
            Damaged = damaged;
            return new ShardIndex(shards);
        }

        throw new StoreException($"cannot read {path}: it is being rewritten. Wait for the other command to finish.");
    }

    /// <summary>Opens and verifies all shards, removes what a dead process left behind, and sets aside what cannot be used.</summary>
    /// <exception cref="StoreException">The folder may not be read or changed.</exception>
    public ShardIndex Repair()
    {
        string[] files = List();
        if (files.Length > 0 || Directory.Exists(path)) AtomicFile.DeleteLeftovers(path);
        var shards = new List<FeatureShard>();
        var damaged = new List<string>();
        foreach (string file in files)
        {
            if (Open(file, verify: true, damaged) is { } shard) shards.Add(shard);
            else SetAside(file);
        }

        Damaged = damaged;
        return new ShardIndex(shards);
    }

    /// <summary>
    /// Merges what is not a full shard into full ones and one rest, tracks in the order of their ids: the same small shards always
    /// end in the same files, however their rows were portioned. Nothing is removed before all that replaces it is on the disk.
    /// </summary>
    /// <returns>The index afterwards; the same one when there was nothing to do.</returns>
    public ShardIndex Merge(ShardIndex index)
    {
        HashSet<FeatureShard> parts = [.. index.Shards.Where(shard => index.LiveRows(shard) < rowsPerShard || !shard.HasChecksums || IsWorn(index, shard))];
        if (parts.Count == 0 || (parts.Count == 1 && !IsWorn(index, parts.Single()))) return index;
        var merged = new List<FeatureShard>();
        foreach (ShardIndex.Place[] places in index.PlacesIn(parts).Chunk(rowsPerShard)) merged.Add(WriteCopy(places));
        HashSet<string> kept = [.. merged.Select(shard => shard.Path)];
        foreach (FeatureShard part in parts.Where(part => !kept.Contains(part.Path)))
        {
            if (part.DamagedRows.Count > 0) SetAside(part.Path);
            else DeleteQuietly(part.Path);
        }

        return new ShardIndex([.. index.Shards.Where(shard => !parts.Contains(shard)), .. merged]);
    }

    /// <summary>Whether a shard should be rewritten even if there is nothing to merge it with.</summary>
    private static bool IsWorn(ShardIndex index, FeatureShard shard) => !shard.HasChecksums || index.LiveRows(shard) < shard.Tracks.Count || shard.Tracks.Count == 0;

    private static bool IsLink(string file) => new FileInfo(file).LinkTarget is not null;

    private static void DeleteQuietly(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody reads it. Its rows are in another shard too; the next writer removes it.
        }
    }

    private string[] List()
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path, "*" + FeatureShard.Extension).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>Opens a shard, or says why it cannot be used.</summary>
    private FeatureShard? Open(string file, bool verify, List<string> damaged)
    {
        try
        {
            FeatureShard shard = FeatureShard.Open(file, schema);
            if (verify) shard.Verify();
            if (shard.DamagedRows.Count > 0) damaged.Add(Describe(file, $"{shard.DamagedRows.Count} of {shard.Tracks.Count} rows do not match their checksums"));
            return shard;
        }
        catch (Exception error) when (error is InvalidDataException or IOException || Directory.Exists(file))
        {
            damaged.Add(Describe(file, error.Message));
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException($"cannot read {file}: {error.Message}", error);
        }
    }

    private FeatureShard WriteCopy(ShardIndex.Place[] places)
    {
        int rowSize = FeatureShard.RowSize(schema);
        var values = new byte[places.Length * rowSize];
        ShardIndex.Read(places, (request, bytes) => bytes.CopyTo(values.AsSpan(request * rowSize)));
        return FeatureShard.Write(path, schema, [.. places.Select(place => place.Track)], values);
    }

    /// <summary>Renames to the first free name, so that nothing set aside earlier is lost.</summary>
    private static void SetAside(string file)
    {
        string target = file + ".damaged";
        for (int i = 2; System.IO.Path.Exists(target) || IsLink(target); i++) target = $"{file}.damaged-{i}";
        try
        {
            if (Directory.Exists(file) && !IsLink(file)) Directory.Move(file, target);
            else File.Move(file, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot set aside {file}, which is damaged: {error.Message}", error);
        }
    }

    private string Describe(string file, string reason) =>
        $"{System.IO.Path.GetFileName(file)} of {schema} is damaged ({reason}); sargam features sets it aside and computes what is lost again";
}
