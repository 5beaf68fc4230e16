using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sargam.Features;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

/// <summary>What can happen to a file: the rows that come back are right or missing, never wrong.</summary>
public sealed class DamagedShardTests : IDisposable
{
    private readonly ShardFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_shard_torn_anywhere_is_set_aside_and_its_tracks_are_missing()
    {
        string shard = _files.Add(1, 2);
        byte[] whole = File.ReadAllBytes(shard);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(shard, whole[..length]);

            Assert.Single(_files.OpenRead().Damaged);
            FeatureStore store = _files.Open();
            Assert.True(store.Damaged.Count == 1 && store.Count == 0, $"torn at byte {length}");
            string setAside = Assert.Single(Directory.GetFiles(_files.Folder));
            Assert.Equal(shard + ".damaged", setAside);
            File.Delete(setAside);
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_costs_at_most_the_rows_it_hit()
    {
        string shard = _files.Add(1, 2, 3);
        byte[] whole = File.ReadAllBytes(shard);
        int dataStart = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            if (bit / 8 < dataStart && bit % 8 != bit / 8 % 8) continue; // one bit of each byte of the header is enough
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(shard, flipped);

            FeatureStore store = _files.Open();
            int[] left = [.. new[] { 1, 2, 3 }.Where(number => store.Contains(ShardFiles.Id(number)))];
            ShardFiles.AssertHolds(store, left);
            if (bit / 8 >= dataStart) Assert.True(left.Length == 2 && store.Damaged.Count == 1, $"bit {bit}: {left.Length} rows left");
            foreach (string file in Directory.GetFiles(_files.Folder)) File.Delete(file);
        }
    }

    [Fact]
    public void Lost_rows_are_computed_again_and_then_all_is_as_before()
    {
        FeatureStore first = _files.Open();
        first.Append([.. Enumerable.Range(0, 8).Select(i => ShardFiles.Track(ShardFiles.Id(i)))], ShardFiles.Rows(0, 1, 2, 3, 4, 5, 6, 7));
        string digest = first.Digest();
        string shard = _files.Shards().Single();
        byte[] bytes = File.ReadAllBytes(shard);
        bytes[^1] ^= 1;
        File.WriteAllBytes(shard, bytes);

        FeatureStore store = _files.Open();

        Assert.Contains("1 of 8 rows", Assert.Single(store.Damaged), StringComparison.Ordinal);
        ShardFiles.AssertHolds(store, 0, 1, 2, 3, 4, 5, 6);
        Assert.Equal(bytes, File.ReadAllBytes(shard + ".damaged"));
        store.Append([ShardFiles.Track(ShardFiles.Id(7))], ShardFiles.Rows(7));
        store.Compact();
        Assert.Equal([shard], _files.Shards());
        Assert.Equal(digest, _files.Open().Digest());
    }

