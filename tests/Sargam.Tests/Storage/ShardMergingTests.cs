using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class ShardMergingTests : IDisposable
{
    private readonly ShardFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void However_the_rows_were_portioned_the_files_are_the_same()
    {
        int[] numbers = [.. Enumerable.Range(0, 21)];
        string[]? expected = null;
        for (ulong seed = 0; seed < 20; seed++)
        {
            using var files = new ShardFiles();
            var rng = new Rng(seed);
            int[] shuffled = [.. numbers.OrderBy(_ => rng.NextInt(1000))];
            FeatureStore store = files.Open();
            for (int next = 0; next < shuffled.Length;)
            {
                int[] portion = shuffled[next..Math.Min(shuffled.Length, next + 1 + rng.NextInt(ShardFiles.RowsPerShard - 1))];
                store.Append([.. portion.Select(number => ShardFiles.Track(ShardFiles.Id(number)))], ShardFiles.Rows(portion));
                next += portion.Length;
            }

            store.Compact();
            ShardFiles.AssertHolds(store, numbers);
            ShardFiles.AssertHolds(files.Open(), numbers);
            string[] contents = [.. files.Shards().Select(file => Path.GetFileName(file) + Convert.ToHexString(File.ReadAllBytes(file)))];
            Assert.Equal(3, contents.Length);
            Assert.True(contents.SequenceEqual(expected ??= contents), $"seed {seed}");
        }
    }

    [Fact]
    public void Adding_one_track_a_hundred_times_never_leaves_more_than_one_small_shard()
    {
        for (int i = 0; i < 100; i++)
        {
            FeatureStore store = _files.Open();
            store.Append([ShardFiles.Track(ShardFiles.Id(i))], ShardFiles.Rows(i));
            store.Compact();
            Assert.Equal(i / ShardFiles.RowsPerShard + 1, _files.Shards().Length);
        }

        ShardFiles.AssertHolds(_files.OpenRead(), [.. Enumerable.Range(0, 100)]);
    }

    [Fact]
    public void Full_shards_are_never_touched_again()
    {
        string full = _files.Add([.. Enumerable.Range(0, ShardFiles.RowsPerShard)]);
        DateTime written = File.GetLastWriteTimeUtc(full);
        for (int i = 20; i < 25; i++) _files.Add(i);

        _files.Open();

        Assert.Equal(2, _files.Shards().Length);
        Assert.Contains(full, _files.Shards());
        Assert.Equal(written, File.GetLastWriteTimeUtc(full));
    }

    [Fact]
    public void Opening_for_reading_merges_nothing()
    {
        for (int i = 0; i < 5; i++) _files.Add(i);
        string[] before = _files.Names();

        ShardFiles.AssertHolds(_files.OpenRead(), 0, 1, 2, 3, 4);

        Assert.Equal(before, _files.Names());
    }

    /// <summary>Every state that a process killed while merging can leave: some merged shards written, some parts deleted.</summary>
    [Fact]
    public void A_crash_at_any_step_of_merging_loses_nothing_and_is_cleaned_up()
    {
        int[] numbers = [.. Enumerable.Range(0, 19)];
        for (int i = 0; i < numbers.Length; i += 4) _files.Add(numbers[i..Math.Min(i + 4, numbers.Length)]);
        Dictionary<string, byte[]> parts = Contents();
        _files.Open();
        Dictionary<string, byte[]> merged = Contents();
        for (int step = 0; step <= merged.Count + parts.Count; step++)
        {
            int written = Math.Min(step, merged.Count);
            int deleted = step - written;
            foreach (string file in Directory.GetFiles(_files.Folder)) File.Delete(file);
            foreach ((string name, byte[] bytes) in merged.Take(written).Concat(parts.Skip(deleted))) File.WriteAllBytes(Path.Combine(_files.Folder, name), bytes);
            if (step < merged.Count) File.WriteAllBytes(Path.Combine(_files.Folder, $".{merged.Keys.ElementAt(step)}.tmp"), merged.Values.ElementAt(step)[..100]);

            ShardFiles.AssertHolds(_files.OpenRead(), numbers);
            ShardFiles.AssertHolds(_files.Open(), numbers);
            Assert.Equal(merged.Keys.Order(StringComparer.Ordinal), _files.Names());
            Assert.All(merged, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(_files.Folder, file.Key))));
        }
    }

    [Fact]
    public void Shards_without_checksums_are_accepted_once_and_rewritten_with_them()
    {
        WriteFirstVersion("0001", [1f, 1.25f, -1, 2, 2.25f, -2], 1, 2);
        WriteFirstVersion("0002", [3f, 3.25f, -3, 4, float.NaN, -4], 3, 4);

        FeatureStore store = _files.Open();

        Assert.Contains("1 of 2 rows", Assert.Single(store.Damaged), StringComparison.Ordinal);
        Assert.Equal(new StoredTrack(ShardFiles.Id(1), "wav", 12.5), store.Find(ShardFiles.Id(1)));
        Assert.Equal([.. ShardFiles.Row(1), .. ShardFiles.Row(2), .. ShardFiles.Row(3)], store.Table([.. new[] { 1, 2, 3 }.Select(ShardFiles.Id)]).Values.Values.ToArray());
        Assert.False(store.Contains(ShardFiles.Id(4)));
        using FileStream stream = File.OpenRead(_files.Shards().Single());
        Assert.Contains("checksums", Safetensors.Read(stream).Tensors.Keys);
        Assert.Empty(_files.Open().Damaged);
    }

    [Fact]
    public void A_shard_of_no_rows_is_harmless()
    {
        WriteFirstVersion("0001", []);
        _files.Add(1);

        ShardFiles.AssertHolds(_files.OpenRead(), 1);
        FeatureStore store = _files.Open();
        Assert.Empty(store.Damaged);
        Assert.Single(_files.Shards());
    }

    /// <summary>One thread adds and merges without pause, others read: they see every row that was there when they began.</summary>
    [Fact]
    public async Task Readers_find_every_row_while_shards_are_merged()
    {
        int stored = 0;
        FeatureStore store = _files.Open();
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                int[] expected = [.. Enumerable.Range(0, Volatile.Read(ref stored))];
                FeatureStore reader = _files.OpenRead();
                Assert.Empty(reader.Damaged);
                Assert.All(expected, number => Assert.True(reader.Contains(ShardFiles.Id(number))));
                float[] values = reader.Table([.. expected.Select(ShardFiles.Id)]).Values.Values.ToArray();
                Assert.Equal(expected.SelectMany(ShardFiles.Row), values);
            }
        }))];
        for (int i = 0; i < 150 && !readers.Any(reader => reader.IsFaulted); i++)
        {
            store.Append([ShardFiles.Track(ShardFiles.Id(i))], ShardFiles.Rows(i));
            Volatile.Write(ref stored, i + 1);
            if (i % 3 == 0) store.Compact();
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        ShardFiles.AssertHolds(_files.Open(), [.. Enumerable.Range(0, 150)]);
    }

    private void WriteFirstVersion(string name, float[] values, params int[] numbers)
    {
        var metadata = new Dictionary<string, string>
        {
            ["schema"] = "test-v1",
            ["ids"] = string.Join('\n', numbers.Select(ShardFiles.Id)),
            ["decoders"] = string.Join('\n', numbers.Select(_ => "wav")),
            ["durations"] = string.Join('\n', numbers.Select(_ => "12.5")),
        };
        var tensors = new Dictionary<string, Tensor> { ["values"] = new([numbers.Length, 3], values) };
        AtomicFile.Write(Path.Combine(_files.Folder, $"{name}.safetensors"), new Safetensors(tensors, metadata).Write);
    }

    private Dictionary<string, byte[]> Contents() => _files.Shards().ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
}
