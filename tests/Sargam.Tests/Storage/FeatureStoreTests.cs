using Sargam.Features;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class FeatureStoreTests : IDisposable
{
    private readonly ShardFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Vectors_come_back_in_the_order_asked_for()
    {
        FeatureStore store = _files.Open();
        store.Append([ShardFiles.Track("x"), ShardFiles.Track("y")], ShardFiles.Rows(1, 2));
        store.Append([ShardFiles.Track("z")], ShardFiles.Rows(3));

        foreach (FeatureStore opened in new[] { store, _files.OpenRead(), _files.Open() })
        {
            Assert.Equal([.. ShardFiles.Row(3), .. ShardFiles.Row(1), .. ShardFiles.Row(3)], opened.Table(["z", "x", "z"]).Values.Values.ToArray());
            Assert.Equal(ShardFiles.Track("y"), opened.Find("y"));
            Assert.Empty(opened.Damaged);
        }
    }

    [Fact]
    public void Everything_known_of_a_track_comes_back()
    {
        StoredTrack full = new("id", "libsndfile", 180.25) { Codec = "mp3", SampleRate = 48_000, ChannelCount = 2, BitRate = 320_000, ExcerptStartSeconds = 30.5 };
        StoredTrack bare = new("bare", "two\nlines", double.NaN);
        _files.Open().Append([full, bare], ShardFiles.Rows(1, 2));

        FeatureStore store = _files.OpenRead();

        Assert.Equal(full, store.Find("id"));
        Assert.Equal(bare with { Decoder = "two lines" }, store.Find("bare"));
        Assert.Null(store.Find("nobody"));
    }

    [Fact]
    public void Rows_never_change_once_stored()
    {
        FeatureStore store = _files.Open();
        store.Append([ShardFiles.Track("x"), ShardFiles.Track("x")], ShardFiles.Rows(1, 2));
        store.Append([ShardFiles.Track("x")], ShardFiles.Rows(3));

        Assert.Equal(ShardFiles.Row(1), _files.OpenRead().Table(["x"]).Values.Values.ToArray());
        Assert.Single(_files.Shards());
    }

    [Fact]
    public void No_tracks_are_no_shard()
    {
        FeatureStore store = _files.Open();
        store.Append([], new Matrix(0, 3));
        store.Compact();

        Assert.False(Directory.Exists(_files.Folder));
        Assert.Equal(0, store.Table([]).Values.RowCount);
        Assert.Equal(_files.OpenRead().Digest(), store.Digest());
    }

    [Fact]
    public void A_missing_track_is_named() =>
        Assert.Contains("nobody", Assert.Throws<StoreException>(() => _files.Open().Table(["nobody"])).Message, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_stored_is_refused_and_named()
    {
        FeatureStore store = _files.Open();

        Assert.Contains("2 x 3", Refusal(store, [ShardFiles.Track("x"), ShardFiles.Track("y")], ShardFiles.Rows(1)), StringComparison.Ordinal);
        Assert.Contains("track bad must be finite", Refusal(store, [ShardFiles.Track("bad")], Matrix.FromRows([[1, float.NaN, 3]])), StringComparison.Ordinal);
        Assert.Contains("track bad must be finite", Refusal(store, [ShardFiles.Track("bad")], Matrix.FromRows([[1, float.PositiveInfinity, 3]])), StringComparison.Ordinal);
        Assert.Contains("one line", Refusal(store, [ShardFiles.Track("a\nb")], ShardFiles.Rows(1)), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _files.OpenRead().Append([ShardFiles.Track("x")], ShardFiles.Rows(1)));
        Assert.Throws<InvalidOperationException>(() => _files.OpenRead().Compact());
        Assert.False(Directory.Exists(_files.Folder));
    }

    [Fact]
    public void The_digest_follows_the_rows_not_the_files()
    {
        FeatureStore store = _files.Open();
        for (int i = 0; i < 20; i++) store.Append([ShardFiles.Track(ShardFiles.Id(i))], ShardFiles.Rows(i));
        string before = store.Digest();
        store.Compact();

        Assert.Equal(before, store.Digest());
        Assert.Equal(before, _files.OpenRead().Digest());
        store.Append([ShardFiles.Track("one more")], ShardFiles.Rows(1));
        Assert.NotEqual(before, store.Digest());
    }

    [Fact]
    public void Sequences_are_stored_in_half_the_space_to_eleven_bits()
    {
        using var half = new ShardFiles(storesHalf: true);
        var rng = new Rng(5);
        float[][] rows = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 3).Select(_ => (float)(80 * rng.Normal())).ToArray())];
        FeatureStore store = half.Open();
        store.Append([.. rows.Select((_, i) => ShardFiles.Track(ShardFiles.Id(i)))], Matrix.FromRows(rows));

        MatrixView back = half.OpenRead().Table([.. rows.Select((_, i) => ShardFiles.Id(i))]).Values;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < 3; j++) Assert.Equal((float)(Half)rows[i][j], back[i, j]);
        }

        using FileStream file = File.OpenRead(half.Shards()[0]);
        Assert.Equal(TensorType.F16, Safetensors.Read(file).Tensors["values"].Type);
        Assert.Contains("65504", Refusal(store, [ShardFiles.Track("loud")], Matrix.FromRows([[0, 70_000, 0]])), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_keep_their_shape_for_other_tools()
    {
        var schema = new FeatureSchema("block", 1, [new("a", "", "a"), new("b", "", "b")], frameCount: 3);
        FeatureStore store = FeatureStore.Open(_files.Workspace, schema, "all");
        store.Append([ShardFiles.Track("x")], Matrix.FromRows([[1, 2, 3, 4, 5, 6]]));

        string shard = Directory.GetFiles(_files.Workspace.FeaturesFolder, "*.safetensors", SearchOption.AllDirectories).Single();
        using FileStream file = File.OpenRead(shard);
        Assert.Equal([1, 2, 3], Safetensors.Read(file).Tensors["values"].Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], FeatureStore.OpenRead(_files.Workspace, schema, "all").Table(["x"]).Values.Values.ToArray());
    }

    private static string Refusal(FeatureStore store, StoredTrack[] tracks, Matrix values) =>
        Assert.Throws<ArgumentException>(() => store.Append(tracks, values)).Message;
}