    [Fact]
    public void A_reader_reports_a_flipped_bit_when_it_reads_the_row_and_changes_nothing()
    {
        string shard = _files.Add(1, 2);
        byte[] bytes = File.ReadAllBytes(shard);
        bytes[^1] ^= 64;
        File.WriteAllBytes(shard, bytes);

        FeatureStore store = _files.OpenRead();

        Assert.Equal(ShardFiles.Row(1), store.Table([ShardFiles.Id(1)]).Values.Values.ToArray());
        Assert.Contains("run sargam features", Assert.Throws<StoreException>(() => store.Table([ShardFiles.Id(2)])).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([shard], Directory.GetFiles(_files.Folder));
    }

    [Fact]
    public void A_shard_that_shrinks_while_it_is_open_is_an_error_not_the_end()
    {
        string shard = _files.Add(1, 2);
        FeatureStore store = _files.OpenRead();
        File.WriteAllBytes(shard, File.ReadAllBytes(shard)[..^1]);

        Assert.Contains("shorter", Assert.Throws<StoreException>(() => store.Table([ShardFiles.Id(2)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_set_aside_earlier_is_overwritten()
    {
        string shard = _files.Add(1);
        for (int i = 0; i < 3; i++)
        {
            File.WriteAllText(shard, $"damage {i}");
            Assert.Single(_files.Open().Damaged);
        }

        Assert.Equal("damage 0", File.ReadAllText(shard + ".damaged"));
        Assert.Equal("damage 1", File.ReadAllText(shard + ".damaged-2"));
        Assert.Equal("damage 2", File.ReadAllText(shard + ".damaged-3"));
    }

    [Fact]
    public void Vectors_of_another_schema_are_never_mixed_in()
    {
        _files.Add(1);
        Directory.Move(_files.Folder, _files.Folder.Replace("test-v1", "test-v2", StringComparison.Ordinal));
        var schema = new FeatureSchema("test", 2, ShardFiles.Columns);

        FeatureStore store = FeatureStore.Open(_files.Workspace, schema, "all");

        Assert.Contains("another schema", Assert.Single(store.Damaged), StringComparison.Ordinal);
        Assert.Equal(0, store.Count);
    }

    [Theory]
    [InlineData("\"ids\":\"(.*?)\"", "\"ids\":\"only-one\"", "rows, but 1 ids")]
    [InlineData("\"ids\":", "\"idz\":", "names no tracks")]
    [InlineData("\"durations\":\"12.5", "\"durations\":\"12,5", "not a number")]
    [InlineData("\"sample_rates\":\"44100", "\"sample_rates\":\"4e100", "not a whole number")]
    [InlineData("\"values\"", "\"valuez\"", "holds no values")]
    [InlineData("\"checksums\":{\"dtype\":\"I32\"", "\"checksums\":{\"dtype\":\"F32\"", "checksums do not match")]
    [InlineData("\"values\":{\"dtype\":\"F32\"", "\"values\":{\"dtype\":\"I32\"", "values are I32")]
    [InlineData("\"shape\":\\[2,3\\]", "\"shape\":[3,2]", "another length")]
    [InlineData("\"shape\":\\[2,3\\]", "\"shape\":[999999999,999999999]", "impossible shape")]
    [InlineData("__metadata__", "__metadate__", "not valid")]
    public void A_header_that_does_not_fit_is_refused_with_the_reason(string pattern, string replacement, string reason)
    {
        string shard = _files.Add(1, 2);
        Rewrite(shard, header => Regex.Replace(header, pattern, replacement));

        Assert.Contains(reason, Assert.Single(_files.OpenRead().Damaged), StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(_files.Open().Damaged), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_track_under_a_row_is_noticed()
    {
        string shard = _files.Add(1, 2);
        Rewrite(shard, header => header.Replace(ShardFiles.Id(2), ShardFiles.Id(7), StringComparison.Ordinal));

        FeatureStore store = _files.Open();

        Assert.Single(store.Damaged);
        ShardFiles.AssertHolds(store, 1);
    }

    [Fact]
    public void A_folder_or_a_dangling_link_in_place_of_a_shard_is_set_aside()
    {
        string first = _files.Add(1);
        string second = _files.Add(2);
        File.Delete(first);
        File.Delete(second);
        Directory.CreateDirectory(Path.Combine(first, "sub"));
        File.CreateSymbolicLink(second, Path.Combine(_files.Folder, "nothing"));

        Assert.Equal(2, _files.OpenRead().Damaged.Count);
        FeatureStore store = _files.Open();
        Assert.Equal(2, store.Damaged.Count);
        store.Append([ShardFiles.Track(ShardFiles.Id(1))], ShardFiles.Rows(1));
        store.Append([ShardFiles.Track(ShardFiles.Id(2))], ShardFiles.Rows(2));

        ShardFiles.AssertHolds(_files.Open(), 1, 2);
        Assert.True(Directory.Exists(Path.Combine(first + ".damaged", "sub")));
    }

    [Fact]
    public void A_shard_moved_elsewhere_may_be_a_link()
    {
        string shard = _files.Add(1);
        string elsewhere = Path.Combine(_files.Workspace.Root, "elsewhere");
        File.Move(shard, elsewhere);
        File.CreateSymbolicLink(shard, elsewhere);
        _files.Add(2);

        ShardFiles.AssertHolds(_files.Open(), 1, 2);
        Assert.True(File.Exists(elsewhere));
    }

    [Fact]
    public void What_a_dead_process_left_is_removed_by_a_writer_only()
    {
        string shard = _files.Add(1);
        string leftover = Path.Combine(_files.Folder, $".{Path.GetFileName(shard)}.tmp");
        File.WriteAllText(leftover, "half a shard");

        ShardFiles.AssertHolds(_files.OpenRead(), 1);
        Assert.True(File.Exists(leftover));
        ShardFiles.AssertHolds(_files.Open(), 1);
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public void A_folder_that_may_not_be_written_can_be_read()
    {
        Assert.SkipWhen(Environment.UserName == "root", "needs a user who can be kept out");
        if (OperatingSystem.IsWindows()) return;
        _files.Add(1);
        File.SetUnixFileMode(_files.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            ShardFiles.AssertHolds(_files.OpenRead(), 1);
            Assert.Throws<StoreException>(() => _files.Open().Append([ShardFiles.Track("x")], ShardFiles.Rows(1)));
        }
        finally
        {
            File.SetUnixFileMode(_files.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_explained()
    {
        Directory.CreateDirectory(_files.Workspace.FeaturesFolder);
        File.WriteAllText(_files.Folder, "not a folder");

        FeatureStore store = _files.Open();

        Assert.Contains("cannot write", Assert.Throws<StoreException>(() => store.Append([ShardFiles.Track("x")], ShardFiles.Rows(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_damage_of_any_kind_never_gives_a_wrong_row()
    {
        byte[] whole = File.ReadAllBytes(_files.Add(1, 2, 3, 4));
        for (ulong seed = 0; seed < 300; seed++)
        {
            foreach (string file in Directory.GetFiles(_files.Folder)) File.Delete(file);
            var rng = new Rng(seed);
            byte[] damaged = [.. whole];
            for (int hit = rng.NextInt(20); hit >= 0; hit--) damaged[rng.NextInt(damaged.Length)] = (byte)rng.NextInt(256);
            File.WriteAllBytes(Path.Combine(_files.Folder, $"{seed.ToString(CultureInfo.InvariantCulture)}.safetensors"), damaged);

            FeatureStore store = _files.Open();
            ShardFiles.AssertHolds(store, [.. Enumerable.Range(1, 4).Where(number => store.Contains(ShardFiles.Id(number)))]);
        }
    }

    private static void Rewrite(string file, Func<string, string> change)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        byte[] header = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes, 8, length)));
        var lengthBytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(lengthBytes, (ulong)header.Length);
        File.WriteAllBytes(file, [.. lengthBytes, .. header, .. bytes[(8 + length)..]]);
    }
}
