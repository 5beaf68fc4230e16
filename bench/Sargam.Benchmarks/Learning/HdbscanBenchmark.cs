using BenchmarkDotNet.Attributes;
using Sargam.Learning.Hdbscan;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Clouds of 32 columns, by all pairs and by the neighbour graph that takes over above 20,000 rows.</summary>
[MemoryDiagnoser]
public class HdbscanBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(1_000, 10_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 32, 10, spread: 3);

    [Benchmark(Baseline = true)]
    public int AllPairs() => Fit(20_000);

    [Benchmark]
    public int NeighbourGraph() => Fit(2);

    private int Fit(int exactRowLimit) =>
        new Hdbscan(new HdbscanOptions { MinClusterSize = 15, ExactRowLimit = exactRowLimit, Seed = 1 }).Fit(_observations).ClusterCount;
}
