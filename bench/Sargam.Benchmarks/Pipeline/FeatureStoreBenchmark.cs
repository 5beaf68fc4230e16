using BenchmarkDotNet.Attributes;
using Sargam.Features;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Benchmarks.Pipeline;

/// <summary>
/// A store of 20,000 tracks of 851 numbers, 68 MB in five shards: opening it for its ids, opening it with every checksum
/// verified, and reading all rows in another order than they are stored in.
/// </summary>
public class FeatureStoreBenchmark
{
    private const int TrackCount = 20_000;
    private const int ColumnCount = 851;
    private const string Variant = "bench";
    private readonly FeatureSchema _schema = new("bench", 1, [.. Enumerable.Range(0, ColumnCount).Select(i => new FeatureColumn($"c{i}", "", "a number"))]);
    private readonly string[] _ids = [.. Enumerable.Range(0, TrackCount).Select(Id)];
    private DirectoryInfo _folder = null!;
    private Workspace _workspace = null!;
    private FeatureStore _store = null!;

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("sargam-bench-");
        _workspace = new Workspace(_folder.FullName);
        var values = new Matrix(TrackCount, ColumnCount);
        new Rng(1).Normal(values.Values);
        _store = FeatureStore.Open(_workspace, _schema, Variant);
        _store.Append([.. _ids.Select(id => new StoredTrack(id, "wav", 180) { Codec = "mp3", SampleRate = 44_100, ChannelCount = 2 })], values);
    }

    [GlobalCleanup]
    public void Cleanup() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true)]
    public FeatureStore OpenForReading() => FeatureStore.OpenRead(_workspace, _schema, Variant);

    [Benchmark]
    public FeatureStore OpenForWritingWhichVerifies() => FeatureStore.Open(_workspace, _schema, Variant);

    [Benchmark]
    public FeatureTable AllRows() => _store.Table(_ids);

    [Benchmark]
    public FeatureTable AHundredRows() => _store.Table(_ids[..100]);

    private static string Id(int number) => $"{(ulong)number * 0x9E3779B97F4A7C15:x16}{number:x16}";
}
