using Sargam.Features;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

public sealed class FeatureStoreTests : IDisposable
{
    private static readonly FeatureSchema Schema = new("test", 1, [new("a", "", "a"), new("b", "", "b"), new("c", "", "c")]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Vectors_come_back_in_the_order_asked_for()
    {
        Open().Append([Track("x"), Track("y")], Rows(1, 2));
        Open().Append([Track("z")], Rows(3));

        FeatureTable table = Open().Table(["z", "x"]);

        Assert.Equal([3f, 3, 3, 1, 1, 1], table.Values.Values.ToArray());
        Assert.Equal(new StoredTrack("y", "wav", 12.5), Open().Find("y"));
    }

    [Fact]
    public void A_torn_shard_is_set_aside_and_its_tracks_are_missing()
    {
        Open().Append([Track("x")], Rows(1));
        Open().Append([Track("y")], Rows(2));
        string shard = Directory.GetFiles(_folder.File("features"), "0001.safetensors", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(shard, File.ReadAllBytes(shard)[..^3]);

        FeatureStore store = Open();

        Assert.Single(store.Damaged);
        Assert.False(store.Contains("x"));
        Assert.True(store.Contains("y"));
        store.Append([Track("x")], Rows(9));
        Assert.Equal([9f, 9, 9], Open().Table(["x"]).Values.Values.ToArray());
    }

    [Fact]
    public void Vectors_of_another_schema_are_never_mixed_in()
    {
        Open().Append([Track("x")], Rows(1));
        string folder = Directory.GetDirectories(_folder.File("features")).Single();
        Directory.Move(folder, folder.Replace("test-v1", "test-v2", StringComparison.Ordinal));

        FeatureStore other = FeatureStore.Open(new Workspace(_folder.Path), new FeatureSchema("test", 2, [new("a", "", "a"), new("b", "", "b"), new("c", "", "c")]), "all");

        Assert.Single(other.Damaged);
        Assert.False(other.Contains("x"));
    }

    [Fact]
    public void A_missing_track_is_named() =>
        Assert.Contains("nobody", Assert.Throws<StoreException>(() => Open().Table(["nobody"])).Message, StringComparison.Ordinal);

    private FeatureStore Open() => FeatureStore.Open(new Workspace(_folder.Path), Schema, "all");

    private static StoredTrack Track(string id) => new(id, "wav", 12.5);

    private static Matrix Rows(params float[] values) => Matrix.FromRows([.. values.Select(value => new[] { value, value, value })]);
}
