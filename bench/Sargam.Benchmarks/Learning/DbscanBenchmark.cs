using BenchmarkDotNet.Attributes;
using Sargam.Learning.Dbscan;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Clouds of sixteen columns, with the neighbourhood given and taken from the data.</summary>
[MemoryDiagnoser]
public class DbscanBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 16, cloudCount: 10, spread: 3);

    [Benchmark(Baseline = true)]
    public int GivenEpsilon() => new Dbscan(new DbscanOptions { Epsilon = 3.5 }).Fit(_observations).ClusterCount;

    [Benchmark]
    public int EpsilonFromTheKnee() => new Dbscan(new DbscanOptions()).Fit(_observations).ClusterCount;
}
