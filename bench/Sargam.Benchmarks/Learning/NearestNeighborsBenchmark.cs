using BenchmarkDotNet.Attributes;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Fifteen neighbours of every row of ten overlapping clouds in 32 columns: as hard for a partition as data gets.</summary>
[MemoryDiagnoser]
public class NearestNeighborsBenchmark
{
    private Matrix _observations = new(0, 0);

    [Params(10_000, 50_000)]
    public int RowCount { get; set; }

    [Params(NeighborSearch.Exact, NeighborSearch.Approximate)]
    public NeighborSearch Search { get; set; }

    [GlobalSetup]
    public void MakeClouds() => _observations = Clouds.Make(RowCount, 32, cloudCount: 10, spread: 1);

    [Benchmark]
    public double Fit() => new NearestNeighbors(new NearestNeighborsOptions { Search = Search, Seed = 1 }).Fit(_observations).Graph.Recall;
}
