using Sargam.Features;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

/// <summary>A feature store with small shards in a folder of its own, and its files.</summary>
internal sealed class ShardFiles(bool storesHalf = false) : IDisposable
{
    public const int RowsPerShard = 8;

    private readonly TempFolder _folder = new();

    public FeatureSchema Schema { get; } = FeatureSchema.StoredWith(storesHalf ? TensorType.F16 : TensorType.F32, "test", 1, Columns);

    public static FeatureColumn[] Columns { get; } = [new("a", "", "a"), new("b", "", "b"), new("c", "", "c")];

    public Workspace Workspace => new(_folder.Path);

    public string Folder => Path.Combine(Workspace.FeaturesFolder, $"{Schema}.all");

    public static StoredTrack Track(string id) => new(id, "wav", 12.5) { Codec = "flac", SampleRate = 44_100 };

    /// <summary>A row that follows from the number.</summary>
    public static float[] Row(int number) => [number, number + 0.25f, -number];

    public static string Id(int number) => $"track-{number:000}";

    public static Matrix Rows(params int[] numbers) => Matrix.FromRows([.. numbers.Select(Row)]);

    public FeatureStore Open() => FeatureStore.Open(Workspace, Schema, "all", RowsPerShard);

    public FeatureStore OpenRead() => FeatureStore.OpenRead(Workspace, Schema, "all");

    /// <summary>Writes tracks as one shard, past the store, which might merge it with others.</summary>
    public string Add(params int[] numbers)
    {
        int[] sorted = [.. numbers.OrderBy(Id, StringComparer.Ordinal)];
        float[] values = Rows(sorted).Values.ToArray();
        Tensor tensor = Schema.StoredAs == TensorType.F16 ? Tensor.OfHalf([values.Length], values) : new Tensor([values.Length], values);
        return FeatureShard.Write(Folder, Schema, [.. sorted.Select(number => Track(Id(number)))], tensor.Bytes.ToArray()).Path;
    }

    public string[] Shards() => [.. Directory.GetFiles(Folder, "*.safetensors").Order(StringComparer.Ordinal)];

    public string[] Names() => [.. Directory.GetFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    /// <summary>Checks that exactly these tracks are stored, each with its row.</summary>
    public static void AssertHolds(FeatureStore store, params int[] numbers)
    {
        Assert.Equal(numbers.Length, store.Count);
        FeatureTable table = store.Table([.. numbers.Select(Id)]);
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(Row(numbers[i]), table.Values.Row(i).ToArray());
            Assert.Equal(Track(Id(numbers[i])), store.Find(Id(numbers[i])));
        }
    }

    public void Dispose() => _folder.Dispose();
}
